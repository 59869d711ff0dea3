"""An operation's answer as HTTP carries it: JSON, a status, and nobody keeps it unless that is said."""

from __future__ import annotations

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
NOT_MODIFIED = 304


def status_of(result: Result) -> int:
    """Answer 200 for whatever an operation said, another status when there was none to run."""
    if result.is_answered or not result.errors:
        return 200
    return STATUS.get(result.errors[0]["extensions"]["code"], 200)


class Sent:
    """An answer put on the wire as it is, without what a page's answer may need on its way."""

    def __init__(self, result: Result) -> None:
        self.status = status_of(result)
        self.body = result.encoded()
        self.headers = {"Cache-Control": "no-store"}

    def unchanged(self) -> None:
        """Say only that what is kept of this answer is still right."""
        self.status, self.body = NOT_MODIFIED, b""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(name.lower().encode(), value.encode()) for name, value in self.headers.items()]
        if self.status != NOT_MODIFIED:
            headers += [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(self.body)).encode()),
            ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})
