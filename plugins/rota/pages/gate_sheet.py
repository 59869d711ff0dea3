"""The page on which a sign-in sheet is typed back: one row a line, in the printed order, two boxes each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.enums import SessionOutcome
from plugins.rota.pages.gate_words import DOCUMENTS, day_asked, day_page
from plugins.rota.permissions import GATE_RECORD
from plugins.rota.rules.gate_sheet import LETTERS, field_of

LINES_A_PAGE = 100
"""What a page of some 60 kB holds; a longer sheet goes on, on the next."""
BEFORE = "before"
"""What stood in the boxes when the page was drawn: only what is other than that is written."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines and sessions on this page of the sheet."""

    entrances: tuple[str, ...]
    entrance: str
    number: int
    count: int
    lines: Sequence[Mapping[str, Any]]
    sessions: Sequence[Mapping[str, Any]]


def part_asked(data: pages.Data, request: pages.PageRequest) -> Part:
    """Return the page of the sheet that the address asks for: an entrance, and which hundred lines of it."""
    sheet, entrance = data["rotaSheet"], request.first("entrance")
    entrances = tuple(dict.fromkeys(one["entrance"] for one in sheet["sessions"]))
    entrance = entrance if entrance in entrances else ""
    lines = [one for one in sheet["lines"] if entrance in {"", one["entrance"]}]
    count = max(1, -(-len(lines) // LINES_A_PAGE))
    asked = request.first("part")
    number = min(max(int(asked), 1), count) if asked.isascii() and asked.isdecimal() else 1
    start = (number - 1) * LINES_A_PAGE
    return Part(
        entrances=entrances,
        entrance=entrance,
        number=number,
        count=count,
        lines=lines[start : start + LINES_A_PAGE],
        # What became of the sessions is asked once, after the last line.
        sessions=[one for one in sheet["sessions"] if number == count and entrance in {"", one["entrance"]}],
    )


def _key(session: Mapping[str, Any]) -> str:
    return UUID(session["id"]).hex


def _fields(data: pages.Data, request: pages.PageRequest) -> Iterator[pages.Field]:
    part = part_asked(data, request)
    yield pages.HiddenField(name=BEFORE)
    for line in part.lines:
        for box, label in (("in", _("time in")), ("out", _("time out"))):
            said = f"{line['code']} {line['name']}: {label}"
            name = field_of(line["code"], box)
            yield pages.TextField(name=name, label=said, max_length=10, required=False, autocomplete="off")
    for session in part.sessions:
        yield from _session_fields(session)


def _session_fields(session: Mapping[str, Any]) -> Iterator[pages.Field]:
    key, name = _key(session), f"{session['startsAt']} {session['service']}"
    yield pages.SelectField(
        name=field_of(key, "outcome"),
        label=translate("{session}: what became of it").format(session=name),
        choices=pages.each_of(SessionOutcome),
        nothing=_("Not known yet"),
        required=False,
    )
    for box, label, most in (
        ("attendance", _("{session}: how many people in prison took part"), 500),
        ("late", _("{session}: minutes it began late"), 1440),
    ):
        yield pages.NumberField(
            name=field_of(key, box), label=str(label).format(session=name), most=most, required=False
        )


def _initial(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    part = part_asked(data, request)
    form: dict[str, str | int | None] = {}
    for line in part.lines:
        form[field_of(line["code"], "in")] = line["arrived"] or None
        form[field_of(line["code"], "out")] = line["left"] or None
    for session in part.sessions:
        key = _key(session)
        form[field_of(key, "outcome")] = session["outcome"]
        form[field_of(key, "attendance")] = session["attendance"]
        form[field_of(key, "late")] = session["lateMinutes"]
    before = ";".join(f"{name}={value}" for name, value in form.items() if value is not None)
    return {BEFORE: before, **form}


def _arguments(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    """Send the rows that are other than when the page was drawn, so that two people can share a sheet."""
    before = dict(pair.split("=", 1) for pair in str(form.get(BEFORE) or "").split(";") if "=" in pair)
    rows: dict[str, dict[str, Any]] = {}
    for name, value in form.items():
        row, _dash, box = name.rpartition("-")
        if row:
            rows.setdefault(row, {})[box] = value
    changed = {
        row: boxes
        for row, boxes in rows.items()
        if any(_text(value) != before.get(field_of(row, box), "") for box, value in boxes.items())
    }
    return {
        "given": {
            "on": day_asked(request).isoformat(),
            "lines": [_line(row, boxes) for row, boxes in changed.items() if "in" in boxes],
            "sessions": [_session(row, boxes) for row, boxes in changed.items() if "outcome" in boxes],
        }
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _line(code: str, boxes: Mapping[str, Any]) -> pages.Variables:
    return {"code": code, "arrived": boxes["in"] or "", "left": boxes["out"] or ""}


def _session(key: str, boxes: Mapping[str, Any]) -> pages.Variables:
    return {
        "sessionId": str(UUID(key)),
        "outcome": boxes["outcome"],
        "attendance": boxes["attendance"],
        "lateMinutes": boxes["late"],
    }


def _success(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    changed = data["rotaTypeBackSheet"]["changed"]
    sentence = translate_plural("{count} row is written.", "{count} rows are written.", changed)
    here = pages.url("rota.sheet", on=day_asked(request).isoformat())
    query = {name: request.first(name) for name in ("entrance", "part") if request.first(name)}
    if query.get("part", "1").isdecimal() and "part" in query:
        query["part"] = str(int(query["part"]) + 1)
    return pages.Outcome(here.asking(**query) if query else here, sentence.format(count=changed))


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    part, here = part_asked(data, request), pages.url("rota.sheet", on=data["rotaSheet"]["on"])
    return {
        "part": part,
        "letters": LETTERS,
        "rows": [(line, field_of(line["code"], "in"), field_of(line["code"], "out")) for line in part.lines],
        "sessions": [
            (session, *(field_of(_key(session), box) for box in ("outcome", "attendance", "late")))
            for session in part.sessions
        ],
        "entrances": [(one, here.asking(entrance=one)) for one in part.entrances],
        "parts": [(number, here.asking(**_query(part, number))) for number in range(1, part.count + 1)],
        "all_entrances": here,
    }


def _query(part: Part, number: int) -> dict[str, str]:
    query = {"part": str(number)}
    return query | {"entrance": part.entrance} if part.entrance else query


def _heading(data: pages.Data, _request: pages.PageRequest) -> Text:
    day = pages.weekday_date(date.fromisoformat(data["rotaSheet"]["on"]))
    return translate("Type back the sheet of {day}").format(day=day)


SHEET = pages.FormPage(
    name="rota.sheet",
    path="/gate/{on:date}/sheet",
    title=_("Type the sheet back"),
    permission=GATE_RECORD,
    document=DOCUMENTS["sheet"],
    variables=lambda request: {"on": day_asked(request).isoformat()},
    found="rotaSheet",
    heading=_heading,
    present=_present,
    template="rota/sheet.html",
    mutation=DOCUMENTS["type_back_sheet"],
    more_fields=lambda data, request: tuple(_fields(data, request)),
    initial=_initial,
    arguments=_arguments,
    success=_success,
    submit=_("Write this down"),
    dense=True,
    back=lambda data, _request: day_page(date.fromisoformat(data["rotaSheet"]["on"])),
)
