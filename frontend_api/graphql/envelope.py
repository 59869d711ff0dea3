"""An operation's answer as HTTP carries it: JSON, a status, and nothing that anybody keeps."""

from __future__ import annotations

from litestar import Response
from litestar.enums import MediaType
from litestar.types import Receive, Scope, Send

from frontend_api.graphql.execution import Result

STATUS = {
    "BAD_REQUEST": 400,
    "DOCUMENT_NOT_FOUND": 400,
    "DOCUMENT_NOT_TRUSTED": 400,
    "METHOD_NOT_ALLOWED": 405,
    "TOO_LARGE": 413,
    "ADDRESS_TOO_LONG": 414,
}


def status_of(result: Result) -> int:
    """Answer 200 for whatever an operation said, another status when there was none to run."""
    if result.is_answered or not result.errors:
        return 200
    return STATUS.get(result.errors[0]["extensions"]["code"], 200)


class Sent:
    """An answer put on the wire as it is, without what a page's answer may need on its way."""

    def __init__(self, result: Result) -> None:
        self._status = status_of(result)
        self._body = result.encoded()

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(self._body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


def envelope(result: Result) -> Response[bytes]:
    """Write an answer that nobody keeps."""
    return Response(
        result.encoded(),
        status_code=status_of(result),
        media_type=MediaType.JSON,
        headers={"Cache-Control": "no-store"},
    )
