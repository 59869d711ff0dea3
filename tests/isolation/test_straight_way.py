"""The straight way of reads: a storm of requests cut short leaves no prison and no transaction behind."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

import asyncpg
import pytest
import pytest_asyncio

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database import reading as way
from core.database.tenancy import beginning
from core.database.unit_of_work import Database
from core.files import FileStore
from core.plugins.loader import Registry
from core.testkit import make_partner, make_person, make_prison, viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from tests.isolation.test_pool import open_transactions
from tests.pooler import SERVERS

AT_ONCE = 200
SEES = "{ people { nodes { surname } } partners { totalCount } }"
LOOKS = "query Look($id: ID!) { person(id: $id) { surname } }"


@dataclass
class Storm:
    """What a storm of requests saw."""

    finished: int = 0
    cancelled: int = 0
    usual: float = 0.05
    """Seconds that one takes of late: when one is cut short, it is within them."""
    wrong: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class Seeing:
    """Somebody in a prison where one person lives, whose name says which."""

    by: Viewer
    person: str
    surname: str


@pytest_asyncio.fixture(scope="module")
async def seeing(database: Database, registry: Registry) -> list[Seeing]:
    made = []
    for code, surname in (("SW1", "Westerly"), ("SW2", "Easterly")):
        by = viewer(registry, await make_prison(database, code), Role.COORDINATOR)
        await make_partner(database, by)
        person = await make_person(database, by, surname=surname)
        made.append(Seeing(by, str(person.id), surname))
    return made


@pytest.mark.parametrize("requests", [2_000, pytest.param(20_000, marks=pytest.mark.slow)])
async def test_storm_of_requests_cut_short_leaves_nothing_behind(
    small: Database,
    seeing: list[Seeing],
    registry: Registry,
    files: FileStore,
    database_urls: DatabaseUrls,
    requests: int,
) -> None:
    storm = await rage(Engine(registry, small, files, introspection=False), seeing, requests)
    assert storm.wrong == []
    assert storm.finished >= requests // 2
    assert storm.cancelled >= requests // 10, "Too few were cut short for this to say anything."
    assert await left_behind(small) == []
    assert await open_transactions(database_urls) == 0


async def test_setting_for_the_session_is_noticed(
    small: Database, seeing: list[Seeing], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a setting that outlives its transaction reaches the connection's next user."""

    def lasting(by: Viewer, *, statement_seconds: float = 0, writes: bool = False) -> str:
        begin = beginning(by, statement_seconds=statement_seconds, writes=writes)
        return f"SELECT set_config('app.tenant_id', '{by.tenant_id}', false); COMMIT; {begin}"

    monkeypatch.setattr(way, "beginning", lasting)
    await small.reading.value(seeing[0].by, "SELECT 1", ())
    assert await left_behind(small) == [str(seeing[0].by.tenant_id)]


async def test_nothing_can_be_written_on_the_way_of_reads(small: Database, seeing: list[Seeing]) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await small.reading.value(seeing[0].by, "DELETE FROM person RETURNING 1", ())
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await small.reading.rows("UPDATE account SET name = name RETURNING 1", ())


async def test_statement_above_prisons_sees_no_tenant_s_rows(small: Database) -> None:
    with pytest.raises(asyncpg.PostgresError, match=r"app\.tenant_id|invalid input syntax"):
        await small.reading.rows("SELECT * FROM person", ())


async def test_lost_connections_are_replaced_without_a_word(
    small: Database, seeing: list[Seeing], database_urls: DatabaseUrls
) -> None:
    async def work() -> None:
        asked = "SELECT 1 FROM pg_sleep(0.1)"
        await asyncio.gather(*(small.reading.value(seeing[0].by, asked, ()) for _ in range(SERVERS)))

    await work()
    superuser = await asyncpg.connect(database_urls.superuser)
    ended = await superuser.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE usename = 'gatehouse_app' AND datname = $1",
        database_urls.database,
    )
    await superuser.close()
    assert len(ended) >= SERVERS
    await work()
    assert await small.reading.rows("SELECT count(*) FROM account", ())


async def rage(engine: Engine, seeing: list[Seeing], requests: int) -> Storm:
    """Run so many requests, some at once, and cut every second short at a random moment."""
    storm, chance = Storm(), random.Random(20_261_122)  # noqa: S311 -- the same storm each time
    gate = asyncio.Semaphore(AT_ONCE)

    async def request(number: int) -> None:
        async with gate:
            began = time.perf_counter()
            task = asyncio.create_task(look(engine, seeing[number % 2], storm, sensitive=number % 8 < 2))
            if number % 4 > 1:
                await asyncio.sleep(chance.random() * storm.usual)
                task.cancel()
            with suppress(asyncio.CancelledError):
                await task
                storm.usual = 0.9 * storm.usual + 0.1 * (time.perf_counter() - began)
            storm.cancelled += task.cancelled()
            storm.finished += not task.cancelled()

    await asyncio.gather(*(request(number) for number in range(requests)))
    return storm


async def look(engine: Engine, one: Seeing, storm: Storm, *, sensitive: bool) -> None:
    if sensitive:
        result = await engine.execute(one.by, LOOKS, {"id": one.person})
        expected: object = {"person": {"surname": one.surname}}
    else:
        result = await engine.execute(one.by, SEES)
        expected = {"people": {"nodes": [{"surname": one.surname}]}, "partners": {"totalCount": 1}}
    if result.data != expected:
        storm.wrong.append(result.body())


async def left_behind(database: Database) -> list[str]:
    """Take every connection of the way at once, without a prison; return the prisons they are in."""
    asked = "SELECT current_setting('app.tenant_id', true) FROM pg_sleep(0.1)"
    found = await asyncio.gather(*(database.reading.rows(asked, ()) for _ in range(SERVERS)))
    return sorted({rows[0][0] for rows in found} - {"", None})
