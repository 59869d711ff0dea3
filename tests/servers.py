"""Fixtures for the real servers the tests run against. Import them in `conftest.py` by `pytest_plugins`."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from infra.database_roles import (
    APP,
    NATIONAL,
    OWNER,
    DatabaseUrls,
    create_database,
    create_roles,
    drop_database,
    drop_databases,
    role_passwords,
)
from infra.embedded.lock import Lock
from infra.embedded.postgres import Postgres
from infra.embedded.redis import Redis

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "test_"
HOMES = ROOT / "var" / "test"
Result = TypeVar("Result")


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread and a loop of its own, so that the tests' loop is left alone."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def servers_home() -> Iterator[Path]:
    """Lend a folder that no other test run uses now; its data folder is kept to start faster next time."""
    for number in itertools.count():
        lock = Lock(HOMES / f"{number}.lock")
        if lock.acquire():
            break
    yield HOMES / str(number)
    lock.release()


@pytest.fixture(scope="session")
def postgres_server(servers_home: Path) -> Iterator[Postgres]:
    """Run PostgreSQL with the three roles for this test session."""
    servers_home.mkdir(parents=True, exist_ok=True)
    server = Postgres(servers_home, durable=False)
    child = server.start()
    run_apart(create_roles(server.url("postgres"), role_passwords(servers_home)))
    run_apart(drop_databases(server.url("postgres"), prefix=PREFIX))
    yield server
    child.stop()


@pytest.fixture(scope="session")
def redis_server(servers_home: Path) -> Iterator[Redis]:
    """Run Redis for this test session."""
    server = Redis(servers_home)
    child = server.start()
    yield server
    child.stop()


@pytest.fixture(scope="session")
def redis_url(redis_server: Redis) -> str:
    return redis_server.url()


@pytest.fixture(scope="session")
def empty_database(postgres_server: Postgres, servers_home: Path) -> Iterator[Callable[[], DatabaseUrls]]:
    """Give a function that makes an empty database, without any table."""
    yield from _databases(postgres_server, role_passwords(servers_home), "template0")


def _databases(
    server: Postgres, passwords: dict[str, str], template: str
) -> Iterator[Callable[[], DatabaseUrls]]:
    made: list[str] = []

    def make() -> DatabaseUrls:
        name = f"{PREFIX}{os.getpid()}_{template}_{len(made)}"
        run_apart(_make_anew(server, name, template))
        made.append(name)
        return database_urls(server, passwords, name)

    yield make
    for name in made:
        run_apart(drop_database(server.url("postgres"), name))


async def _make_anew(server: Postgres, name: str, template: str) -> None:
    await drop_database(server.url("postgres"), name)
    await create_database(server.url("postgres"), name, template=template)


def database_urls(server: Postgres, passwords: dict[str, str], name: str) -> DatabaseUrls:
    """Return one database's address for each role."""
    return DatabaseUrls(
        database=name,
        owner=server.url(name, OWNER, passwords[OWNER]),
        app=server.url(name, APP, passwords[APP]),
        national=server.url(name, NATIONAL, passwords[NATIONAL]),
        superuser=server.url(name),
    )
