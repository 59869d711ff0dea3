"""What a failed statement means to a person: a constraint by its name, or that it took too long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.errors import Conflict, DomainError, Invalid, TooSlow
from core.translation import Text
from core.translation import lazy_gettext as _

BROKEN_OFF = "57014"
"""PostgreSQL's code for a statement that it was told to give up."""
DATA = "22"
"""PostgreSQL's class of errors in the values that a statement was given."""
UNREADABLE = _("A value in this request cannot be read. Check its texts, dates and page addresses.")
TOOK_TOO_LONG = _(
    "This took too long and was given up; nothing was changed. "
    "Ask for less at once (a filter helps), or try again in a few minutes."
)


@dataclass(frozen=True, slots=True)
class Explanation:
    message: Text
    field: str | None


_explanations: dict[str, Explanation] = {}


def explain_constraint(name: str, message: Text, field: str | None = None) -> None:
    """Say what it means to a person when this constraint is violated."""
    _explanations[name] = Explanation(message, field)


def constraint_name(error: IntegrityError) -> str | None:
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)


@contextmanager
def explained_failures() -> Iterator[None]:
    """Turn what a person can put right into a DomainError; everything else stays a fault of ours."""
    try:
        yield
    except DBAPIError as error:
        explained = as_domain_error(error)
        if explained is None:
            raise
        raise explained from error


def as_reading_error(error: asyncpg.PostgresError) -> DomainError | None:
    """Return the sentence for a read that failed for what it was given or how long it took; None for others.

    A made-up cursor, a NUL in a text: PostgreSQL is the first who cannot read it.
    """
    if error.sqlstate == BROKEN_OFF:
        return TooSlow(TOOK_TOO_LONG)
    return Invalid(UNREADABLE) if str(error.sqlstate).startswith(DATA) else None


def as_domain_error(error: DBAPIError) -> DomainError | None:
    """Return the sentence for a known failure; None for an unknown one."""
    if getattr(error.orig, "sqlstate", None) == BROKEN_OFF:
        return TooSlow(TOOK_TOO_LONG)
    if not isinstance(error, IntegrityError):
        return None
    explanation = _explanations.get(constraint_name(error) or "")
    return Conflict(explanation.message, explanation.field) if explanation else None
