"""Errors as GraphQL says them: expected ones in words with a code, unknown ones masked with a reference."""

from __future__ import annotations

from typing import Any

import structlog
from graphql import GraphQLError
from sqlalchemy.exc import DBAPIError

from core.database.failures import DATA, UNREADABLE
from core.errors import DomainError, Invalid, InvalidInput
from core.logs import said_reference
from core.reads.compiler import Refused
from core.translation import translate
from frontend_api.sign_in.errors import SessionsUnavailable

log = structlog.get_logger(__name__)
ErrorBody = dict[str, Any]
MOST_LETTERS = 300
"""What is wrong repeats what was sent, which may be long."""
MOST_PLACES = 10


def error_bodies(error: BaseException, path: list[str | int] | None = None) -> list[ErrorBody]:
    """Return the answer's error entries for one failure."""
    if isinstance(error, SessionsUnavailable):
        error = DomainError(error.sentence, code=error.code)
    if isinstance(error, Refused):
        places = _places(GraphQLError("", error.nodes))
        return [body | places for body in error_bodies(error.cause, list(error.path))]
    if isinstance(error, InvalidInput):
        return [body for item in error.errors for body in error_bodies(item, path)]
    if isinstance(error, DomainError):
        return [_body(str(error), error.code, path, field=error.field)]
    if isinstance(error, GraphQLError):
        return _graphql_error(error)
    if isinstance(error, DBAPIError) and str(getattr(error.orig, "sqlstate", "")).startswith(DATA):
        log.warning("graphql_value_unreadable", sqlstate=getattr(error.orig, "sqlstate", ""))
        return error_bodies(Invalid(UNREADABLE), path)
    return [_masked(error, path)]


def _graphql_error(error: GraphQLError) -> list[ErrorBody]:
    path = list(error.path) if error.path else None
    if error.original_error is not None:
        return [body | _places(error) for body in error_bodies(error.original_error, path)]
    # What a close name might have been is a map of the schema for somebody who may not read it.
    message = error.message.split(" Did you mean")[0]
    if len(message) > MOST_LETTERS:
        message = f"{message[:MOST_LETTERS]}…"
    return [_body(message, "BAD_REQUEST", path) | _places(error)]


def _places(error: GraphQLError) -> ErrorBody:
    """Say where in the document it stands; one that was written without its places has none."""
    places = [{"line": item.line, "column": item.column} for item in (error.locations or ())[:MOST_PLACES]]
    return {"locations": places} if places else {}


def _masked(error: BaseException, path: list[str | int] | None) -> ErrorBody:
    reference = said_reference()
    log.error("graphql_failed", reference=reference, exc_info=error)
    message = translate(
        "Something went wrong on our side. Try again; if it happens again, quote the reference {reference}.",
    ).format(reference=reference)
    return _body(message, "INTERNAL", path) | {"extensions": {"code": "INTERNAL", "reference": reference}}


def _body(message: str, code: str, path: list[str | int] | None, field: str | None = None) -> ErrorBody:
    extensions: dict[str, str] = {"code": code}
    if field is not None:
        extensions["field"] = field
    body: ErrorBody = {"message": message, "extensions": extensions}
    if path:
        body["path"] = path
    return body
