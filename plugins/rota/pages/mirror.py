"""What the rota says to a person on the page of their own record: when they come, and when they are away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.rota.pages.words import DOCUMENTS, hours, outcome_tag, span, weekday_and_day, weekly, where
from plugins.rota.permissions import SESSION_READ

SOON = timedelta(days=14)


def _sections(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    person, today = data["person"], request.today.isoformat()
    away = [row for row in person["rotaAbsences"] if row["lastOn"] >= today]
    return (
        _next(data["rotaExpected"]),
        _regular(person["rotaRegulars"]),
        *((_away(away),) if away else ()),
    )


def _next(rows: Sequence[pages.Row]) -> pages.Section:
    table = pages.Table(
        caption=_("Your next sessions"),
        headings=(_("Day"), _("Time"), _("Service"), _("Place and entrance")),
        rows=tuple(
            (
                pages.Link(weekday_and_day(row["heldOn"]), pages.url("rota.session", session_id=row["id"])),
                _time(row),
                pages.Words(row["serviceName"]),
                where(row),
            )
            for row in rows
        ),
        empty=_("You are expected at no session in the next two weeks."),
    )
    return pages.Section(heading=_("Your next sessions"), table=table)


def _time(row: pages.Row) -> pages.Cell:
    """Say when it is, and where it does not take place or without them."""
    words = pages.Words(hours(row))
    if row["outcome"]:
        return pages.Stack((words, outcome_tag(row["outcome"])))
    away = pages.Tag(_("You are away"), pages.Colour.GREY)
    return pages.Stack((words, away)) if row["away"] else words


def _regular(rows: Sequence[pages.Row]) -> pages.Section:
    regular = pages.Table(
        caption=_("When you come"),
        headings=(_("Service"), _("When"), _("Days")),
        rows=tuple(
            (
                pages.Link(row["serviceName"] or "", pages.url("rota.time", pattern_id=row["patternId"])),
                pages.Words(weekly(row)),
                pages.Words(span(row)),
            )
            for row in rows
            if row["isCurrent"] and row["weekday"] is not None
        ),
        empty=_("You come to no session regularly."),
    )
    return pages.Section(heading=_("When you come"), table=regular)


def _away(rows: Sequence[pages.Row]) -> pages.Section:
    days = tuple((pages.Words(span(row)),) for row in rows)
    table = pages.Table(caption=_("When you are away"), headings=(_("Days"),), rows=days)
    return pages.Section(heading=_("When you are away"), table=table)


MIRROR_PART = pages.RecordPart(
    name="rota.me",
    page="core.me",
    permission=SESSION_READ,
    document=DOCUMENTS["mirror"],
    variables=lambda request: {
        "today": request.today.isoformat(),
        "soon": (request.today + SOON).isoformat(),
    },
    sections=_sections,
    actions=(
        pages.ActionLink(
            label=_("Say when you are away"),
            href=lambda _data, request: pages.url("rota.absent", person_id=request.viewer.person_id),
            style="secondary",
        ),
    ),
    position=20,
)
