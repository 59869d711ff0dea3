"""The week: which sessions there are, who comes, where somebody is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.pages.words import (
    DOCUMENTS,
    hours,
    is_cancelled,
    missing,
    weekday_and_day,
    where,
    who_comes,
)
from plugins.rota.permissions import ABSENCE_RECORD, SESSION_READ
from plugins.rota.rules import WEEK, monday_of

LAST_DAY = timedelta(days=6)


def monday(request: pages.PageRequest) -> date:
    """Return the Monday of the week asked for; of this week where what was asked is no day."""
    try:
        return monday_of(date.fromisoformat(request.first("week")))
    except (ValueError, OverflowError):
        return monday_of(request.today)


def _variables(request: pages.PageRequest) -> pages.Variables:
    first = monday(request)
    return {"first": first.isoformat(), "last": (first + LAST_DAY).isoformat()}


def _title(request: pages.PageRequest) -> str:
    first = monday(request)
    own = translate("Your sessions, {first} to {last}")
    said = own if _is_own(request) else translate("Rota from {first} to {last}")
    return said.format(first=long_date(first), last=long_date(first + LAST_DAY))


def _is_own(request: pages.PageRequest) -> bool:
    return request.viewer.person_id is not None


def _lead(rows: Sequence[pages.Row], request: pages.PageRequest) -> Text:
    held = [row for row in rows if not is_cancelled(row)]
    if not rows:
        return _("No session is planned this week.")
    said = translate_plural("{count} session this week", "{count} sessions this week", len(held))
    short = sum(missing(row) > 0 for row in held)
    if _is_own(request) or not short:
        return f"{said.format(count=len(held))}."
    gaps = translate_plural("{count} needs more people", "{count} need more people", short)
    return f"{said.format(count=len(held))}; {gaps.format(count=short)}."


def _sections(rows: Sequence[pages.Row], request: pages.PageRequest) -> Iterator[pages.Section]:
    for held_on, of_day in groupby(rows, key=lambda row: row["heldOn"]):
        table = pages.Table(
            caption=translate("Sessions on {day}").format(day=weekday_and_day(held_on)),
            headings=(_("Time"), _("Service"), _("Place and entrance"), _("Who comes")),
            rows=tuple(_line(row, request) for row in of_day),
            is_even=True,
        )
        yield pages.Section(heading=weekday_and_day(held_on), table=table)


def _line(row: pages.Row, request: pages.PageRequest) -> tuple[pages.Cell, ...]:
    escort = _("With an escort") if row["escortNeeded"] else ""
    return (
        pages.Link(hours(row), pages.url("rota.session", session_id=row["id"]), hint=escort),
        pages.Words(row["serviceName"], hint=row["partnerName"]),
        where(row),
        who_comes(row, request),
    )


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    rows = data["rotaExpected"]
    return pages.Record(
        title=_title(request),
        lead=_lead(rows, request),
        sections=tuple(_sections(rows, request)),
    )


def _to(page: str, label: Text) -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda _data, _request: pages.url(page),
        offered=lambda _data, request: not _is_own(request),
        style="secondary",
    )


def _week(label: Text, step: timedelta) -> pages.ActionLink:
    def href(_data: pages.Data, request: pages.PageRequest) -> pages.Address:
        return pages.url("rota.week").asking(week=(monday(request) + step).isoformat())

    return pages.ActionLink(label=label, href=href, style="secondary")


def _cannot_come(_data: pages.Data, request: pages.PageRequest) -> pages.Address:
    return pages.url("rota.absent", person_id=request.viewer.person_id)


WEEK_PAGE = pages.RecordPage(
    name="rota.week",
    path="/rota",
    title=_("Rota"),
    permission=SESSION_READ,
    document=DOCUMENTS["week"],
    variables=_variables,
    record=_record,
    found="rotaExpected",
    actions=(
        pages.ActionLink(
            label=_("I cannot come on…"),
            href=_cannot_come,
            offered=lambda _data, request: _is_own(request) and request.viewer.may(ABSENCE_RECORD),
        ),
        _week(_("Week before"), -WEEK),
        _week(_("Week after"), WEEK),
        _to("rota.services", _("Plan sessions")),
    ),
)
