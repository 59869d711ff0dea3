"""Where public pages are answered: no session is read, and what was taken back is gone at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from litestar import HttpMethod, MediaType, Response, route
from litestar.handlers import HTTPRouteHandler

from core.database.unit_of_work import Database
from core.pages.request import Data, PageRequest
from core.prisons.queries import prison_by_code
from core.public.declarations import PublicPage
from core.public.looking import onlooker
from core.translation import LANGUAGES, SOURCE_LANGUAGE, use_language
from frontend_api.headers import PUBLIC
from frontend_api.pages.desk import Desk
from frontend_api.pages.engine import read
from frontend_api.pages.links.arrival import request_of
from frontend_api.pages.links.files import is_known
from frontend_api.pages.public.feeds import ATOM, write_feed
from frontend_api.pages.shell import bare_shell
from frontend_api.pages.visitor import AnyRequest
from frontend_api.sign_in.limits import LOOKS
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.visitor import NOBODY

ADDRESS = "/{prison_code:str}/public/{page:str}"
FEED = f"{ADDRESS}/feed.atom"
LOOKING = [HttpMethod.GET, HttpMethod.HEAD]
OPTIONS = {PUBLIC: True}
ASK_AGAIN = "public, no-cache"
"""Anybody may keep it, and has to ask each time whether it still is what is published."""
NOT_FOUND = 404


class NothingPublic(Exception):
    """There is no such page: unknown, of no prison here, switched off, or not shown by the prison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody's look at a public page, with what it shows."""

    page: PublicPage
    asked: PageRequest
    data: Data


def public_routes(desk: Desk) -> list[HTTPRouteHandler]:
    """Make the two routes: the page, and its feed."""

    @route(ADDRESS, http_method=LOOKING, name="public", opt=OPTIONS, status_code=200, include_in_schema=False)
    async def page(request: AnyRequest) -> Response[Any]:
        return await _answered(desk, request, _page, MediaType.HTML)

    @route(FEED, http_method=LOOKING, name="feed", opt=OPTIONS, status_code=200, include_in_schema=False)
    async def feed(request: AnyRequest) -> Response[Any]:
        return await _answered(desk, request, _feed, ATOM)

    return [page, feed]


async def _answered(desk: Desk, request: AnyRequest, draw: Any, media_type: str) -> Response[Any]:
    """Answer in the language of the address alone: nothing of the browser decides what a cache keeps."""
    asked = request.query_params.get("lang", SOURCE_LANGUAGE)
    use_language(asked if asked in LANGUAGES else SOURCE_LANGUAGE)
    try:
        content: bytes = draw(desk, request, await _look(desk, request))
    except NothingPublic:
        return _nothing(desk, request)
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN}
    if is_known(request.headers.get("if-none-match", ""), tag):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(content, headers=headers, media_type=media_type)


async def _look(desk: Desk, request: AnyRequest) -> Look:
    await sign_in_of(request).limits.spend(LOOKS, request.client.host if request.client else "")
    database: Database = request.app.state.database
    async with database.read(NOBODY) as session:
        prison = await prison_by_code(session, str(request.path_params["prison_code"]).upper())
    module, page = desk.public.get(str(request.path_params["page"]), ("", None))
    if prison is None or page is None or module in prison.disabled_modules:
        raise NothingPublic
    viewer = onlooker(prison, page)
    data = await read(desk.engine, viewer, page.document, {})
    if data.get(page.found) is None:
        raise NothingPublic
    return Look(page=page, asked=request_of(viewer, prison), data=data)


def _page(desk: Desk, request: AnyRequest, look: Look) -> bytes:
    path = str(request.scope["path"])
    text = desk.templates.get_template(look.page.template).render(
        shell=bare_shell(desk.settings, request),
        heading=look.page.title,
        prison=look.asked.prison,
        feed=f"{path}/feed.atom",
        **look.page.present(look.data, look.asked),
    )
    return text.encode()


def _feed(desk: Desk, request: AnyRequest, look: Look) -> bytes:
    here = f"{desk.settings.public_url.rstrip('/')}{request.scope['path']}"
    title = f"{look.page.title} - {look.asked.prison.name}"
    return write_feed(here, title, look.page.feed(look.data, look.asked))


def _nothing(desk: Desk, request: AnyRequest) -> Response[Any]:
    text = desk.templates.get_template("public/nothing.html").render(shell=bare_shell(desk.settings, request))
    headers = {"Cache-Control": "no-store"}
    return Response(text, status_code=NOT_FOUND, media_type=MediaType.HTML, headers=headers)
