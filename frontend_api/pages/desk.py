"""All that the pages of one running Gatehouse share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jinja2

from core.catalogues import start_languages
from core.links.declarations import LinkTarget
from core.pages.declarations import Card, NavigationLink, Page, RecordPart
from core.pages.search import SearchSource
from core.pages.sections import TO_MANAGE
from core.plugins.contribution import Contribution, folders_of
from core.public.declarations import PublicPage
from core.settings import Settings
from core.translation import lazy_gettext as _
from frontend_api.graphql.execution import Engine
from frontend_api.pages.assets import Assets, read_assets
from frontend_api.pages.routes import Routes
from frontend_api.pages.templating import make_templates

CORE = "core"
HOME = Page(
    name="core.home",
    path="/",
    title=_("What needs me today?"),
    template="home.html",
)
SEARCH = Page(
    name="core.search",
    path="/search",
    title=_("What are you looking for?"),
    template="search.html",
)
ABOVE_HOME = Page(
    name="core.home",
    path="/",
    title=_("What prisons tell HMPPS"),
    template="above.html",
    classification="OFFICIAL",
)
EXAMPLE = """# Ask anything your role may see; the schema is on the right.
{
  prison { name }
  people(first: 5) { totalCount nodes { name partner { name } } }
}
"""
EXPLORER = Page(
    name="core.explorer",
    path="/graphiql",
    title=_("API"),
    template="graphiql.html",
    present=lambda _data, request: {
        "endpoint": f"/{request.prison.code.lower()}/graphql",
        "example": EXAMPLE,
    },
)
"""A page to try the API on; the demo alone has it."""
HOME_LINK = NavigationLink(label=_("Home"), page=HOME.name, position=0)
EXPLORER_LINK = NavigationLink(label=EXPLORER.title, page=EXPLORER.name, section=TO_MANAGE, position=95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The pages of all modules, and what they need to be answered."""

    routes: Routes
    navigation: tuple[NavigationLink, ...]
    cards: tuple[tuple[str, Card], ...]
    """Each with the module it comes from."""
    record_parts: tuple[tuple[str, RecordPart], ...]
    searches: tuple[tuple[str, SearchSource], ...]
    links: Mapping[str, tuple[str, LinkTarget]]
    """By what they are for: the module, and what is to be shown to whoever holds a secret address."""
    public: Mapping[str, tuple[str, PublicPage]]
    """By their word in the address: the module, and a page for everybody."""
    templates: jinja2.Environment
    engine: Engine
    settings: Settings
    is_above: bool = False
    """These pages stand above prisons, for HMPPS."""


def make_desk(
    modules: Sequence[Contribution],
    *,
    engine: Engine,
    settings: Settings,
    assets: Assets | None = None,
    is_above: bool = False,
) -> Desk:
    """Bring the modules' pages together; raise RefusedStart when two of them clash."""
    own = (ABOVE_HOME,) if is_above else (HOME, SEARCH)
    pages: list[tuple[str, Page]] = [(CORE, page) for page in own]
    pages += [(module.name, page) for module in modules for page in module.pages]
    links = [HOME_LINK, *(link for module in modules for link in module.navigation)]
    if settings.is_demo and not settings.only_trusted_documents and not is_above:
        pages.append((CORE, EXPLORER))
        links.append(EXPLORER_LINK)
    routes = Routes(pages)
    start_languages(folders_of(modules))
    for link in links:
        routes.require(link.page)
    return Desk(
        routes=routes,
        navigation=tuple(sorted(links, key=lambda link: link.position)),
        cards=tuple((module.name, card) for module in modules for card in module.cards),
        record_parts=tuple(
            sorted(
                ((module.name, part) for module in modules for part in module.record_parts),
                key=lambda named: named[1].position,
            )
        ),
        searches=tuple((module.name, source) for module in modules for source in module.search),
        links={item.purpose.code: (module.name, item) for module in modules for item in module.links},
        public={page.path: (module.name, page) for module in modules for page in module.public},
        templates=make_templates(
            {module.name: module.folder for module in modules if module.folder is not None},
            assets or read_assets(),
        ),
        engine=engine,
        settings=settings,
        is_above=is_above,
    )
