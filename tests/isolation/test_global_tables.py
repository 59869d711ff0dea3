"""The few tables above prisons give one prison no hold on another's rows either."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import Table, delete, func, insert, select, update

from core.accounts.models import Account
from core.database.tenancy import enter_tenant
from core.identifiers import uuid7
from infra.database_roles import DatabaseUrls
from tests.isolation import allowed
from tests.isolation.attacks import NO_PARENT, NO_RIGHT, attempt, said_of
from tests.isolation.catalogue import Catalogue
from tests.isolation.ground import Ground, lay_ground, tenant_of
from tests.isolation.rows import Values, table_named


@pytest_asyncio.fixture(scope="module")
async def ground(database_urls: DatabaseUrls, catalogue: Catalogue) -> AsyncIterator[Ground]:
    async with lay_ground(database_urls, catalogue, ("IS5", "IS6")) as laid:
        yield laid


@pytest_asyncio.fixture(scope="module")
async def account_id(ground: Ground) -> UUID:
    account = Account(issuer="https://issuer.example", subject=str(uuid7()), name="Sam", active=True)
    async with ground.app.write(ground.mine) as session:
        session.add(account)
    return account.id


@pytest.fixture
def rows(ground: Ground, account_id: UUID) -> dict[str, Values]:
    """For each table whose rows belong to a prison: a row of the other one."""
    prison = tenant_of(ground.theirs)
    job = {"prison_id": prison, "job_id": ground.their_rows["job"].id, "kind": "core.wait", "attempts": 0}
    lead = {"id": uuid7(), "account_id": account_id, "prison_id": prison, "role": "PARTNER_ADMIN"}
    return {
        "job_queue": {**job, "available_at": func.now()},
        "membership": {**lead, "partner_id": ground.their_rows["partner"].id},
        "prison": {"id": prison, "name": "Renamed"},
    }


@pytest.mark.parametrize("name", allowed.HELD_TO_PRISON)
async def test_one_prison_writes_no_global_row_of_another(
    name: str, ground: Ground, rows: dict[str, Values]
) -> None:
    """Asked as the owner, who has every right: what refuses is the table itself."""
    table, column = table_named(name), allowed.HELD_TO_PRISON[name]
    theirs = table.c[column] == rows[name][column]
    async with ground.owner.engine.connect() as connection:
        if name != "prison":
            await connection.execute(insert(table).values(**rows[name]))
        await enter_tenant(connection, ground.theirs)
        assert await attempt(connection, update(table).where(theirs).values(_same(table))) == (None, 1)
        await enter_tenant(connection, ground.mine)
        for statement in (
            update(table).where(theirs).values(_same(table)),
            update(table).where(theirs).values({column: tenant_of(ground.mine)}),
            delete(table).where(theirs),
            insert(table).values(**rows[name]),
        ):
            assert await attempt(connection, statement) == (NO_RIGHT, 0)
        await connection.rollback()


def _same(table: Table) -> Values:
    column = next(iter(table.primary_key.columns))
    return {column.name: column}


@pytest.mark.parametrize("name", ["job_queue", "membership"])
async def test_a_key_from_above_prisons_tells_nothing(
    name: str, ground: Ground, rows: dict[str, Values]
) -> None:
    """Neither for the other prison nor for the own one does the answer depend on whether the id exists."""
    table, column = table_named(name), "job_id" if name == "job_queue" else "partner_id"
    for prison, code in ((tenant_of(ground.theirs), NO_RIGHT), (tenant_of(ground.mine), NO_PARENT)):
        answers = set()
        for value in (rows[name][column], uuid7()):
            values = {**rows[name], "prison_id": prison, column: value}
            async with ground.app.write(ground.mine) as session:
                answers.add(await said_of(session, insert(table).values(**values), value))
        assert {answer[0] for answer in answers} == {code}
        assert len(answers) == 1


async def test_above_prisons_the_register_can_be_kept(ground: Ground) -> None:
    """The import of the register and the relay act without a prison, and are not held to one."""
    table = table_named("prison")
    statement = update(table).where(table.c.id == tenant_of(ground.theirs)).values(town="Elsewhere")
    async with ground.app.engine.begin() as connection:
        assert (await connection.execute(statement)).rowcount == 1
    async with ground.app.read(ground.theirs) as session:
        found = select(table.c.town).where(table.c.id == tenant_of(ground.theirs))
        assert (await session.execute(found)).scalar_one() == "Elsewhere"
