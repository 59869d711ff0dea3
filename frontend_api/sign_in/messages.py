"""A page of one sentence, for those whom the desk cannot be shown: refused, signed out or too early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import MediaType
from litestar.response import Redirect, Response

from core.translation import Text, current_language
from frontend_api.sign_in.errors import Refusal, SignInRequired
from frontend_api.sign_in.return_to import sign_in_path
from frontend_api.sign_in.tokens import bearer_token

API_SUFFIX = "/graphql"
AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What stands on the page: heading, sentence and where to go on."""

    title: Text
    sentence: Text
    link: tuple[str, Text] | None = None
    status_code: int = 200


ShowMessage = Callable[[AnyRequest, Message], Response[Any]]
"""How the front end draws a message in its own shell; `create_app` puts one in `app.state.show_message`."""


def show_message(request: AnyRequest, message: Message) -> Response[Any]:
    """Draw a message with the front end's shell, or as plain HTML where there is none."""
    show: ShowMessage = request.app.state.get("show_message", plain_message)
    return show(request, message)


def plain_message(_request: AnyRequest, message: Message) -> Response[Any]:
    """Draw a message without style or script: it must be readable when nothing else works."""
    title, sentence = escape(str(message.title)), escape(str(message.sentence))
    link = ""
    if message.link is not None:
        link = f'<p><a href="{escape(message.link[0])}">{escape(str(message.link[1]))}</a></p>'
    html = (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} - Gatehouse</title></head>"
        f"<body><main><h1>{title}</h1><p>{sentence}</p>{link}</main></body></html>"
    )
    return Response(html, status_code=message.status_code, media_type=MediaType.HTML)


def answer_refusal(request: AnyRequest, refusal: Refusal) -> Response[Any]:
    """Answer in JSON to the API, with the way to sign in to a reader, else with a page of what is wrong."""
    if is_api_request(request):
        body = {"errors": [{"message": str(refusal.sentence), "extensions": {"code": refusal.code}}]}
        return Response(body, status_code=refusal.status_code, headers=refusal.headers)
    if isinstance(refusal, SignInRequired) and request.method in {"GET", "HEAD"}:
        query = request.scope["query_string"].decode("latin-1")
        return Redirect(sign_in_path(request.scope["path"] + ("?" + query if query else "")), status_code=303)
    response = show_message(
        request,
        Message(refusal.title, refusal.sentence, refusal.link, refusal.status_code),
    )
    response.headers.update(refusal.headers or {})
    return response


def is_api_request(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Say whether a program asks rather than a person: by token, at the API's address, or not for HTML."""
    if bearer_token(connection) is not None or connection.scope["path"].rstrip("/").endswith(API_SUFFIX):
        return True
    return "text/html" not in connection.headers.get("accept", "*/*").replace("*/*", "text/html")
