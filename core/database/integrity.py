"""What a violated constraint means to a person: one place that turns its name into a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from core.errors import Conflict, DomainError
from core.translation import Text


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


def as_domain_error(error: IntegrityError) -> DomainError | None:
    """Return the sentence for a known constraint; None for an unknown one, which is a fault of ours."""
    explanation = _explanations.get(constraint_name(error) or "")
    return Conflict(explanation.message, explanation.field) if explanation else None
