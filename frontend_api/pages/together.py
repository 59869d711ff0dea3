"""Questions of several modules asked as one statement; one that fails does not take the others with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.translation import Text
from frontend_api.pages.documents import Part, merged, part_of, prefixed
from frontend_api.pages.engine import Problem, problems_of
from frontend_api.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Question:
    """One module's document, under the name its answer is found by."""

    name: str
    title: Text
    document: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """What each question was answered, by its name; the titles of those that could not be."""

    data: Mapping[str, Mapping[str, Any]]
    broken: tuple[Text, ...] = ()


async def ask_together(visit: Visit, questions: Sequence[Question]) -> Answers:
    """Ask all the questions in one operation."""
    if not questions:
        return Answers({})
    prefixes = {one.name: f"c{number}_" for number, one in enumerate(questions)}
    variables: dict[str, Any] = {}
    for one in questions:
        variables |= prefixed(prefixes[one.name], one.variables)
    document = merged(tuple(Part(prefixes[one.name], one.document) for one in questions))
    result = await visit.desk.engine.execute(visit.visitor.viewer, document, variables)
    if result.data is None and len(questions) > 1:
        # A failure that empties the whole answer must not take the other modules' parts with it.
        return await _ask_one_by_one(visit, questions)
    failed = {_root(problem) for problem in problems_of(result)}
    data = result.data or {}
    good = [
        one
        for one in questions
        if result.data is not None and not any(root.startswith(prefixes[one.name]) for root in failed)
    ]
    answered = {one.name: part_of(prefixes[one.name], data) for one in good}
    return Answers(answered, tuple(one.title for one in questions if one not in good))


async def _ask_one_by_one(visit: Visit, questions: Sequence[Question]) -> Answers:
    found: dict[str, Mapping[str, Any]] = {}
    broken: tuple[Text, ...] = ()
    for one in questions:
        answers = await ask_together(visit, [one])
        found |= answers.data
        broken += answers.broken
    return Answers(found, broken)


def _root(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""
