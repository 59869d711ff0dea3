"""An operation's answer as HTTP carries it: JSON, a status, and nothing that anybody keeps."""

from __future__ import annotations

from litestar import Response
from litestar.enums import MediaType

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


def envelope(result: Result) -> Response[bytes]:
    """Write an answer that nobody keeps."""
    return Response(
        result.encoded(),
        status_code=status_of(result),
        media_type=MediaType.JSON,
        headers={"Cache-Control": "no-store"},
    )
