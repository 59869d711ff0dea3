"""The migrated database's catalogue, and a second migrated database in which faults are planted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from tests.isolation.catalogue import Catalogue, read_catalogue
from tests.pooler import SERVERS, pooled_settings, running_pooler
from tests.servers import run_apart

STRAIGHT, POOLED = "straight", "through PgBouncer"


async def catalogue_of(url: str) -> Catalogue:
    connection = await asyncpg.connect(url)
    try:
        return await read_catalogue(connection)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def catalogue(database_urls: DatabaseUrls) -> Catalogue:
    """The catalogue of the migrated database, as the superuser sees it."""
    return run_apart(catalogue_of(database_urls.superuser))


@pytest.fixture(scope="session")
def scratch(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> DatabaseUrls:
    """A migrated database of its own, so that a planted fault touches no other test."""
    urls = empty_database()
    run_apart(upgrade(urls.owner, registry.histories))
    return urls


@pytest.fixture
def pooler_url(database_urls: DatabaseUrls, tmp_path: Path) -> Iterator[str]:
    """The app role's address behind a PgBouncer of this test's own: a planted fault stays on its servers."""
    with running_pooler(database_urls, tmp_path / "pgbouncer.log") as url:
        yield url


@pytest_asyncio.fixture(params=[STRAIGHT, POOLED])
async def small(request: pytest.FixtureRequest, database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    """A database with so few connections that everybody has had each of them."""
    if request.param == STRAIGHT:
        opened = Database(engine_for(database_urls.app, pool_size=SERVERS))
    else:
        opened = Database.from_settings(pooled_settings(request.getfixturevalue("pooler_url"), database_urls))
    yield opened
    await opened.close()


@contextmanager
def committed(scratch: DatabaseUrls, fault: tuple[str, ...], repair: tuple[str, ...]) -> Iterator[None]:
    """Commit a fault, for a tool with a connection of its own, and repair it."""
    run_apart(_execute(scratch.superuser, fault))
    try:
        yield
    finally:
        run_apart(_execute(scratch.superuser, repair))


async def _execute(url: str, statements: tuple[str, ...]) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
