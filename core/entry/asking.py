"""What somebody asks about a visit: the day and the service, as they stand in the page's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.errors import Invalid
from core.pages import Choice, Data, DateField, PageRequest, RadioField
from core.pages.fields import DATE_PARTS, Answers
from core.pages.questions import FormView, Question
from core.translation import lazy_gettext as _

DAY = DateField(name="on", label=_("Which day?"), hint=_("For example, 24 11 2026. Left empty, it is today."))
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Asked:
    """The day asked about, with what was typed for it; `error` when that is no day."""

    parts: tuple[str, ...]
    on: date
    """Today while what was typed is no day."""
    service_id: str
    error: str


def asked_about(request: PageRequest) -> Asked:
    """Read the day, written as `on=2026-11-24` or typed in three boxes, and the service."""
    answers = Answers(texts=_typed(request), files={})
    parts = tuple(answers.first(f"{DAY.name}-{part}") for part in DATE_PARTS)
    day, error = request.today, ""
    try:
        day = (DAY.read(answers) if any(parts) else None) or day
    except Invalid as invalid:
        error = str(invalid.message)
    if not any(parts):
        parts = (str(day.day), str(day.month), str(day.year))
    return Asked(parts, day, request.first(SERVICE), error)


def _typed(request: PageRequest) -> Mapping[str, tuple[str, ...]]:
    """Return the day as three numbers; what was typed counts for more than what a link said."""
    boxes = [f"{DAY.name}-{part}" for part in DATE_PARTS]
    written = request.first(DAY.name)
    if not written or any(name in request.query for name in boxes):
        return request.query
    found = written.split("-") if written.count("-") == len(boxes) - 1 else ["", "", written]
    return {name: (part,) for name, part in zip(boxes, reversed(found), strict=True) if part}


def questions(data: Data, asked: Asked) -> FormView:
    """Return the form that asks about another day, or another service."""
    shown = [Question(field=DAY, texts=(), parts=asked.parts, choices=(), error=asked.error)]
    choices = service_choices(data, asked)
    if len(choices) > 1:
        field = RadioField(name=SERVICE, label=_("What for?"), choices=choices, required=True)
        shown.append(Question(field=field, texts=(asked.service_id,), parts=(), choices=choices, error=""))
    return FormView(questions=tuple(shown), others=(), lead="", has_file=False)


def service_choices(data: Data, asked: Asked) -> tuple[Choice, ...]:
    """Return the services the person is down for on that day or later, the one asked about, and none."""
    held = [
        one["service"]
        for one in data["person"]["assignments"]
        if one["endsOn"] is None or date.fromisoformat(one["endsOn"]) >= asked.on
    ]
    chosen: Any = data.get("service")
    named = {service["id"]: service for service in (*held, *([chosen] if chosen else ()))}
    return (
        *(Choice(one["id"], one["name"], one["partnerName"] or "") for one in named.values()),
        Choice("", _("No service in particular")),
    )
