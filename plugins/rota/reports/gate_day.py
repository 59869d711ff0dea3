"""The gate's list and the sheet people sign, from the lines of the day's list: neither ever says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Text, Viewer, entry, now, pages, reports, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.gate_queries import GateLine, gate_list_of, lines_on, notices_on
from plugins.rota.models import GateList
from plugins.rota.rules.gate_lines import ListState, gate_words, sign_of, state_of_list

HERE = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")
BLANK_LINES = 8
A = entry.EntryAnswer
WARNINGS: Mapping[ListState, Text] = {
    ListState.CURRENT: "",
    ListState.MADE_BEFORE: _("OUT OF DATE: made on an earlier day. Ask the co-ordinator for a new list."),
    ListState.DAY_OVER: _("OUT OF DATE: that day is over."),
}
NOT_MADE = _("No list has been made for this day.")
NOBODY = _("Nobody is expected on this day.")


@dataclass(frozen=True, slots=True)
class GateDay:
    """A day's list as it is put on paper."""

    day: date
    gate_list: GateList | None
    lines: Sequence[GateLine]
    dropped: Sequence[GateLine]
    notices: Sequence[str]
    prison_name: str

    @property
    def made_at(self) -> datetime | None:
        return self.gate_list.made_at if self.gate_list else None

    @property
    def warning(self) -> Text:
        made = self.made_at
        return WARNINGS[state_of_list(self.day, made.astimezone(LONDON).date(), today())] if made else ""

    @property
    def validity(self) -> str:
        if self.made_at is None:
            return str(NOT_MADE)
        sentence = translate("Made on {moment}. Valid until 23:59 on {day}, or until a newer list is made.")
        return sentence.format(moment=pages.long_moment(self.made_at), day=pages.long_date(self.day))

    @property
    def empty(self) -> Text:
        return NOBODY if self.made_at else NOT_MADE

    def by_entrance(self) -> Iterator[tuple[str, list[GateLine]]]:
        for entrance, lines in groupby(self.lines, key=lambda line: line.entrance):
            yield entrance, list(lines)

    def fresh(self, line: GateLine) -> str:
        """Say that a line is new, or tells something else, since the day's list first went on paper."""
        first = self.gate_list.first_printed_at if self.gate_list else None
        if first is None or line.answered_at <= first:
            return ""
        sentence = translate("NEW {time}") if line.listed_at > first else translate("CHANGED {time}")
        return sentence.format(time=clock(line.answered_at.astimezone(LONDON)))


def clock(moment: Any) -> str:
    """Write a time of day as the gate's own clock shows it."""
    return f"{moment:%H:%M}"


async def read_day(session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]) -> GateDay:
    """Read the list of the day asked for, or of today."""
    day = date.fromisoformat(str(parameters["on"])) if "on" in parameters else today()
    lines = await lines_on(session, day)
    notices = await notices_on(session, day)
    return GateDay(
        day=day,
        gate_list=await gate_list_of(session, day),
        lines=[line for line in lines if not line.is_dropped],
        dropped=[line for line in lines if line.is_dropped],
        notices=[f"{one.service.name}: {one.words}" if one.service else one.words for one in notices],
        prison_name=await reports.prison_name(session, viewer),
    )


async def build_gate_list(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the list of the day as it was last made; nobody is judged anew for paper."""
    found = await read_day(session, viewer, parameters)
    title = translate("Gate list for {day}").format(day=pages.weekday_date(found.day))
    paper = reports.Paper(layout=HERE / "gate_list.typ", words=_list_words(found))
    return _document(found, viewer, title, paper, tables=(_table(found),))


async def build_sign_in_sheet(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the sheet of the day. Everybody who signs reads it, so it says nobody's answer."""
    found = await read_day(session, viewer, parameters)
    title = translate("Sign-in sheet for {day}").format(day=pages.weekday_date(found.day))
    paper = reports.Paper(layout=HERE / "sign_in_sheet.typ", words=_sheet_words(found))
    return _document(found, viewer, title, paper)


def _document(
    found: GateDay,
    viewer: Viewer,
    title: str,
    paper: reports.Paper,
    *,
    tables: tuple[reports.Table, ...] = (),
) -> reports.ReportDocument:
    moment = now()
    return reports.ReportDocument(
        title=title,
        prison_name=found.prison_name,
        prison_code=viewer.tenant_code or "",
        as_at=found.made_at or moment,
        produced_at=moment,
        produced_by=viewer.name,
        classification=reports.Classification.OFFICIAL_SENSITIVE,
        summary=tuple(text for text in (found.warning, found.validity, *found.notices) if str(text)),
        sections=(reports.Section(title, tables),) if tables else (),
        paper=paper,
    )


def _list_words(found: GateDay) -> dict[str, Any]:
    return {
        "warning": found.warning,
        "validity": found.validity,
        "summary": summary_of(found.lines),
        "notices_heading": _("Today at the gate"),
        "notices": found.notices,
        "headings": [_("Answer"), _("Time"), _("Name"), _("For"), _("Code")],
        "empty": found.empty,
        "entrances": [
            {"heading": _heading(name, lines), "lines": [_list_line(found, line) for line in lines]}
            for name, lines in found.by_entrance()
        ],
        "dropped_heading": _("No longer expected today"),
        "dropped": [f"{line.code} {line.name} ({line.organisation})" for line in found.dropped],
    }


def _list_line(found: GateDay, line: GateLine) -> dict[str, Any]:
    return {
        "answer": line.answer.value,
        "sign": sign_of(line.answer),
        "words": gate_words(line.answer),
        "time": clock(line.starts_at),
        "name": line.name,
        "organisation": line.organisation,
        "service": line.service,
        "place": line.place,
        "escort": _("Escort:") if line.answer is A.YES_ESCORTED else "",
        "code": line.code,
        "fresh": found.fresh(line),
    }


def _sheet_words(found: GateDay) -> dict[str, Any]:
    return {
        "warning": found.warning,
        "validity": found.validity,
        "how": _(
            "Sign when you come in, and write the time when you leave. Gate: for somebody turned away "
            "write T in the first box, with E if there was no escort, S if no room was free, "
            "R if the regime changed."
        ),
        "headings": [_("Code"), _("Name"), _("Time in"), _("Time out"), _("Signature")],
        "blank_lines": BLANK_LINES,
        "empty": found.empty,
        "entrances": [
            {
                "heading": _heading(name, lines),
                "lines": [
                    {
                        "code": line.code,
                        "name": line.name,
                        "detail": " · ".join(
                            part for part in (line.organisation, clock(line.starts_at)) if part
                        ),
                    }
                    for line in lines
                ],
            }
            for name, lines in found.by_entrance()
        ],
    }


def _heading(entrance: str, lines: Sequence[GateLine]) -> str:
    return f"{entrance} ({len(lines)})"


def summary_of(lines: Sequence[GateLine]) -> str:
    """Say how many are expected and how many of them may come in."""
    told = Counter(line.answer for line in lines)
    return translate_plural(
        "{count} person is expected: {yes} may come in, {escorted} with an escort, {no} may not.",
        "{count} people are expected: {yes} may come in, {escorted} with an escort, {no} may not.",
        len(lines),
    ).format(count=len(lines), yes=told[A.YES], escorted=told[A.YES_ESCORTED], no=told[A.NO])


def _table(found: GateDay) -> reports.Table:
    headings = (
        _("Entrance"),
        _("Time"),
        _("Answer"),
        _("What to do"),
        _("Name"),
        _("Organisation"),
        _("For"),
        _("Place"),
        _("Code"),
        _("New or changed"),
    )
    return reports.Table(
        caption=_("Who is expected"),
        columns=tuple(reports.Column(heading) for heading in headings),
        rows=[
            (
                line.entrance,
                clock(line.starts_at),
                sign_of(line.answer),
                gate_words(line.answer),
                line.name,
                line.organisation,
                line.service,
                line.place,
                line.code,
                found.fresh(line),
            )
            for line in found.lines
        ],
        empty=found.empty,
    )
