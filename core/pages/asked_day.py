"""A day that a page is asked for in its address: written in a link, or typed in three boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.errors import Invalid
from core.pages.fields import DATE_PARTS, Answers, DateField
from core.pages.questions import FormView, Question
from core.pages.request import PageRequest


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day, with what was typed for it; `error` when that is no day."""

    field: DateField
    parts: tuple[str, ...]
    on: date
    """Today while nothing was asked, and while what was typed is no day."""
    error: str

    @property
    def question(self) -> Question:
        return Question(field=self.field, texts=(), parts=self.parts, choices=(), error=self.error)

    @property
    def form(self) -> FormView:
        """The form that asks for nothing but the day."""
        return FormView(questions=(self.question,), others=(), lead="", has_file=False)


def asked_day(request: PageRequest, field: DateField) -> AskedDay:
    """Read the day of a field, written as `on=2026-11-24` or typed in its three boxes."""
    answers = Answers(texts=_typed(request, field), files={})
    parts = tuple(answers.first(f"{field.name}-{part}") for part in DATE_PARTS)
    day, error = request.today, ""
    try:
        day = (field.read(answers) if any(parts) else None) or day
    except Invalid as invalid:
        error = str(invalid.message)
    return AskedDay(field, parts if any(parts) else in_parts(day), day, error)


def in_parts(day: date) -> tuple[str, ...]:
    """Return what stands in the three boxes of a day."""
    return (str(day.day), str(day.month), str(day.year))


def _typed(request: PageRequest, field: DateField) -> Mapping[str, tuple[str, ...]]:
    """Return the day as three numbers; what was typed counts for more than what an address said."""
    boxes = [f"{field.name}-{part}" for part in DATE_PARTS]
    written = str(request.path.get(field.name) or request.first(field.name))
    if not written or any(name in request.query for name in boxes):
        return request.query
    found = written.split("-") if written.count("-") == len(boxes) - 1 else ["", "", written]
    return {name: (part,) for name, part in zip(boxes, reversed(found), strict=True) if part}
