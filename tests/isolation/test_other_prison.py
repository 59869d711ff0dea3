"""As one prison, another prison's row of any table is neither read, changed, referenced nor inferred."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from sqlalchemy import NullPool, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from infra.database_roles import DatabaseUrls
from tests.isolation.attacks import ATTACKS, Attack, attempt, infer
from tests.isolation.catalogue import Catalogue
from tests.isolation.ground import Ground, lay_ground, tenant_of
from tests.isolation.rows import Session, table_named
from tests.isolation.tables import TENANT_TABLES

UNKNOWN_SETTING, NOT_AN_ID = "42704", "22P02"


@pytest_asyncio.fixture(scope="module")
async def ground(database_urls: DatabaseUrls, catalogue: Catalogue) -> AsyncIterator[Ground]:
    async with lay_ground(database_urls, catalogue, ("IS1", "IS2")) as laid:
        yield laid


@pytest_asyncio.fixture(scope="module")
async def fresh(database_urls: DatabaseUrls) -> AsyncIterator[AsyncEngine]:
    """Connections that nobody has used before: no transaction on them has ever named a prison."""
    url = database_urls.app.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("name", TENANT_TABLES)
async def test_another_prison_is_out_of_reach(name: str, attack: Attack, ground: Ground) -> None:
    by = ground.writer(name) if attack is infer else ground.app
    async with by.write(ground.mine) as session:
        assert await attack(session, ground, name) is None


@pytest.mark.parametrize("name", TENANT_TABLES)
async def test_each_prison_sees_its_own_row(name: str, ground: Ground) -> None:
    """Without this, a table that shows nothing to anybody would pass for isolated."""
    table = table_named(name)
    for viewer, rows in ((ground.mine, ground.my_rows), (ground.theirs, ground.their_rows)):
        async with ground.app.read(viewer) as session:
            found = (await session.execute(select(table).where(table.c.id == rows[name].id))).mappings().all()
        assert [row["tenant_id"] for row in found] == [tenant_of(viewer)]


@pytest.mark.parametrize("name", TENANT_TABLES)
async def test_without_a_prison_a_table_is_an_error(name: str, ground: Ground, fresh: AsyncEngine) -> None:
    """Neither a full table nor an empty one: nobody could tell the latter from a prison without rows."""
    async with fresh.begin() as connection:
        assert await _codes(connection, ground, name) == {UNKNOWN_SETTING}
    async with ground.app.write(replace(ground.mine, tenant_id=None)) as session:
        assert await _codes(session, ground, name) == {NOT_AN_ID}


async def _codes(session: Session, ground: Ground, name: str) -> set[str | None]:
    table, values = table_named(name), ground.my_rows[name].values
    statements = {
        "SELECT": select(table),
        "INSERT": insert(table).values(**values, tenant_id=tenant_of(ground.mine)),
        "UPDATE": update(table).values(created_at=func.now()),
        "DELETE": delete(table),
    }
    return {
        (await attempt(session, statement))[0]
        for right, statement in statements.items()
        if ground.may(name, right)
    }
