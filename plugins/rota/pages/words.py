"""Codes, times and days of the rota as the cells and sentences a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.enums import CANCELLED, SessionOutcome

DOCUMENTS = pages.read_documents(Path(__file__).parent.parent / "documents")
WEEKDAYS: tuple[Text, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
CLOCK = len("14:00")
Row = Mapping[str, Any]


def day(value: str) -> date:
    return date.fromisoformat(value)


def clock(value: str) -> str:
    """Write a time as the prison's clock shows it."""
    return value[:CLOCK]


def hours(row: Row) -> str:
    return translate("{start} to {end}").format(start=clock(row["startsAt"]), end=clock(row["endsAt"]))


def weekday_and_day(value: str) -> str:
    """Write `Tuesday 3 March 2026`."""
    on = day(value)
    return translate("{weekday} {day}").format(weekday=WEEKDAYS[on.weekday()], day=long_date(on))


def weekly(row: Row) -> str:
    """Say when a regular time is: `Tuesday, 14:00 to 16:00, every 2 weeks`."""
    weeks = row["everyWeeks"]
    said = translate("{weekday}, {hours}").format(weekday=WEEKDAYS[row["weekday"]], hours=hours(row))
    if weeks == 1:
        return said
    often = translate_plural("every {count} week", "every {count} weeks", weeks).format(count=weeks)
    return f"{said}, {often}"


def is_cancelled(row: Row) -> bool:
    return row["outcome"] in CANCELLED


def missing(row: Row) -> int:
    """Return how many more are needed at a session that is still to come."""
    return 0 if row["outcome"] else max(0, row["minimumCover"] - len(row["coming"]))


def names(people: Sequence[Row]) -> str:
    return ", ".join(person["name"] for person in people)


def who_comes(row: Row, request: pages.PageRequest) -> pages.Cell:
    """Say who comes, who is away, and in words what is missing."""
    if row["outcome"]:
        return outcome_tag(row["outcome"])
    cells: list[pages.Words | pages.Tag] = []
    if row["coming"]:
        cells.append(pages.Words(names(row["coming"])))
    if row["away"]:
        cells.append(pages.Words(translate("Away: {names}").format(names=names(row["away"]))))
    if request.viewer.person_id is None and missing(row):
        cells.append(gap_tag(row))
    return pages.Stack(tuple(cells)) if cells else pages.Words(_("Nobody yet"))


def gap_tag(row: Row) -> pages.Tag:
    words = translate("{come} of {needed} come: {missing} short")
    return pages.Tag(
        words.format(come=len(row["coming"]), needed=row["minimumCover"], missing=missing(row)),
        pages.Colour.ORANGE,
    )


def outcome_tag(code: str) -> pages.Tag:
    outcome = SessionOutcome(code)
    colour = pages.Colour.GREEN if outcome is SessionOutcome.DELIVERED else pages.Colour.GREY
    return pages.Tag(outcome.label, colour)


def where(row: Row) -> pages.Words:
    return pages.Words(row["place"], hint=row["entrance"])


def span(row: Row) -> str:
    """Say from when to when, or on which day."""
    first, last = day(row["firstOn"]), row["lastOn"]
    if last is None:
        return translate("from {day}").format(day=long_date(first))
    if row["lastOn"] == row["firstOn"]:
        return translate("on {day}").format(day=long_date(first))
    return translate("{first} to {last}").format(first=long_date(first), last=long_date(day(last)))


def yes_or_no(value: object) -> pages.Words:
    return pages.Words(_("Yes") if value else _("No"))


def timing_facts(row: pages.Row) -> tuple[pages.Fact, ...]:
    """Say what a regular time and a session have alike."""
    return (
        pages.Fact(_("Place"), pages.Words(row["place"])),
        pages.Fact(_("Entrance"), pages.Words(row["entrance"])),
        pages.Fact(_("People needed"), pages.Number(row["minimumCover"])),
        pages.Fact(_("Escort needed, whoever comes"), yes_or_no(row["escortNeeded"])),
    )
