"""The API over HTTP: `POST /{prison}/graphql`. GET is not answered: a link must not be able to ask."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.params import PathParameter

from core.errors import Invalid
from core.translation import translate
from frontend_api.graphql.errors import error_bodies
from frontend_api.graphql.execution import Engine, Result
from frontend_api.graphql.limits import LARGEST_BODY, check_values
from frontend_api.pages.language import choose_language
from frontend_api.sign_in.viewer import provide_viewer
from frontend_api.sign_in.visitor import provide_visitor

JSON_TYPE = "application/json"


class Asked(msgspec.Struct):
    """The body of a GraphQL request over HTTP."""

    query: str
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


STATUS = {"BAD_REQUEST": 400, "TOO_LARGE": 413}


def status_of(result: Result) -> int:
    """Answer 200 for whatever an operation said, 400 or 413 when there was none to run."""
    if result.is_answered or not result.errors:
        return 200
    return STATUS.get(result.errors[0]["extensions"]["code"], 200)


@post(
    "/{prison_code:str}/graphql",
    request_max_body_size=LARGEST_BODY,
    status_code=200,
)
async def graphql(
    request: Request[Any, Any, State],
    prison_code: Annotated[str, PathParameter(description="The prison's code, as in the address.")],  # noqa: ARG001 -- read from the path by provide_viewer
) -> Response[bytes]:
    """Run one operation for whoever is signed in, in the prison of the path."""
    viewer = await provide_viewer(request)
    choose_language(request, (await provide_visitor(request)).language)
    engine: Engine = request.app.state.engine
    try:
        asked = read_body(request.headers.get("content-type", ""), await request.body())
    except Invalid as error:
        result = Result(None, error_bodies(error))
    else:
        result = await engine.execute(viewer, asked.query, asked.variables, asked.operation_name)
    return Response(
        result.encoded(),
        status_code=status_of(result),
        media_type=MediaType.JSON,
        headers={"Cache-Control": "no-store"},
    )
