"""One house for all tests of access, and everybody who tries its doors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio

from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from infra.embedded.identity import Identity
from infra.embedded.ports import free_port
from infra.embedded.redis import Redis
from tests.access.callers import Caller, make_caller
from tests.access.furnishing import furnish
from tests.access.house import House, compose, serving, settings_of, wait_for
from tests.access.personas import PARTS
from tests.servers import run_apart

Callers = dict[str, Caller]


@pytest.fixture(scope="session")
def house(
    empty_database: Callable[[], DatabaseUrls],
    registry: Registry,
    redis_server: Redis,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """Run the whole house over a database of its own, with the demo's provider and data."""
    home, port, urls = tmp_path_factory.mktemp("access"), free_port(), empty_database()
    identity = Identity(home, f"http://localhost:{port}", free_port())
    provider = identity.start()
    settings = settings_of(identity, redis_server, urls, home, port)
    log = home / "log" / "web.log"
    try:
        with serving(settings, log) as web:
            furnished = run_apart(furnish(urls, registry, settings))
            wait_for(web, settings)
            yield House(
                url=settings.public_url,
                identity=identity,
                database=Database(engine_for(urls.app, pool_size=2)),
                urls=urls,
                registry=registry,
                application=compose(settings, registry),
                store=FileStore.from_url(settings.files_url),
                log=log,
                prisons=furnished.prisons,
                samples=furnished.samples,
                marked=furnished.marked,
            )
    finally:
        provider.stop()


@pytest_asyncio.fixture(scope="session")
async def callers(house: House) -> AsyncIterator[Callers]:
    """Everybody, signed in."""
    made = await asyncio.gather(*(make_caller(part, house) for part in PARTS.values()))
    yield {caller.part.letter: caller for caller in made}
    for caller in made:
        await caller.browser.aclose()
        await caller.program.aclose()
    await house.database.close()
