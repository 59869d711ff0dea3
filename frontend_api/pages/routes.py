"""Every page by its name: where it is, which module owns it, and who may open it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from core.accounts.viewer import Viewer
from core.errors import RefusedStart
from core.pages.addresses import Address, pairs_of
from core.pages.declarations import Page
from core.plugins.activation import enabled

PARAMETER = re.compile(r"\{(\w+):\w+\}")


@dataclass(frozen=True, slots=True)
class Route:
    """A page and the module that declared it."""

    page: Page
    module: str

    def path(self, address: Address) -> str:
        """Fill the page's path; raise LookupError when a parameter is missing."""
        given = dict(address.params)
        try:
            return PARAMETER.sub(lambda match: given[match[1]], self.page.path)
        except KeyError as missing:
            raise LookupError(f"{address.name} needs {missing}") from None


class Routes:
    """The pages of all modules, checked once at start."""

    def __init__(self, pages: Iterable[tuple[str, Page]]) -> None:
        self._routes: dict[str, Route] = {}
        taken: dict[str, str] = {}
        for module, page in pages:
            shape = PARAMETER.sub("{}", page.path)
            if page.name in self._routes or shape in taken:
                other = taken.get(shape, page.name)
                raise RefusedStart(f"Pages {page.name} and {other} of {module} share a name or a path.")
            taken[shape] = page.name
            self._routes[page.name] = Route(page, module)

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes.values())

    def __contains__(self, name: str) -> bool:
        return name in self._routes

    def require(self, name: str) -> None:
        """Refuse to start when a link leads to a page that nobody declared."""
        if name not in self._routes:
            raise RefusedStart(f"A navigation link leads to the page {name}, which no module declares.")

    def route(self, name: str) -> Route:
        """Return the route of a page; raise LookupError for an unknown name."""
        try:
            return self._routes[name]
        except KeyError:
            raise LookupError(f"no page is named {name}") from None


@dataclass(frozen=True, slots=True)
class PrisonBook:
    """The address book of one viewer in one prison."""

    routes: Routes
    prison_code: str
    viewer: Viewer

    def path_of(self, address: Address) -> str:
        path = f"/{self.prison_code.lower()}{self.routes.route(address.name).path(address)}"
        query = urlencode(pairs_of(dict(address.query)))
        return f"{path}?{query}" if query else path

    def may_open(self, address: Address) -> bool:
        route = self.routes.route(address.name)
        permission = route.page.permission
        return enabled(self.viewer, route.module) and (permission is None or self.viewer.may(permission))
