"""The public API as the pages use it: one document run in process, and its errors as exceptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.accounts.viewer import Viewer
from core.errors import Conflict, DomainError, Forbidden, Invalid, ModuleDisabled, NotFound, TooSlow
from frontend_api.graphql.execution import Engine, Result

KINDS: Mapping[str, type[DomainError]] = {
    kind.default_code: kind for kind in (Conflict, Forbidden, Invalid, ModuleDisabled, NotFound, TooSlow)
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was wrong, as the API said it."""

    code: str
    message: str
    field: str
    path: tuple[str | int, ...] = ()

    @classmethod
    def read(cls, error: Mapping[str, Any]) -> Problem:
        extensions = error.get("extensions") or {}
        return cls(
            code=str(extensions.get("code") or ""),
            message=str(error.get("message") or ""),
            field=str(extensions.get("field") or ""),
            path=tuple(error.get("path") or ()),
        )


class Unanswered(Exception):
    """The API failed in a way no person can put right. `shown` is for the person, the message for the log."""

    def __init__(self, message: str, *, shown: str) -> None:
        super().__init__(message)
        self.shown = shown


class Refused(Exception):
    """The API refused a mutation; each problem is a sentence for the person."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


def problems_of(result: Result) -> tuple[Problem, ...]:
    """Return what was wrong; several wrong fields of one mutation each on their own."""
    return tuple(Problem.read(error) for error in result.errors)


async def read(
    engine: Engine, viewer: Viewer, document: str, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Run a page's document; raise the DomainError it met, or Unanswered."""
    if not document:
        return {}
    result = await engine.execute(viewer, document, dict(variables))
    for problem in problems_of(result):
        if problem.code in KINDS:
            raise KINDS[problem.code](problem.message, problem.field or None)
        if problem.code not in FAULTS:
            # A module's own error, such as a file without headings: for the person, and no fault of ours.
            raise DomainError(problem.message, problem.field or None, code=problem.code)
        raise _unanswered(problem)
    return result.data or {}


async def change(
    engine: Engine, viewer: Viewer, mutation: str, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Run a mutation; raise Refused with all that was wrong, or Unanswered when nobody can put it right."""
    result = await engine.execute(viewer, mutation, dict(variables))
    problems = problems_of(result)
    if any(problem.code in FAULTS for problem in problems):
        raise _unanswered(problems[0])
    if problems:
        raise Refused(problems)
    return result.data or {}


INTERNAL = "INTERNAL"
FAULTS = frozenset({"", INTERNAL, "BAD_REQUEST"})
"""Codes of failures that are ours: the API's own, and a document of a page that the API cannot read."""


def _unanswered(problem: Problem) -> Unanswered:
    """Name the fault for the log; only the API's own sentence, with its reference, is for the person."""
    return Unanswered(problem.message, shown=problem.message if problem.code == INTERNAL else "")
