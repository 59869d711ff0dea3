"""The demo loads whole, once, and gives each persona exactly the place it has."""

from __future__ import annotations

from collections.abc import Callable

from core.accounts.models import Account
from core.accounts.queries import account_by_subject, memberships_of
from core.accounts.roles import Role
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from infra.demo import follow_issuer, load_demo
from infra.embedded.personas import COORDINATOR, PERSONAS
from tests.factories import NOBODY

ISSUER = "http://identity.example"


async def test_demo_loads_once_and_every_persona_has_a_place(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))

    loaded = [await load_demo(database, registry, ISSUER), await load_demo(database, registry, ISSUER)]
    places: dict[str, list[tuple[str | None, Role]]] = {}
    async with database.read(NOBODY) as session:
        for persona in PERSONAS:
            account = await account_by_subject(session, ISSUER, persona.subject)
            assert account is not None
            rows = await memberships_of(session, account.id)
            places[persona.subject] = [(row.prison_code, row.role) for row in rows]
    await database.close()

    assert loaded == [True, False]
    assert places == {
        "demo-coordinator": [("DAI", Role.COORDINATOR_DEPUTY), ("EXI", Role.COORDINATOR)],
        "demo-security-vetting": [("EXI", Role.SECURITY_VETTING)],
        "demo-governor": [("EXI", Role.GOVERNOR)],
        "demo-partner-lead": [("EXI", Role.PARTNER_ADMIN)],
        "demo-volunteer": [("EXI", Role.VOLUNTEER_SELF)],
        "demo-national": [(None, Role.HMPPS_NATIONAL)],
    }


async def test_personas_keep_their_accounts_when_the_provider_moves_to_another_port(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))
    await load_demo(database, registry, "http://localhost:9400")
    async with database.write(NOBODY) as session:
        session.add(Account(issuer="https://id.example", subject=COORDINATOR.subject, name="Ada Reed"))

    await follow_issuer(database, registry, "http://localhost:9401")

    async with database.read(NOBODY) as session:
        moved = await account_by_subject(session, "http://localhost:9401", COORDINATOR.subject)
        left = await account_by_subject(session, "http://localhost:9400", COORDINATOR.subject)
        foreign = await account_by_subject(session, "https://id.example", COORDINATOR.subject)
    await database.close()
    assert moved is not None
    assert moved.name == COORDINATOR.name
    assert left is None
    assert foreign is not None
