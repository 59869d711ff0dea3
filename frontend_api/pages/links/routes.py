"""Where secret addresses are answered: one path for all of them, and one page for those that open nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import HttpMethod, Response, post, route
from litestar.handlers import HTTPRouteHandler

from core.links.declarations import LinkFile, LinkPage
from core.links.services import GONE
from frontend_api.headers import ACCOUNTLESS, PUBLIC
from frontend_api.pages.desk import Desk
from frontend_api.pages.language import choose_language, remember_language
from frontend_api.pages.links.answering import show_questions, take_answers
from frontend_api.pages.links.arrival import SENT, LinkGone, arrive, find_target, request_of
from frontend_api.pages.links.files import hand_out
from frontend_api.pages.rendering import Html, html
from frontend_api.pages.shell import bare_shell
from frontend_api.pages.visitor import AnyRequest
from frontend_api.sign_in.visitor import NOBODY

ADDRESS = "/{prison_code:str}/links/{purpose:str}/{secret:str}"
OPTIONS = {PUBLIC: True, ACCOUNTLESS: True}
FORM_BYTES = 64 * 1024
"""Of choices and short texts; there are no files to send."""
NOT_FOUND = 404


def link_routes(desk: Desk) -> list[HTTPRouteHandler]:
    """Make the two routes; no session is read and no token, whoever is signed in."""

    @route(
        ADDRESS,
        http_method=[HttpMethod.GET, HttpMethod.HEAD],
        name="link",
        opt=OPTIONS,
        include_in_schema=False,
        status_code=200,
    )
    async def look(request: AnyRequest) -> Response[Any]:
        return await _answered(desk, request, _look)

    @post(
        ADDRESS,
        name="link:answer",
        opt=OPTIONS,
        include_in_schema=False,
        status_code=200,
        request_max_body_size=FORM_BYTES,
    )
    async def take(request: AnyRequest) -> Response[Any]:
        return await _answered(desk, request, _take)

    return [look, take]


Answer = Callable[[Desk, AnyRequest], Awaitable[Response[Any]]]


async def _answered(desk: Desk, request: AnyRequest, answer: Answer) -> Response[Any]:
    choose_language(request)
    try:
        response = await answer(desk, request)
    except LinkGone:
        response = _gone(desk, request)
    remember_language(request, response, secure=desk.settings.is_production)
    return response


async def _look(desk: Desk, request: AnyRequest) -> Response[Any]:
    if request.path_params["secret"] == SENT:
        return await _thank(desk, request)
    arrival = await arrive(desk, request)
    if isinstance(arrival.target, LinkFile):
        return await hand_out(arrival, arrival.target)
    return await show_questions(arrival, arrival.target)


async def _take(desk: Desk, request: AnyRequest) -> Response[Any]:
    arrival = await arrive(desk, request)
    if not isinstance(arrival.target, LinkPage):
        raise LinkGone
    return await take_answers(arrival, arrival.target)


async def _thank(desk: Desk, request: AnyRequest) -> Html:
    """Say thanks, of which nobody learns anything: it is the same for whoever opens it."""
    prison, module, target = await find_target(desk, request)
    if not isinstance(target, LinkPage) or module in prison.disabled_modules:
        raise LinkGone
    text = desk.templates.get_template("links/sent.html").render(
        shell=bare_shell(desk.settings, request),
        heading=target.thanks,
        prison=request_of(NOBODY, prison).prison,
    )
    return html(text)


def _gone(desk: Desk, request: AnyRequest) -> Html:
    """Answer for every address that opens nothing: unknown, run out, used, reset, elsewhere, switched off."""
    text = desk.templates.get_template("links/gone.html").render(
        shell=bare_shell(desk.settings, request), sentence=GONE
    )
    return html(text, NOT_FOUND)
