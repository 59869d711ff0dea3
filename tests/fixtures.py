"""Fixtures every test may ask for: real servers, a migrated database as the app role, and two prisons."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from itertools import count

import pytest
import pytest_asyncio

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_prison, viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from tests.registry import whole_house
from tests.servers import run_apart

_codes = (f"T{number:04d}" for number in count())


@pytest.fixture(scope="session")
def registry() -> Registry:
    return whole_house()


@pytest.fixture(scope="session")
def database_urls(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> DatabaseUrls:
    """One migrated database for the session: each test makes prisons of its own in it."""
    urls = empty_database()
    run_apart(upgrade(urls.owner, registry.histories))
    return urls


@pytest_asyncio.fixture(scope="session")
async def database(database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    """The database as `gatehouse_app`: as owner or superuser a test of isolation would prove nothing."""
    opened = Database(engine_for(database_urls.app, pool_size=5))
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    return FileStore.from_url(str(tmp_path_factory.mktemp("files")))


@pytest.fixture(scope="session")
def engine(database: Database, registry: Registry, files: FileStore) -> Engine:
    return Engine(registry, database, files, introspection=True)


@pytest_asyncio.fixture
async def prison(database: Database) -> Prison:
    """The prison a test works in."""
    return await make_prison(database, next(_codes))


@pytest_asyncio.fixture
async def other_prison(database: Database) -> Prison:
    """The prison that must never notice."""
    return await make_prison(database, next(_codes))


@pytest.fixture
def coordinator(prison: Prison, registry: Registry) -> Viewer:
    return viewer(registry, prison, Role.COORDINATOR)


@pytest.fixture
def other_coordinator(other_prison: Prison, registry: Registry) -> Viewer:
    return viewer(registry, other_prison, Role.COORDINATOR)


@pytest.fixture
def as_role(prison: Prison, registry: Registry) -> Callable[[Role], Viewer]:
    """Return a viewer of any role in the test's prison."""
    return lambda role: viewer(registry, prison, role)
