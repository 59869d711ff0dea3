"""Nothing lost and no effect twice, while real servers and workers are killed, stopped and emptied.

The scenarios mostly wait, so those that are chosen run side by side; each test waits for its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from infra.database_roles import DatabaseUrls, create_database, create_roles, drop_database, role_passwords
from infra.embedded.postgres import Postgres
from tests.core.jobs.conftest import prepare
from tests.servers import database_urls
from tests.workers import scenarios
from tests.workers.house import House, open_house

pytestmark = pytest.mark.processes
Scenario = Callable[[House], Coroutine[Any, Any, None]]
SHORT: dict[str, Scenario] = {
    "flushall": scenarios.survive_flushall,
    "redis_gone": lambda house: scenarios.survive_without_redis(house, seconds=9),
    "redis_silent": scenarios.survive_a_silent_redis,
    "workers_dead_and_paused": scenarios.survive_dead_and_paused_workers,
    "grace": scenarios.end_with_grace,
}
OWN_POSTGRES = "postgres_restarted"
MIGRATING = asyncio.Lock()
"""Alembic keeps what it is doing in globals: one at a time."""


@pytest_asyncio.fixture(scope="module")
async def running(
    request: pytest.FixtureRequest,
    empty_database: Callable[[], DatabaseUrls],
    servers_home: Path,
) -> AsyncIterator[dict[str, asyncio.Task[None]]]:
    """Start every scenario that a chosen test waits for."""
    chosen = {item.callspec.params["name"] for item in request.session.items if _waits(item)}  # type: ignore[attr-defined]
    home = servers_home / "workers"
    tasks: dict[str, asyncio.Task[None]] = {}
    for name in sorted(chosen & SHORT.keys()):
        urls = await asyncio.to_thread(empty_database)
        tasks[name] = asyncio.create_task(_run(SHORT[name], urls, home / name))
    if OWN_POSTGRES in chosen:
        tasks[OWN_POSTGRES] = asyncio.create_task(_run_with_own_postgres(home / OWN_POSTGRES))
    yield tasks
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)


def _waits(item: pytest.Item) -> bool:
    return getattr(item, "originalname", "") == test_every_job_is_done_and_takes_effect_once.__name__


async def _run(scenario: Scenario, urls: DatabaseUrls, home: Path) -> None:
    async with MIGRATING:
        await prepare(urls)
    async with open_house(urls, home) as house:
        await scenario(house)


async def _run_with_own_postgres(home: Path) -> None:
    """Run a server of its own, and a durable one: without that, a crash loses what was committed last."""
    server = Postgres(home.with_name("own_postgres"), durable=True)
    server.home.mkdir(parents=True, exist_ok=True)
    child = await asyncio.to_thread(server.start)
    try:
        passwords = role_passwords(server.home)
        await create_roles(server.url("postgres"), passwords)
        await drop_database(server.url("postgres"), "restarted")
        await create_database(server.url("postgres"), "restarted")
        urls = database_urls(server, passwords, "restarted")

        async def scenario(house: House) -> None:
            nonlocal child
            child = await scenarios.survive_a_restart_of_postgres(house, server, child)

        await _run(scenario, urls, home)
    finally:
        await asyncio.to_thread(child.stop)


@pytest.mark.parametrize("name", [*SHORT, OWN_POSTGRES])
async def test_every_job_is_done_and_takes_effect_once(
    running: dict[str, asyncio.Task[None]], name: str
) -> None:
    await running[name]


@pytest.mark.slow
async def test_redis_gone_for_a_minute(
    empty_database: Callable[[], DatabaseUrls], servers_home: Path
) -> None:
    def scenario(house: House) -> Coroutine[Any, Any, None]:
        return scenarios.survive_without_redis(house, seconds=60)

    await _run(scenario, await asyncio.to_thread(empty_database), servers_home / "workers" / "minute")
