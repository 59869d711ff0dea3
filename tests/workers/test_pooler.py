"""Behind PgBouncer in transaction mode, work is done, and what asks for it at once is heard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from core.database.unit_of_work import Database
from infra.database_roles import DatabaseUrls
from tests.core.jobs.conftest import prepare
from tests.pooler import pooled_settings, running_pooler
from tests.workers.house import House, open_house, until
from tests.workers.jobs import WORK
from workers.listener import Listener

pytestmark = pytest.mark.processes
JOBS = 12


@pytest_asyncio.fixture(scope="module")
async def house(
    empty_database: Callable[[], DatabaseUrls], servers_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """Open a house in which everything but notifications and heartbeats goes through the pooler."""
    urls = await asyncio.to_thread(empty_database)
    await prepare(urls)
    log = tmp_path_factory.mktemp("pooler") / "pgbouncer.log"
    with running_pooler(urls, log) as url:
        async with open_house(urls, servers_home / "workers" / "pooled") as opened:
            straight, opened.database = opened.database, Database.from_settings(pooled_settings(url, urls))
            opened.settings = {
                "GATEHOUSE_DATABASE_URL": url,
                "GATEHOUSE_TRANSACTION_POOLER": "true",
                "GATEHOUSE_DIRECT_DATABASE_URL": urls.app,
            }
            yield opened
            await opened.database.close()
            opened.database = straight


async def test_job_is_done_once(house: House) -> None:
    child = await house.start_worker()
    asked = await house.ask(WORK, JOBS, seconds=0.1)
    await until(lambda: house.all_done(asked), seconds=60)

    assert await house.effects() == dict.fromkeys(asked, 1)
    assert not await house.has_logged(child, "job_heartbeat_failed")
    child.stop()


async def test_asked_job_is_heard_of_past_the_pooler(house: House) -> None:
    hints: list[None] = []
    settings = pooled_settings(house.settings["GATEHOUSE_DATABASE_URL"], house.urls)
    listening = asyncio.create_task(Listener(settings.listening_url, lambda: hints.append(None)).listen())
    await until(lambda: _has(hints, 1), seconds=10)
    await house.ask(WORK)
    await until(lambda: _has(hints, 2), seconds=10)
    listening.cancel()


async def _has(hints: list[None], count: int) -> bool:
    return len(hints) >= count
