"""From a request to the answer of its page: the same handlers for every declared page."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect
from litestar.router import Router
from litestar.static_files import create_static_files_router

from core.errors import NotFound
from core.pages.addresses import using_addresses
from core.pages.declarations import Action, FilePage, FormPage, ListPage
from core.translation import translate
from frontend_api.headers import PUBLIC
from frontend_api.pages.actions import action_named, ask_first, take_action
from frontend_api.pages.assets import STATIC, STATIC_PATH
from frontend_api.pages.desk import HOME, SEARCH, Desk
from frontend_api.pages.door import ABOVE
from frontend_api.pages.entrance import show_choice, show_entrance
from frontend_api.pages.exports import export_list
from frontend_api.pages.file_pages import hand_over
from frontend_api.pages.forms import answer_form, read_answers, show_form
from frontend_api.pages.home import show_home
from frontend_api.pages.language import choose_language, remember_language
from frontend_api.pages.links.routes import link_routes
from frontend_api.pages.lists import act_on_rows, show_list
from frontend_api.pages.public.routes import public_routes
from frontend_api.pages.rendering import read_page, show
from frontend_api.pages.routes import Route
from frontend_api.pages.search import show_search
from frontend_api.pages.statements import statement_routes
from frontend_api.pages.visit import PRISON, Visit, open_visit
from frontend_api.pages.visitor import AnyRequest

LONG = f"public, max-age={365 * 24 * 3600}, immutable"
SHORT = f"public, max-age={24 * 3600}"
HASHED = re.compile(r"-[0-9a-f]{10}\.\w+$")
FORM_BYTES = 1024 * 1024
"""The largest form without a file: a hundred ticked rows and a long text are far below it."""

Answer = Callable[[Visit], Awaitable[Response[Any]]]


def page_routes(desk: Desk) -> list[HTTPRouteHandler]:
    """Make the routes of all pages."""
    made = [_entrance(desk), _choice(desk), *statement_routes(desk), *link_routes(desk), *public_routes(desk)]
    for route in desk.routes:
        made += _routes_of(desk, route)
    return made


def routes_above(desk: Desk) -> list[HTTPRouteHandler]:
    """Make the routes of the pages above prisons."""
    return [made for route in desk.routes for made in _routes_of(desk, route)]


def static_router(folder: Path = STATIC) -> Router:
    """Serve the built assets; their names change with their content, so they may be kept."""
    return create_static_files_router(
        path=STATIC_PATH,
        directories=[folder],
        cache_control=None,
        after_request=_keep_long,
        opt={PUBLIC: True},
        include_in_schema=False,
    )


def _keep_long(response: Response[Any]) -> Response[Any]:
    """Let browsers keep for a year what the build named by its content, for a day what it did not."""
    named = HASHED.search(str(getattr(response, "file_path", "")))
    response.headers["Cache-Control"] = LONG if named else SHORT
    return response


def _entrance(desk: Desk) -> HTTPRouteHandler:
    @get("/", name="entrance", include_in_schema=False)
    async def entrance(request: AnyRequest) -> Response[Any]:
        return await show_entrance(desk, request)

    return entrance


def _choice(desk: Desk) -> HTTPRouteHandler:
    @get("/prisons", name="prisons", include_in_schema=False)
    async def choice(request: AnyRequest) -> Response[Any]:
        return await show_choice(desk, request)

    return choice


def _routes_of(desk: Desk, route: Route) -> list[HTTPRouteHandler]:
    """Make the routes of one page: itself, and what its kind can be asked to do."""
    page = route.page
    made = [_reading(desk, route, "", _show)]
    if isinstance(page, FormPage):
        made.append(_changing(desk, route, "", _answer, most=_most_bytes(page)))
    if isinstance(page, ListPage):
        made.append(_reading(desk, route, "/export", _export))
        made.append(_changing(desk, route, "/bulk", _bulk))
    if any(isinstance(action, Action) for action in page.actions):
        made.append(_reading(desk, route, "/actions/{action:str}", _ask))
        made.append(_changing(desk, route, "/actions/{action:str}", _act))
    return made


def _reading(desk: Desk, route: Route, suffix: str, answer: Answer) -> HTTPRouteHandler:
    @get(_path(desk, route, suffix), name=_name(desk, route, suffix, "read"), include_in_schema=False)
    async def read(request: AnyRequest) -> Response[Any]:
        return await _answered(desk, route, request, answer)

    return read


def _changing(
    desk: Desk, route: Route, suffix: str, answer: Answer, most: int = FORM_BYTES
) -> HTTPRouteHandler:
    @post(
        _path(desk, route, suffix),
        name=_name(desk, route, suffix, "change"),
        request_max_body_size=most,
        include_in_schema=False,
        status_code=200,
    )
    async def change(request: AnyRequest) -> Response[Any]:
        return await _answered(desk, route, request, answer)

    return change


def _path(desk: Desk, route: Route, suffix: str) -> str:
    first = ABOVE.lower() if desk.is_above else f"{{{PRISON}:str}}"
    return f"/{first}{route.page.path.rstrip('/')}{suffix}"


def _name(desk: Desk, route: Route, suffix: str, method: str) -> str:
    return f"{'above:' if desk.is_above else ''}{route.page.name}{suffix}:{method}"


def _most_bytes(page: FormPage) -> int:
    files = [getattr(field, "max_bytes", 0) for field in page.fields if field.kind == "file"]
    return sum(files) + FORM_BYTES


async def _answered(desk: Desk, route: Route, request: AnyRequest, answer: Answer) -> Response[Any]:
    choose_language(request)
    visit = await open_visit(desk, route, request)
    with using_addresses(visit.book):
        response = await answer(visit)
    remember_language(request, response, secure=desk.settings.is_production)
    return response


async def _show(visit: Visit) -> Response[Any]:
    page = visit.page
    if page is HOME:
        return await show_home(visit)
    if page is SEARCH:
        return await show_search(visit)
    if isinstance(page, ListPage):
        return await show_list(visit, page)
    if isinstance(page, FormPage):
        return await show_form(visit, page)
    if isinstance(page, FilePage):
        return await hand_over(visit, page)
    return await show(visit, await read_page(visit))


async def _answer(visit: Visit) -> Response[Any]:
    if not isinstance(visit.page, FormPage):
        raise _nothing()
    return await answer_form(visit, visit.page, await read_answers(visit.request))


async def _export(visit: Visit) -> Response[Any]:
    if not isinstance(visit.page, ListPage):
        raise _nothing()
    return await export_list(visit, visit.page, visit.asked.first("format"))


async def _bulk(visit: Visit) -> Response[Any] | Redirect:
    if not isinstance(visit.page, ListPage):
        raise _nothing()
    return await act_on_rows(visit, visit.page, await read_answers(visit.request))


async def _ask(visit: Visit) -> Response[Any] | Redirect:
    return await ask_first(visit, action_named(visit, visit.asked.path["action"]))


async def _act(visit: Visit) -> Response[Any] | Redirect:
    return await take_action(visit, action_named(visit, visit.asked.path["action"]))


def _nothing() -> NotFound:
    return NotFound(translate("There is no such page."))
