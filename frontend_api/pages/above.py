"""The pages above prisons: the same machinery over a schema of its own, of published tables alone."""

from __future__ import annotations

from core.database.national import National
from core.files import FileStore
from core.plugins.contribution import Contribution
from core.plugins.loader import Registry
from core.settings import Settings
from frontend_api.graphql.execution import Engine
from frontend_api.pages.assets import Assets
from frontend_api.pages.desk import Desk, make_desk


def registry_above(registry: Registry) -> Registry:
    """Return the modules as readers above prisons meet them: what they declare for them, and no more."""
    return Registry(tuple(_above(module) for module in registry.contributions))


def _above(module: Contribution) -> Contribution:
    return Contribution(
        name=module.name,
        title=module.title,
        folder=module.folder,
        permissions=module.permissions,
        query=module.national_query,
        node_extensions=module.node_extensions,
        pages=module.national_pages,
        navigation=module.national_navigation,
    )


def make_desk_above(
    registry: Registry,
    national: National,
    files: FileStore,
    *,
    settings: Settings,
    assets: Assets | None = None,
) -> Desk:
    """Bring together the pages that modules declare for readers above prisons."""
    above = registry_above(registry)
    engine = Engine(above, national, files, introspection=False)
    return make_desk(above.contributions, engine=engine, settings=settings, assets=assets, is_above=True)
