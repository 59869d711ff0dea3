"""What somebody asks about a visit: the day and the service, as they stand in the page's address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.pages import Choice, Data, DateField, PageRequest, RadioField
from core.pages.asked_day import AskedDay, asked_day
from core.pages.questions import FormView, Question
from core.translation import lazy_gettext as _

DAY = DateField(name="on", label=_("Which day?"), hint=_("For example, 24 11 2026. Left empty, it is today."))
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: the day as it was typed, and the service."""

    day: AskedDay
    service_id: str

    @property
    def on(self) -> date:
        return self.day.on

    @property
    def error(self) -> str:
        return self.day.error


def asked_about(request: PageRequest) -> Asked:
    """Read the day and the service."""
    return Asked(asked_day(request, DAY), request.first(SERVICE))


def questions(data: Data, asked: Asked) -> FormView:
    """Return the form that asks about another day, or another service."""
    shown = [asked.day.question]
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
