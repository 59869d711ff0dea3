"""The migrated database's catalogue, and a second migrated database in which faults are planted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import asyncpg
import pytest

from core.database.migrate import upgrade
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from tests.isolation.catalogue import Catalogue, read_catalogue
from tests.servers import run_apart


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
