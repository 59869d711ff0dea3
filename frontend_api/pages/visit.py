"""One person opening one page: everything that answering it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core import clock
from core.errors import ModuleDisabled
from core.pages.addresses import url
from core.pages.declarations import Page
from core.pages.request import PageRequest
from core.plugins.activation import enabled
from core.translation import translate
from frontend_api.pages.desk import Desk
from frontend_api.pages.door import admit, admit_above
from frontend_api.pages.language import choose_language
from frontend_api.pages.routes import PrisonBook, Route
from frontend_api.pages.visitor import AnyRequest, Visitor

PRISON = "prison_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page being opened. `asked` is what the module's own functions are given."""

    desk: Desk
    request: AnyRequest
    route: Route
    visitor: Visitor
    asked: PageRequest
    book: PrisonBook

    @property
    def page(self) -> Page:
        return self.route.page

    @property
    def path(self) -> str:
        """The page's own path, without its query."""
        return str(self.book.path_of(url(self.page.name, **self.asked.path)))


async def open_visit(desk: Desk, route: Route, request: AnyRequest) -> Visit:
    """Let the person in, or raise why not: sign-in, prison, module, permission, in this order."""
    visitor = await (admit_above(request) if desk.is_above else admit(request))
    choose_language(request, visitor.language)
    book = PrisonBook(desk.routes, visitor.prison.code, visitor.viewer)
    visit = Visit(
        desk=desk,
        request=request,
        route=route,
        visitor=visitor,
        asked=_asked(visitor, request),
        book=book,
    )
    remember(request, visit)
    if not enabled(visitor.viewer, route.module):
        raise ModuleDisabled(translate("This part of Gatehouse is not switched on in this prison."))
    if route.page.permission is not None:
        visitor.viewer.require(route.page.permission)
    return visit


def remember(request: AnyRequest, visit: Visit) -> None:
    """Keep the visit with the request, so that an error page can still show the person's own prison."""
    request.scope["state"]["visit"] = visit


def remembered(request: AnyRequest) -> Visit | None:
    visit = request.scope["state"].get("visit")
    return visit if isinstance(visit, Visit) else None


def _asked(visitor: Visitor, request: AnyRequest) -> PageRequest:
    path: Mapping[str, Any] = request.path_params
    return PageRequest(
        viewer=visitor.viewer,
        prison=visitor.prison,
        today=clock.today(),
        path={name: str(value) for name, value in path.items() if name != PRISON},
        query=grouped(request.query_params.multi_items()),
    )


def grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Gather values by name, in their order; empty ones are as good as absent."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if isinstance(value, str) and value.strip():
            found[name] = (*found.get(name, ()), value.strip())
    return found
