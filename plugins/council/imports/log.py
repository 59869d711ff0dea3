"""A council's log of proposals: month headings, a date for each meeting, and who was told what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.sdk import imports
from core.sdk import lazy_gettext as _
from plugins.council.enums import HitKind, MemberRole, Theme
from plugins.council.imports.kinds import LogKind
from plugins.council.imports.story import read_outcome
from plugins.council.imports.words import THEMES, role_of, says_no_meeting
from plugins.council.rules.scan import Known
from plugins.council.rules.withholding import withhold

CommonKind = imports.CommonKind
Field = imports.Field
RESIDENT = frozenset({HitKind.NAME_ON_ROLL, HitKind.LIKELY_NAME})
LEFT_OUT = RESIDENT | {HitKind.PRISON_NUMBER}
"""What of a text is not stored. The rest of what is found holds the proposal back, and a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogContext(imports.ImportContext):
    """What the reading of a log depends on beside the row: whose names must not be published."""

    known: Known = field(default_factory=Known)


def without_names(text: str) -> str:
    """Return a text of a row that is not imported as it may be written out again."""
    return withhold(text, Known(), LEFT_OUT)[0]


LOG = imports.Layout(
    name="council_log",
    label=_("Council's log of proposals"),
    fields=(
        Field(name="day", label=_("Date"), headings=("Date", "Meeting", "Date of meeting", "Dyddiad")),
        Field(name="theme", label=_("Theme"), headings=("Theme", "Party", "Subject", "Thema")),
        Field(
            name="proposal",
            label=_("Proposal"),
            headings=("Proposal", "Idea", "What was proposed", "Issue", "Cynnig"),
            keep=without_names,
        ),
        Field(name="who", label=_("Who by"), headings=("Who by", "By", "Raised by"), keep=without_names),
        Field(
            name="response",
            label=_("Response"),
            headings=("Response", "Answer", "Action taken", "Ymateb"),
            keep=without_names,
        ),
        Field(name="agreed", label=_("Agreed?"), headings=("Agreed?", "Agreed", "Decision", "Outcome")),
        Field(name="done", label=_("Done?"), headings=("Done?", "Done", "Completed", "Status")),
    ),
    needs=(("proposal",), ("agreed", "response")),
    fewest_fields=3,
    skip=says_no_meeting,
    never=imports.NEVER_READ,
)


def read_row(row: imports.RowReader, context: imports.ImportContext) -> Mapping[str, imports.Plain]:
    """Read one proposal: its words without whom they name, its answer, and how far it is."""
    known = context.known if isinstance(context, LogContext) else Known()
    proposal, named = _read_text(row, "proposal", known)
    response, named_there = _read_text(row, "response", known)
    if not proposal:
        row.flag(LogKind.MISSING_PROPOSAL, "proposal")
    day = _read_day(row)
    values: dict[str, imports.Plain] = {
        "day": day,
        "theme": _read_theme(row).value,
        "proposal": proposal,
        "raised_by": role_of(row.word("who")).value if row.has_column("who") else MemberRole.COUNCIL_MEMBER,
        "response": response,
        "is_held_back": named or named_there,
    }
    return values if day is None else values | _read_status(row, day, context.as_at, response)


def _read_status(row: imports.RowReader, day: date, as_at: date, response: str) -> dict[str, imports.Plain]:
    outcome = read_outcome(row.word("agreed"), row.word("done"), day=day, as_at=as_at, response=response)
    for kind, where in outcome.said:
        row.flag(kind, where)
    return {
        "status": outcome.status.value,
        "answer": outcome.answer.value if outcome.answer else None,
        "doing": outcome.doing.value if outcome.doing else None,
        "done_on": outcome.done_on,
    }


def _read_text(row: imports.RowReader, name: str, known: Known) -> tuple[str, bool]:
    """Return a text without prison numbers and names of people in prison, and whether anything was found."""
    said, raw = row.text(name), row.value(name)
    text, found = withhold(imports.tidy(raw) if isinstance(raw, str) else said, known, LEFT_OUT)
    kinds = {hit.kind for hit in found}
    if HitKind.PRISON_NUMBER in kinds:
        row.flag(CommonKind.PRISON_NUMBER, name)
    if kinds & RESIDENT:
        row.flag(LogKind.RESIDENT_NAME, name)
    if kinds and not kinds & LEFT_OUT:
        row.flag(LogKind.HELD_BACK, name)
    return text, bool(found)


def _read_theme(row: imports.RowReader) -> Theme:
    theme = THEMES.meaning_of(row.word("theme"))
    if theme is None:
        row.flag(LogKind.THEME_UNRECOGNISED, "theme")
    return theme or Theme.OTHER


def _read_day(row: imports.RowReader) -> date | None:
    """Return the day of the meeting: a blank takes the one above it, within the same month."""
    column = row.table.columns.get("day")
    day = row.date("day")
    if day is None and column is not None and row.value("day") is None:
        day = _day_above(row.table, row.row.number, column)
        if day is not None:
            row.flag(CommonKind.FILL_DOWN, "day")
    if day is None:
        row.flag(LogKind.MISSING_DAY, "day")
    return day


def _day_above(table: imports.Table, number: int, column: imports.Column) -> date | None:
    place = bisect_left(table.records, number, key=lambda record: record[0].number)
    section = table.records[place][1]
    for row, above in reversed(table.records[:place]):
        if above != section:
            return None
        value = row.value(column.index)
        if value is not None:
            return imports.read_date(value, date1904=table.sheet.date1904).day
    return None


def compare_rows(
    table: imports.Table, records: Sequence[imports.Record], context: imports.ImportContext
) -> None:
    """Find what was asked again word for word: it is linked to the first asking, with its own answer."""
    del context
    column = table.columns.get("proposal")
    seen: dict[str, imports.Record] = {}
    times: dict[str, int] = {}
    for record in records:
        words = imports.fold_phrase(record.text("proposal"))
        earlier = seen.setdefault(words, record)
        times[words] = times.get(words, 0) + 1
        if earlier is not record:
            record.same_as = earlier
            record.flag(CommonKind.DUPLICATE_IN_FILE, column)
            record.values = {again(name, times[words]): value for name, value in record.values.items()}


def again(name: str, time: int) -> str:
    """Name a value of a later asking, so that it stands beside those of the first."""
    return name if time == 1 else f"{name}.{time}"


def count_meetings(table: imports.Table, records: Sequence[imports.Record]) -> tuple[int, int]:
    """Return how many meetings a log tells of: those held, and those that were not."""
    held = {value for one in records for name, value in one.values.items() if name.split(".")[0] == "day"}
    return len(held), len(table.skipped_rows())
