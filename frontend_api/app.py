"""The web application, put together: settings, modules, database, API and pages."""

from __future__ import annotations

import sys

from litestar import Litestar
from litestar.datastructures import State

from core.database.national import National
from core.database.unit_of_work import Database
from core.errors import RefusedStart
from core.files import FileStore
from core.logs import configure_logs
from core.plugins.loader import Registry, load
from core.settings import Settings, settings_from_environment
from frontend_api.downloads import download, own_copy, rows_to_put_right
from frontend_api.entrance import Entrance
from frontend_api.garbage import collecting
from frontend_api.graphql.controller import graphql
from frontend_api.graphql.documents import Documents, Reader
from frontend_api.graphql.execution import Engine
from frontend_api.graphql.fetching import fetch
from frontend_api.graphql.manifests import read_manifests
from frontend_api.pages.above import make_desk_above
from frontend_api.pages.desk import make_desk
from frontend_api.pages.plugin import Pages

LARGEST_REQUEST = 25 * 1024 * 1024
"""A spreadsheet of 20 MB and its form; the API's own limit is far lower."""
STATEMENT_SECONDS = 10.0
"""Longer than any page takes; one that hangs must not keep the few connections from everybody else."""


def create_app(settings: Settings | None = None, registry: Registry | None = None) -> Litestar:
    """Build the application; raises RefusedStart with a sentence when it must not run like this."""
    settings = settings or settings_from_environment()
    configure_logs(settings.log_level, service="web")
    registry = registry or load(settings.blocked)
    database = Database.from_settings(settings, statement_seconds=STATEMENT_SECONDS)
    files = FileStore.from_url(settings.files_url)
    entrance = Entrance(settings, database, registry)
    national = National.where_set(settings, statement_seconds=STATEMENT_SECONDS)
    engine = Engine(
        registry,
        database,
        files,
        introspection=not settings.is_production,
        sessions=entrance.sign_in.sessions,
        neighbours=national,
    )
    desk = make_desk(registry.contributions, engine=engine, settings=settings)
    above = None if national is None else make_desk_above(registry, national, files, settings=settings)
    return Litestar(
        route_handlers=[graphql, fetch, download, rows_to_put_right, own_copy],
        plugins=[entrance, Pages(desk, above)],
        state=State({"engine": engine, "documents": known_documents(engine, settings), "files": files}),
        request_max_body_size=LARGEST_REQUEST,
        openapi_config=None,
        lifespan=[collecting],
        on_shutdown=[database.close, *([national.close] if national else [])],
    )


def serve() -> Litestar:
    """Build the application in a server's process; where it must not run, say so in a sentence alone."""
    try:
        return create_app()
    except RefusedStart as refused:
        sys.exit(f"Error: {refused}")


def known_documents(engine: Engine, settings: Settings) -> Documents:
    """Collect the trusted documents; raises RefusedStart for a client's that could not be answered."""
    reader = Reader(engine.registry.contributions, engine.schema, engine.rules)
    clients = reader.of_clients(read_manifests(settings.trusted_documents))
    return Documents([*reader.of_modules(), *clients], only=settings.only_trusted_documents)
