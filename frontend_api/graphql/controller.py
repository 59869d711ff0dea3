"""The API over HTTP: `POST /{prison}/graphql`. What GET may ask is in `fetching`."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar.params import PathParameter

from core.errors import Invalid
from core.translation import translate
from frontend_api.graphql.calling import ApiRequest, answer, caller_of
from frontend_api.graphql.documents import Documents
from frontend_api.graphql.envelope import Sent
from frontend_api.graphql.errors import error_bodies
from frontend_api.graphql.execution import Result
from frontend_api.graphql.limits import LARGEST_BODY, check_values
from frontend_api.graphql.operation import Operation
from frontend_api.headers import header_of

JSON_TYPE = "application/json"


class Asked(msgspec.Struct):
    """The body of a GraphQL request over HTTP."""

    query: str | None = None
    document_id: str | None = msgspec.field(name="documentId", default=None)
    """Of a trusted document, instead of its text."""
    variables: dict[str, Any] | None = None
    operation_name: str | None = msgspec.field(name="operationName", default=None)


def read_body(content_type: str, body: bytes) -> Asked:
    """Read the request; raise Invalid for another type, what is no GraphQL request, or too many values."""
    if content_type.split(";", maxsplit=1)[0].strip().lower() != JSON_TYPE:
        raise Invalid(translate("Send the operation as application/json."), code="BAD_REQUEST")
    try:
        asked = msgspec.json.decode(body, type=Asked)
    except (ValueError, RecursionError):  # msgspec's errors, and bytes that are no text
        raise Invalid(
            translate("The body is not a GraphQL request: send query, and variables if it has any."),
            code="BAD_REQUEST",
        ) from None
    check_values(asked.variables)
    return asked


def text_of(asked: Asked, documents: Documents) -> str:
    """Return the document to run; raise Invalid where there is none, or it is not answered here."""
    if asked.query is not None and asked.document_id is None:
        return documents.admit(asked.query)
    if asked.document_id is not None and asked.query is None:
        return documents.find(asked.document_id).text
    raise Invalid(
        translate("Send either query or documentId: the text of a document, or the id of one known here."),
        code="BAD_REQUEST",
    )


@Operation(
    "/{prison_code:str}/graphql",
    http_method="POST",
    request_class=ApiRequest,
    request_max_body_size=LARGEST_BODY,
    status_code=200,
)
async def graphql(
    request: ApiRequest,
    prison_code: Annotated[str, PathParameter(description="The prison's code, as in the address.")],  # noqa: ARG001 -- read from the path by provide_viewer
) -> Sent:
    """Run one operation for whoever is signed in, in the prison of the path."""
    caller = await caller_of(request)
    try:
        asked = read_body(header_of(request.scope, b"content-type") or "", await request.body())
        text = text_of(asked, request.app.state.documents)
    except Invalid as error:
        return Sent(Result(None, error_bodies(error)))
    return Sent(await answer(request, caller, text, asked.variables, asked.operation_name))
