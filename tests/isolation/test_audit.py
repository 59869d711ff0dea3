"""Every change of an audited table leaves exactly one entry, which the application cannot add or alter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import delete, false, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from structlog.contextvars import bound_contextvars

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.testkit import NOBODY
from infra.database_roles import DatabaseUrls
from tests.isolation import allowed
from tests.isolation.attacks import NO_RIGHT, attempt
from tests.isolation.catalogue import Catalogue
from tests.isolation.conftest import catalogue_of, committed
from tests.isolation.ground import Ground, lay_ground, tenant_of
from tests.isolation.planting import planted
from tests.isolation.rows import Plan, plan_row, put, table_named
from tests.isolation.tables import TABLES, TENANT_TABLES

AUDITED = [name for name in sorted(TABLES) if name not in allowed.UNAUDITED]
HIDDEN = "***"
REQUEST = "request-1"


class Entry(NamedTuple):
    operation: str
    account_id: UUID | None
    correlation_id: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@pytest_asyncio.fixture(scope="module")
async def ground(database_urls: DatabaseUrls, catalogue: Catalogue) -> AsyncIterator[Ground]:
    async with lay_ground(database_urls, catalogue, ("IS9", "ISA")) as laid:
        yield laid


@pytest_asyncio.fixture(scope="module")
async def breakable(scratch: DatabaseUrls) -> AsyncIterator[Ground]:
    async with lay_ground(scratch, await catalogue_of(scratch.superuser), ("AU1", "AU2")) as laid:
        yield laid


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bound_contextvars(correlation_id=REQUEST):
        yield


@pytest.mark.parametrize("name", AUDITED)
async def test_each_change_leaves_one_entry(name: str, ground: Ground) -> None:
    by = ground.mine if name in {*TENANT_TABLES, "membership"} else NOBODY
    plan = plan_row(table_named(name))
    async with ground.writer(name).write(by) as session:
        await put(session, plan, tenant_of(ground.mine), ground.catalogue)
    row = await _row(ground, by, plan)
    expected = [Entry("INSERT", by.account_id, REQUEST, before=None, after=row)]
    assert await _entries(ground, by, plan) == expected
    same = plan.table.c.id == plan.id
    if ground.may(name, "UPDATE"):
        kept = {column.name: column for column in plan.table.c if column.onupdate is not None}
        async with ground.app.write(by) as session:
            unchanged = {**kept, "created_at": plan.table.c.created_at}
            await session.execute(update(plan.table).where(same).values(**unchanged))
            await session.execute(update(plan.table).where(same).values(**kept, created_at=func.now()))
        changed = await _row(ground, by, plan)
        parts = [{"created_at": version["created_at"]} for version in (row, changed)]
        expected.append(Entry("UPDATE", by.account_id, REQUEST, before=parts[0], after=parts[1]))
        row = changed
        assert await _entries(ground, by, plan) == expected
    if ground.may(name, "DELETE"):
        async with ground.app.write(by) as session:
            await session.execute(delete(plan.table).where(same))
        expected.append(Entry("DELETE", by.account_id, REQUEST, before=row, after=None))
    assert await _entries(ground, by, plan) == expected


async def test_rows_added_by_one_statement_leave_an_entry_each(ground: Ground) -> None:
    plans = [replace_values(plan_row(table_named("organisation")), identifier=f"GB-{n}") for n in range(3)]
    table = plans[0].table
    async with ground.app.write(NOBODY) as session:
        await session.execute(insert(table).values([plan.values for plan in plans]))
        await session.execute(insert(table).from_select(table.c.keys(), select(table).where(false())))
    for plan in plans:
        row = await _row(ground, NOBODY, plan)
        assert await _entries(ground, NOBODY, plan) == [
            Entry("INSERT", NOBODY.account_id, REQUEST, None, row)
        ]


async def test_what_a_deletion_takes_with_it_is_recorded_too(ground: Ground) -> None:
    plan = plan_row(table_named("assignment"))
    person = plan.values["person_id"]
    async with ground.app.write(ground.mine) as session:
        await put(session, plan, tenant_of(ground.mine), ground.catalogue)
    async with ground.app.write(ground.mine) as session:
        people = table_named("person")
        await session.execute(delete(people).where(people.c.id == person))
    entries = await _entries(ground, ground.mine, plan)
    assert [(entry.operation, entry.account_id) for entry in entries] == [
        ("INSERT", ground.mine.account_id),
        ("DELETE", ground.mine.account_id),
    ]


async def test_a_change_that_is_rolled_back_leaves_no_entry(ground: Ground) -> None:
    plan = plan_row(table_named("person"))
    async with ground.app.write(ground.mine) as session:
        await put(session, plan, tenant_of(ground.mine), ground.catalogue)
        await session.rollback()
    assert await _entries(ground, ground.mine, plan) == []


@pytest.mark.parametrize("name", ["audit_entry", "global_audit_entry"])
async def test_the_application_cannot_touch_the_trail(name: str, ground: Ground) -> None:
    table = table_named(name)
    forged = {"id": uuid7(), "operation": "INSERT", "table_name": "person", "row_id": uuid7()}
    async with ground.app.write(ground.mine) as session:
        for statement in (
            insert(table).values(**forged),
            update(table).values(operation="NONE"),
            delete(table),
            text(f"TRUNCATE {name}"),
            text(f"ALTER TABLE {name} DISABLE TRIGGER ALL"),
        ):
            assert (await attempt(session, statement))[0] == NO_RIGHT


@pytest.mark.parametrize("name", ["person", "job"])
async def test_the_application_cannot_switch_a_trigger_off(name: str, ground: Ground) -> None:
    async with ground.app.write(ground.mine) as session:
        assert (await attempt(session, text(f"ALTER TABLE {name} DISABLE TRIGGER ALL")))[0] == NO_RIGHT
        assert (await attempt(session, text("SET session_replication_role = replica")))[0] == NO_RIGHT


async def test_what_cannot_be_recorded_does_not_happen(breakable: Ground, scratch: DatabaseUrls) -> None:
    plan = plan_row(table_named("organisation"))
    partner = plan_row(table_named("partner"), {"organisation": plan.values})
    async with breakable.app.write(NOBODY) as session:
        await put(session, plan, tenant_of(breakable.mine), breakable.catalogue)
    full = "ALTER TABLE audit_entry ADD CONSTRAINT full_up CHECK (false) NOT VALID"
    with committed(scratch, (full,), ("ALTER TABLE audit_entry DROP CONSTRAINT full_up",)):
        with pytest.raises(IntegrityError, match="full_up"):
            async with breakable.app.write(breakable.mine) as session:
                await session.execute(insert(partner.table).values(**partner.values))
        async with breakable.app.read(breakable.mine) as session:
            found = select(partner.table.c.id).where(partner.table.c.id == partner.id)
            assert (await session.execute(found)).first() is None


async def test_masked_columns_are_not_in_the_trail(breakable: Ground, scratch: DatabaseUrls) -> None:
    """A mask stands for the value before and after; that the column changed is still recorded."""
    masked = (
        (
            "CREATE OR REPLACE TRIGGER audit_added AFTER INSERT ON person REFERENCING NEW TABLE AS added "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_audit('email', 'note')"
        ),
        (
            "CREATE OR REPLACE TRIGGER audit AFTER UPDATE OR DELETE ON person "
            "FOR EACH ROW EXECUTE FUNCTION record_audit('email', 'note')"
        ),
    )
    person = replace_values(plan_row(table_named("person")), email="secret-1", note="secret-2")
    same = person.table.c.id == person.id
    async with planted(scratch, breakable, *masked) as connection:
        await put(connection, person, tenant_of(breakable.mine), breakable.catalogue)
        await connection.execute(update(person.table).where(same).values(email="secret-3", team="Chapel"))
        await connection.execute(delete(person.table).where(same))
        trail = table_named("audit_entry")
        statement = select(trail.c.before, trail.c.after).where(trail.c.row_id == person.id)
        entries = [tuple(row) for row in await connection.execute(statement.order_by(trail.c.id))]
    assert len(entries) == 3
    assert "secret" not in str(entries)
    assert entries[0][1]["email"] == entries[0][1]["note"] == HIDDEN
    assert entries[1] == (
        {"email": HIDDEN, "team": person.values["team"]},
        {"email": HIDDEN, "team": "Chapel"},
    )
    assert entries[2][0]["email"] == entries[2][0]["note"] == HIDDEN


def replace_values(plan: Plan, **values: object) -> Plan:
    plan.values.update(values)
    return plan


async def _row(ground: Ground, by: Viewer, plan: Plan) -> dict[str, Any]:
    """Return the row as JSON, with what its trigger masks masked."""
    trigger = ground.catalogue.table(plan.table.name).trigger("audit")
    assert trigger is not None
    statement = text(f"SELECT to_jsonb(t) FROM {plan.table.name} t WHERE id = :id")  # noqa: S608 -- our own name
    async with ground.app.read(by) as session:
        found: dict[str, Any] = (await session.execute(statement, {"id": plan.id})).scalar_one()
    return found | dict.fromkeys(trigger.arguments, HIDDEN)


async def _entries(ground: Ground, by: Viewer, plan: Plan) -> list[Entry]:
    """Return the trail of one row in the order written; that of a global table only the owner reads."""
    name = "audit_entry" if plan.table.name in TENANT_TABLES else "global_audit_entry"
    table = table_named(name)
    reader: Database = ground.app if name == "audit_entry" else ground.owner
    statement = select(*[table.c[field] for field in Entry._fields]).where(
        table.c.table_name == plan.table.name, table.c.row_id == plan.id
    )
    async with reader.read(by) as session:
        return [Entry(*row) for row in await session.execute(statement.order_by(table.c.id))]
