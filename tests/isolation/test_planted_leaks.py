"""The attacks themselves bite: where a planted fault lets a row through, they come back with it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import text

from infra.database_roles import DatabaseUrls
from tests.isolation import allowed, attacks
from tests.isolation.attacks import Attack
from tests.isolation.conftest import catalogue_of, committed
from tests.isolation.ground import Ground, lay_ground
from tests.isolation.planting import planted
from tests.isolation.proof import MODES, lint, verify

STRICT = "(tenant_id = current_setting('app.tenant_id')::uuid)"


def rewritten(table: str, *clauses: str) -> tuple[str, ...]:
    """Return the statements that give the policy and its floor these clauses."""
    return tuple(f"ALTER POLICY {name} ON {table} {' '.join(clauses)}" for name in ("tenant", "tenant_floor"))


LONE_KEY = (
    "CREATE UNIQUE INDEX lone ON service (id)",
    "ALTER TABLE assignment DROP CONSTRAINT fk_assignment_tenant_id_service_id",
    "ALTER TABLE assignment ADD FOREIGN KEY (service_id) REFERENCES service (id)",
)
LEAKS: list[tuple[tuple[str, ...], Attack, str]] = [
    (rewritten("person", "USING (true)"), attacks.read, "person"),
    (rewritten("person", "USING (true)"), attacks.change, "person"),
    (rewritten("vetting_training", "USING (true)"), attacks.remove, "vetting_training"),
    # Not a table with an audit trigger: the trail would refuse the other prison's row by itself.
    (rewritten("job", "WITH CHECK (true)"), attacks.plant, "job"),
    (rewritten("job", "USING (true)", "WITH CHECK (true)"), attacks.move, "job"),
    (("ALTER TABLE person DISABLE ROW LEVEL SECURITY",), attacks.read, "person"),
    (LONE_KEY, attacks.refer, "assignment"),
    (("CREATE UNIQUE INDEX lone ON partner (name_key)",), attacks.infer, "partner"),
    (("CREATE UNIQUE INDEX lone ON person (id)",), attacks.infer, "person"),
    (("ALTER ROLE gatehouse_app BYPASSRLS",), attacks.read, "person"),
]
HARMLESS = [
    ("ALTER POLICY tenant ON person USING (true) WITH CHECK (true)",),
    ("CREATE POLICY support ON person USING (true) WITH CHECK (true)",),
]


@pytest_asyncio.fixture(scope="module")
async def ground(scratch: DatabaseUrls) -> AsyncIterator[Ground]:
    catalogue = await catalogue_of(scratch.superuser)
    async with lay_ground(scratch, catalogue, ("PL1", "PL2")) as laid:
        yield laid


@pytest.mark.parametrize(("fault", "attack", "table"), LEAKS)
async def test_an_attack_gets_through_a_planted_fault(
    fault: tuple[str, ...], attack: Attack, table: str, scratch: DatabaseUrls, ground: Ground
) -> None:
    async with planted(scratch, ground) as connection:
        assert await attack(connection, ground, table) is None
    async with planted(scratch, ground, *fault) as connection:
        assert await attack(connection, ground, table) is not None


async def test_a_view_as_its_owner_shows_every_prison(scratch: DatabaseUrls, ground: Ground) -> None:
    view = "CREATE VIEW people {} AS SELECT * FROM person"
    prisons = text("SELECT count(DISTINCT tenant_id) FROM people")
    grant = "GRANT SELECT ON people TO gatehouse_app"
    for option, leaks in (("", True), ("WITH (security_invoker = true)", False)):
        async with planted(scratch, ground, view.format(option), grant) as connection:
            assert ((await connection.execute(prisons)).scalar_one() > 1) is leaks


@pytest.mark.parametrize(
    "attack", [attacks.read, attacks.change, attacks.remove, attacks.plant, attacks.move]
)
@pytest.mark.parametrize("fault", HARMLESS)
async def test_the_floor_holds_when_a_policy_is_wrong(
    fault: tuple[str, ...], attack: Attack, scratch: DatabaseUrls, ground: Ground
) -> None:
    async with planted(scratch, ground, *fault) as connection:
        assert await attack(connection, ground, "person") is None


@pytest.mark.parametrize("mode", MODES)
def test_the_prover_reports_a_planted_leak(mode: str, scratch: DatabaseUrls) -> None:
    opened = rewritten("job", "TO PUBLIC USING (true) WITH CHECK (true)")
    closed = (
        *rewritten("job", f"USING {STRICT} WITH CHECK {STRICT}"),
        "ALTER POLICY tenant ON job TO gatehouse_app, gatehouse_owner",
    )
    # Who reads above prisons is tried in test_published.py: no prover can tell that it is meant.
    above = allowed.PUBLISHED_TABLES.keys()
    with committed(scratch, opened, closed):
        assert leaking(scratch, mode) - above == {"job"}
    assert leaking(scratch, mode) <= above


def leaking(scratch: DatabaseUrls, mode: str) -> set[str]:
    """Return the tables that the prover does not take for isolated."""
    return {table for table, verdict in verify(scratch.superuser, mode).items() if verdict != "isolated"}


def test_the_linter_reports_a_planted_fault(scratch: DatabaseUrls) -> None:
    forced = "ALTER TABLE person {} ROW LEVEL SECURITY"
    with committed(scratch, (forced.format("NO FORCE"),), (forced.format("FORCE"),)):
        found = lint(scratch.superuser, "--rule", "SEC002")
    assert [item["location"] for item in found] == ["public.person"]
