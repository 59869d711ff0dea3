"""A demo with the year in it, for the tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from core.accounts.viewer import Viewer
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.prisons.queries import prison_by_code
from core.testkit import NOBODY
from infra.database_roles import DatabaseUrls
from infra.demo import demo_loader, load_demo
from infra.year.loading import PRISON, Loaded, load_year
from tests.servers import run_apart

ISSUER = "http://identity.example"


@dataclass
class Year:
    """A demo with the year in it, and who may read all of it."""

    urls: DatabaseUrls
    by: Viewer
    loaded: list[Loaded]
    prison: Prison

    def rows(self, statement: Any) -> list[Any]:
        async def read() -> list[Any]:
            database = Database(engine_for(self.urls.app, pool_size=1))
            try:
                async with database.read(self.by) as session:
                    return list((await session.execute(statement)).all())
            finally:
                await database.close()

        return run_apart(read())

    def count(self, model: type, *conditions: Any) -> int:
        [(found,)] = self.rows(select(func.count()).select_from(model).where(*conditions))
        return int(found)


def live_a_year(make_database: Callable[[], DatabaseUrls], registry: Registry) -> Year:
    """Load the small demo, and the year twice."""
    urls = make_database()

    async def load() -> Year:
        await upgrade(urls.owner, registry.histories)
        database = Database(engine_for(urls.app, pool_size=2))
        try:
            await load_demo(database, registry, ISSUER)
            loaded = [await load_year(database, registry) for _time in range(2)]
            async with database.read(NOBODY) as session:
                prison = await prison_by_code(session, PRISON)
            assert prison is not None
            return Year(urls, demo_loader(registry, prison.id, prison.code), loaded, prison)
        finally:
            await database.close()

    return run_apart(load())
