"""What is asked about when sessions take place, and how answers and rows become each other."""

from __future__ import annotations

from datetime import date

from core.sdk import Text, pages
from core.sdk import lazy_gettext as _
from plugins.rota.pages.words import WEEKDAYS, clock

TIMING: tuple[pages.Field, ...] = (
    pages.TimeField(
        name="starts_at",
        label=_("Starts at"),
        hint=_("By the prison's clock, for example 14:00."),
        argument="startsAt",
    ),
    pages.TimeField(name="ends_at", label=_("Ends at"), argument="endsAt"),
    pages.TextField(name="place", label=_("Place"), hint=_("For example: Chapel, or A wing."), max_length=80),
    pages.TextField(name="entrance", label=_("Entrance"), max_length=80),
    pages.NumberField(
        name="minimum_cover",
        label=_("How many people have to come?"),
        hint=_("With fewer, the session counts as below cover."),
        least=1,
        most=100,
        argument="minimumCover",
    ),
    pages.CheckboxField(
        name="escort_needed",
        label=_("They need an escort, whoever comes"),
        required=False,
        argument="escortNeeded",
    ),
)
HELD_ON = pages.DateField(name="held_on", label=_("Day"), argument="heldOn")
WEEKLY: tuple[pages.Field, ...] = (
    pages.SelectField(
        name="weekday",
        label=_("Day of the week"),
        choices=tuple(pages.Choice(str(number), label) for number, label in enumerate(WEEKDAYS)),
    ),
    pages.NumberField(
        name="every_weeks",
        label=_("Every how many weeks?"),
        hint=_("1 is every week. Counted from the week of the first day."),
        least=1,
        most=8,
        argument="everyWeeks",
    ),
    *TIMING,
    pages.DateField(name="first_on", label=_("First day"), argument="firstOn"),
    pages.DateField(
        name="last_on",
        label=_("Last day"),
        hint=_("Leave it empty while no end is known."),
        required=False,
        argument="lastOn",
    ),
)
NEW: dict[str, str | int | date | bool] = {"entrance": "Main gate", "minimum_cover": 1, "every_weeks": 1}


def timing_given(form: pages.Form) -> pages.Variables:
    return {
        "startsAt": form["starts_at"],
        "endsAt": form["ends_at"],
        "place": form["place"],
        "entrance": form["entrance"],
        "minimumCover": form["minimum_cover"],
        "escortNeeded": bool(form["escort_needed"]),
    }


def weekly_given(form: pages.Form) -> pages.Variables:
    return {
        "weekday": int(str(form["weekday"])),
        "everyWeeks": form["every_weeks"],
        "firstOn": pages.iso_day(form["first_on"]),
        "lastOn": pages.iso_day(form["last_on"]),
        "timing": timing_given(form),
    }


def timing_answers(row: pages.Row) -> dict[str, str | int | bool]:
    return {
        "starts_at": clock(row["startsAt"]),
        "ends_at": clock(row["endsAt"]),
        "place": row["place"],
        "entrance": row["entrance"],
        "minimum_cover": row["minimumCover"],
        "escort_needed": row["escortNeeded"],
    }


def of_service(data: pages.Data, _request: pages.PageRequest) -> Text:
    return f"{data['service']['name']} · {data['service']['partnerName']}"


def back_to_service(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("rota.service", service_id=data["service"]["id"])
