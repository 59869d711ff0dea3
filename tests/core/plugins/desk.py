"""The desk of a house with these plugins: the real entrance, the real API and all pages."""

from __future__ import annotations

from litestar import Litestar
from litestar.datastructures import State

from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.settings import Settings
from frontend_api.entrance import Entrance
from frontend_api.graphql.controller import graphql
from frontend_api.graphql.execution import Engine
from frontend_api.observation import observe
from frontend_api.pages.desk import make_desk
from frontend_api.pages.plugin import Pages
from tests.frontend_api.pages.conftest import ASSETS


def make_app(settings: Settings, database: Database, registry: Registry, engine: Engine) -> Litestar:
    """Put an application together; the names of the built assets are those of tests."""
    desk = make_desk(registry.contributions, engine=engine, settings=settings, assets=ASSETS)
    made = Litestar(
        route_handlers=[graphql],
        plugins=[Entrance(settings, database, registry), Pages(desk)],
        state=State({"engine": engine}),
        openapi_config=None,
        logging_config=None,
    )
    observe(made)
    return made
