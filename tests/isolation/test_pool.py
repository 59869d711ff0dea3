"""A connection goes back to the pool without the prison it served, however its request ended."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database import unit_of_work
from core.database.tenancy import enter_tenant
from core.database.unit_of_work import Database
from core.partnership.models import Partner
from core.plugins.loader import Registry
from core.testkit import make_partner, make_prison, viewer
from infra.database_roles import DatabaseUrls
from tests.pooler import SERVERS

REQUESTS = 500
Road = Callable[[Viewer], AbstractAsyncContextManager[AsyncSession]]
IDLE_IN_TRANSACTION = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND state LIKE 'idle in transaction%'"
)
NAP = select(func.pg_sleep(0.001))


@dataclass(slots=True)
class Storm:
    """What a storm of requests saw."""

    finished: int = 0
    cancelled: int = 0
    wrong: list[UUID] = field(default_factory=list)


@pytest_asyncio.fixture(scope="module")
async def viewers(database: Database, registry: Registry) -> list[Viewer]:
    """Somebody in each of two prisons, each with a partner of its own."""
    made = [viewer(registry, await make_prison(database, code), Role.COORDINATOR) for code in ("IS7", "IS8")]
    for coordinator in made:
        await make_partner(database, coordinator)
    return made


async def test_cancelled_requests_leave_no_prison_behind(
    small: Database, viewers: list[Viewer], database_urls: DatabaseUrls
) -> None:
    storm = await _storm(small, viewers)
    assert storm.wrong == []
    assert storm.finished >= REQUESTS // 2
    assert storm.cancelled >= REQUESTS // 10, "Too few were cut short for this to say anything."
    assert await _left_behind(small) == set()
    assert await open_transactions(database_urls) == 0


async def test_a_setting_for_the_session_is_noticed(
    small: Database, viewers: list[Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: `SET` instead of a setting of the transaction reaches the pool's next user."""
    monkeypatch.setattr(unit_of_work, "enter_tenant", _enter_for_the_session)
    async with small.write(viewers[0]) as session:
        await session.execute(NAP)
    assert await _left_behind(small) == {str(viewers[0].tenant_id)}


@pytest.mark.parametrize("road", ["read", "write", "connect_recording"])
async def test_every_road_ends_with_its_prison(road: str, small: Database, viewers: list[Viewer]) -> None:
    async with getattr(small, road)(viewers[0]) as session:
        seen = set((await session.execute(select(Partner.tenant_id))).scalars())
    assert seen == {viewers[0].tenant_id}
    assert await _left_behind(small) == set()


async def _storm(database: Database, viewers: list[Viewer]) -> Storm:
    """Run the requests at once over the small pool, and cut every second short at a random moment."""
    storm = Storm()
    chance = random.Random(20_260_302)  # noqa: S311 -- the same storm each time, not a secret
    await asyncio.gather(
        *(
            _request(database, viewers[number % 2], storm, chance, cut=number % 4 > 1)
            for number in range(REQUESTS)
        )
    )
    return storm


async def _request(database: Database, by: Viewer, storm: Storm, chance: random.Random, *, cut: bool) -> None:
    await asyncio.sleep(chance.random())
    road = chance.choice((database.read, database.write))
    task = asyncio.create_task(_look(road, by, storm))
    if cut:
        await asyncio.sleep(chance.random() * 0.02)
        task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    if task.cancelled():
        storm.cancelled += 1
    else:
        storm.finished += 1


async def _look(road: Road, by: Viewer, storm: Storm) -> None:
    async with road(by) as session:
        for _ in range(2):
            seen = set((await session.execute(select(Partner.tenant_id))).scalars())
            storm.wrong += seen - {by.tenant_id}
            await session.execute(NAP)


async def _left_behind(database: Database) -> set[str]:
    """Take every connection of the pool as somebody who names no prison; return the prisons they are in."""
    connections = [await database.engine.connect() for _ in range(SERVERS)]
    try:
        found = {await _prison_of(connection) for connection in connections}
    finally:
        for connection in connections:
            await connection.close()
    return found - {""}


async def _prison_of(connection: AsyncConnection) -> str:
    tenant = (await connection.execute(text("SELECT current_setting('app.tenant_id', true)"))).scalar_one()
    try:
        async with connection.begin_nested():
            await connection.execute(select(Partner.id))
    except DBAPIError:
        return tenant or ""
    return tenant or "no error without a prison"


async def open_transactions(urls: DatabaseUrls) -> int:
    """Count the connections in a transaction that nobody ends, giving them five seconds to be ended."""
    connection = await asyncpg.connect(urls.superuser)
    try:
        for _ in range(50):
            found: int = await connection.fetchval(IDLE_IN_TRANSACTION, urls.database)
            if not found:
                break
            await asyncio.sleep(0.1)
    finally:
        await connection.close()
    return found


async def _enter_for_the_session(
    connection: AsyncConnection | AsyncSession, by: Viewer, *, statement_seconds: float = 0
) -> None:
    await enter_tenant(connection, by, statement_seconds=statement_seconds)
    lasting = text("SELECT set_config('app.tenant_id', :tenant_id, false)")
    await connection.execute(lasting, {"tenant_id": str(by.tenant_id)})
