"""Expected failures: each has a stable code, a sentence for the person and, where it applies, a field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from core.translation import Text


class DomainError(Exception):
    """Something a person can put right; shown to them in these words."""

    default_code: ClassVar[str] = "DOMAIN_ERROR"

    def __init__(self, message: Text, field: str | None = None, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code or self.default_code

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    default_code = "NOT_FOUND"


class Forbidden(DomainError):
    default_code = "FORBIDDEN"


class Conflict(DomainError):
    default_code = "CONFLICT"


class Invalid(DomainError):
    default_code = "INVALID"


class TooSlow(DomainError):
    """The database was given up on: for one request it takes no longer than a person would wait."""

    default_code = "TOO_SLOW"


class ModuleDisabled(DomainError):
    default_code = "MODULE_DISABLED"


class InvalidInput(Exception):
    """Several things wrong with one form or mutation, said all at once rather than one by one."""

    def __init__(self, errors: Sequence[DomainError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = tuple(errors)


def refuse(faults: Iterable[DomainError]) -> None:
    """Raise InvalidInput with everything that is wrong at once; nothing where nothing is."""
    wrong = tuple(faults)
    if wrong:
        raise InvalidInput(wrong)


class RefusedStart(Exception):
    """The service will not start; the sentence says what to change and where."""
