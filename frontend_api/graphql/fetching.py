"""Trusted documents by GET, whose answers a browser may keep: `/{prison}/graphql?documentId=sha256:…`."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Any
from urllib.parse import parse_qsl

import msgspec
from graphql import OperationType
from litestar.params import PathParameter

from core.accounts.viewer import Viewer
from core.errors import Invalid
from core.translation import translate
from frontend_api.graphql.calling import ApiRequest, answer, caller_of
from frontend_api.graphql.documents import Documents, Trusted
from frontend_api.graphql.envelope import Sent
from frontend_api.graphql.errors import error_bodies
from frontend_api.graphql.execution import Result
from frontend_api.graphql.operation import Operation
from frontend_api.headers import OWN_CACHING
from frontend_api.sign_in.csrf import require_own_reader

LONGEST_QUERY = 8 * 1024
"""Bytes of the address after `?`; what needs more is asked by POST."""
MOST_PARTS = 20
PARTS = frozenset({"documentId", "variables", "operationName", "query"})
NOT_BY_GET = "METHOD_NOT_ALLOWED"
KEPT = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
"""Kept by this browser alone, and never shown again without asking here first."""
TAG = re.compile(r'(?:W/)?("[^"]*")')


class Fetched(msgspec.Struct):
    """What an address asks for."""

    document_id: str
    variables: dict[str, Any]
    operation_name: str | None


def read_address(query: bytes) -> Fetched:
    """Read what stands after `?`; raise Invalid for what is no request, or names a part twice."""
    if len(query) > LONGEST_QUERY:
        sentence = translate("The address is longer than {most} bytes. Ask by POST instead.")
        raise Invalid(sentence.format(most=LONGEST_QUERY), code="ADDRESS_TOO_LONG")
    try:
        pairs = parse_qsl(
            query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARTS
        )
        named = [(name, value) for name, value in pairs if name in PARTS]
        parts = dict(named)
        variables = msgspec.json.decode(parts.get("variables") or "{}", type=dict[str, Any] | None)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if len(parts) < len(named) or "documentId" not in parts or "query" in parts:
        raise _unreadable()
    return Fetched(parts["documentId"], variables or {}, parts.get("operationName") or None)


def _unreadable() -> Invalid:
    return Invalid(
        translate(
            "The address asks for no document known here: send documentId once, variables as JSON and "
            "operationName if it has any. Any other operation is sent by POST.",
        ),
        code="BAD_REQUEST",
    )


def require_query(document: Trusted, name: str | None) -> None:
    """Raise Invalid for what is no query: a link must not be able to change anything."""
    operation = document.operation(name)
    if operation is None:
        raise Invalid(translate("Say which operation of the document to run."), code="BAD_REQUEST")
    if operation is not OperationType.QUERY:
        raise Invalid(translate("This operation changes something. Send it by POST."), code=NOT_BY_GET)


@Operation(
    "/{prison_code:str}/graphql",
    http_method="GET",
    request_class=ApiRequest,
    guards=[require_own_reader],
    opt={OWN_CACHING: True},
    name="graphql:fetch",
)
async def fetch(
    request: ApiRequest,
    prison_code: Annotated[str, PathParameter(description="The prison's code, as in the address.")],  # noqa: ARG001 -- read from the path by provide_viewer
) -> Sent:
    """Run a trusted query for whoever is signed in, every time, whatever their browser has kept."""
    caller = await caller_of(request)
    documents: Documents = request.app.state.documents
    try:
        asked = read_address(request.scope["query_string"])
        document = documents.find(asked.document_id)
        require_query(document, asked.operation_name)
    except Invalid as error:
        return _refused(error)
    result = await answer(request, caller, document.text, asked.variables, asked.operation_name)
    sent = Sent(result)
    if document.may_be_kept and not result.errors:
        _let_keep(sent, request, caller.viewer)
    return sent


def _refused(error: Invalid) -> Sent:
    sent = Sent(Result(None, error_bodies(error)))
    if error.code == NOT_BY_GET:
        sent.headers["Allow"] = "POST"
    return sent


def _let_keep(sent: Sent, request: ApiRequest, viewer: Viewer) -> None:
    """Let the browser keep the answer, or tell it that what it has kept is still right."""
    tag = tag_of(request, viewer, sent.body)
    sent.headers |= {**KEPT, "ETag": tag}
    if is_known(request.headers.get("if-none-match", ""), tag):
        sent.unchanged()


def tag_of(request: ApiRequest, viewer: Viewer, body: bytes) -> str:
    """Name these bytes, as this account gets them in this prison and in this encoding."""
    who = f"{viewer.account_id} {viewer.tenant_id} {request.headers.get('accept-encoding', '')}\n"
    return f'"{hashlib.sha256(who.encode() + body).hexdigest()}"'


def is_known(sent: str, tag: str) -> bool:
    """Compare as RFC 9110 13.1.2 does for If-None-Match: weakly, with any of a list, or with all."""
    return sent.strip() == "*" or tag in TAG.findall(sent)
