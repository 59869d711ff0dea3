"""Every failure a person meets, as a page in the same style: what is wrong, and what to do next."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException

from core.errors import Conflict, DomainError, Forbidden, Invalid, InvalidInput, TooSlow
from core.logs import said_reference
from core.pages.addresses import using_addresses
from core.translation import Text, translate
from core.translation import lazy_gettext as _
from frontend_api.pages.desk import Desk
from frontend_api.pages.engine import Unanswered
from frontend_api.pages.language import choose_language
from frontend_api.pages.rendering import Html, html
from frontend_api.pages.shell import bare_shell, prison_shell
from frontend_api.pages.visit import remembered
from frontend_api.pages.visitor import AnyRequest
from frontend_api.sign_in.errors import Refusal
from frontend_api.sign_in.messages import Message, answer_refusal, is_api_request

PAGES = frozenset({403, 404, 405, 409, 413, 429, 500, 503})
FALLBACK = 500
BAD_REQUEST = 400
SERVER_ERRORS = 500
UNPROCESSABLE = 422
"""For a module's own error, which no kind of ours names."""
STATUS: dict[type[DomainError], int] = {Forbidden: 403, Conflict: 409, Invalid: 400, TooSlow: 503}
WRONG_ADDRESS = _("This address cannot be shown")
TITLES: dict[int, Text] = {
    400: WRONG_ADDRESS,
    UNPROCESSABLE: _("This cannot be shown as it is"),
    503: _("This took too long"),
}

PROGRAMS: dict[int, tuple[str, Text]] = {
    404: ("NOT_FOUND", _("There is nothing at this address.")),
    405: ("METHOD_NOT_ALLOWED", _("This address does not answer that method. Send the operation by POST.")),
    413: ("TOO_LARGE", _("The request is too large. Send less at once.")),
}
"""What a program is told of a request that was not read."""
UNREADABLE = ("INVALID", _("The request could not be read. Check its address and its headers."))


def show_message(desk: Desk) -> Any:
    """Make the function that draws sign-in's messages in our shell (`app.state.show_message`)."""

    def show(request: AnyRequest, message: Message) -> Response[Any]:
        return error_page(
            desk,
            request,
            message.status_code,
            title=message.title,
            sentence=message.sentence,
            link=message.link,
        )

    return show


def error_page(
    desk: Desk,
    request: AnyRequest,
    status: int,
    *,
    title: Text = "",
    sentence: Text = "",
    link: tuple[str, Text] | None = None,
    reference: str = "",
) -> Html:
    """Draw an error with the person's own prison around it where that is known."""
    visit = remembered(request)
    if visit is None:
        choose_language(request)
    name = f"errors/{status}.html" if status in PAGES else "errors/message.html"
    values = {"title": title, "sentence": sentence, "link": link, "reference": reference}
    template = desk.templates.get_template(name)
    if visit is None:
        return html(template.render(shell=bare_shell(desk.settings, request), **values), status)
    with using_addresses(visit.book):
        return html(template.render(shell=prison_shell(visit), **values), status)


def exception_handlers(desk: Desk) -> dict[int | type[Exception], Any]:
    """Make the handlers for the routes of pages; the API answers for itself."""

    def refused(request: AnyRequest, refusal: Refusal) -> Response[Any]:
        return answer_refusal(request, refusal)

    def not_possible(request: AnyRequest, error: DomainError) -> Response[Any]:
        unknown = UNPROCESSABLE if type(error) is DomainError else 404
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), unknown)
        return error_page(desk, request, status, title=TITLES.get(status, ""), sentence=error.message)

    def several(request: AnyRequest, error: InvalidInput) -> Response[Any]:
        sentence = " ".join(str(one.message) for one in error.errors)
        return error_page(desk, request, BAD_REQUEST, title=WRONG_ADDRESS, sentence=sentence)

    def http(request: AnyRequest, error: HTTPException) -> Response[Any]:
        return _answer_http(desk, request, error)

    def unanswered(request: AnyRequest, error: Unanswered) -> Response[Any]:
        if error.shown:
            return error_page(desk, request, FALLBACK, sentence=error.shown)
        return _answer_unexpected(desk, request)

    def unexpected(request: AnyRequest, _error: Exception) -> Response[Any]:
        return _answer_unexpected(desk, request)

    return {
        Refusal: refused,
        DomainError: not_possible,
        InvalidInput: several,
        Unanswered: unanswered,
        HTTPException: http,
        Exception: unexpected,
    }


def _answer_http(desk: Desk, request: AnyRequest, error: HTTPException) -> Response[Any]:
    """Answer what the web framework refused: an unknown address, a wrong method, a body too large."""
    if error.status_code >= SERVER_ERRORS:
        return _answer_unexpected(desk, request)
    choose_language(request)
    if is_api_request(request):
        code, sentence = PROGRAMS.get(error.status_code, UNREADABLE)
        body = {"errors": [{"message": str(sentence), "extensions": {"code": code}}]}
        return Response(body, status_code=error.status_code, headers=error.headers)
    if error.status_code in PAGES:
        response = error_page(desk, request, error.status_code)
    else:
        sentence = translate("The address or the form could not be read. Go back and try again.")
        response = error_page(desk, request, error.status_code, title=WRONG_ADDRESS, sentence=sentence)
    response.headers.update(error.headers or {})
    return response


def _answer_unexpected(desk: Desk, request: AnyRequest) -> Response[Any]:
    """Show the reference under which the fault is in the log, and nothing of the fault itself."""
    reference = said_reference()
    if is_api_request(request):
        sentence = translate("Something went wrong on our side. Quote the reference {reference}.")
        error = {
            "message": sentence.format(reference=reference),
            "extensions": {"code": "INTERNAL", "reference": reference},
        }
        return Response({"errors": [error]}, status_code=FALLBACK)
    return error_page(desk, request, FALLBACK, reference=reference)
