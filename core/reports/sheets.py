"""A report as worksheets, the same for every spreadsheet format: cover, notes, then one table a sheet.

Follows the Analysis Function's "Releasing statistics in spreadsheets": tables begin in column A, their header
row is marked; no merged cells, blank rows, hidden rows, frozen panes, filters or pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from core.errors import Invalid
from core.reports.cells import Kind, Marker, Row, clean_text
from core.reports.document import Column, ReportDocument
from core.reports.wording import (
    NumberedTable,
    as_at_line,
    markers_in,
    note_mark,
    numbered_tables,
    origin_line,
    prison_line,
)
from core.translation import lazy_gettext as _
from core.translation import translate

FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
LONGEST_NAME = 31
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_000
"""Excel's limits: letters of a sheet's name and of a cell; rows of a sheet, less those above the table."""


class Weight(Enum):
    """How a line above a table is set."""

    TITLE = auto()
    HEADING = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line in column A; `sheet` is the name of the sheet it leads to."""

    text: str
    weight: Weight = Weight.PLAIN
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: lines in column A and, right under them, at most one table."""

    name: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...] = ()
    source: Iterable[Row] = ()
    row_count: int = 0
    has_total: bool = False

    def rows(self) -> Iterator[Row]:
        """Yield the rows, refusing more than a worksheet can hold."""
        for number, row in enumerate(self.source):
            if number >= MOST_ROWS:
                raise Invalid(TOO_LONG)
            yield row


TOO_LONG = _("This table is too long for a spreadsheet. Narrow the list down, or choose CSV.")


@dataclass(frozen=True, slots=True)
class _TableRows:
    """Reads a table's checked rows anew each time."""

    numbered: NumberedTable

    def __iter__(self) -> Iterator[Row]:
        return self.numbered.table.checked_rows()


def sheets_of(document: ReportDocument) -> list[Sheet]:
    """Return the worksheets in order, in the language in use."""
    numbered = numbered_tables(document)
    names = _sheet_names(numbered)
    notes = _notes(document, numbered)
    tables = [_table_sheet(document, entry, name) for entry, name in zip(numbered, names, strict=True)]
    return [_cover(document, [*notes, *tables]), *notes, *tables]


def _cover(document: ReportDocument, sheets: list[Sheet]) -> Sheet:
    lines = [
        Line(clean_text(document.title), Weight.TITLE),
        Line(document.classification.value, Weight.HEADING),
        Line(prison_line(document)),
        Line(as_at_line(document)),
        Line(origin_line(document)),
        *_headed(translate("In short"), document.summary),
        *(Line(f"{number.value:,} {clean_text(number.label)}") for number in document.key_numbers),
        Line(translate("In this file"), Weight.HEADING),
        *(Line(sheet.lines[0].text, sheet=sheet.name) for sheet in sheets),
        *_headed(translate("About these figures"), document.notes),
    ]
    return Sheet(translate("Cover"), tuple(lines))


def _headed(heading: str, texts: Iterable[object]) -> Iterator[Line]:
    """Yield a heading and its lines, or nothing when there is no line."""
    lines = [Line(clean_text(str(text))) for text in texts]
    if lines:
        yield Line(heading, Weight.HEADING)
        yield from lines


def _notes(document: ReportDocument, numbered: list[NumberedTable]) -> list[Sheet]:
    """Return the sheet of notes and shorthand, or none where no table needs it."""
    texts = dict(note for entry in numbered for note in entry.notes)
    used = {marker for entry in numbered for marker in markers_in(entry.table.checked_rows())}
    rows: list[Row] = [
        *((note_mark(number), text) for number, text in sorted(texts.items())),
        *((marker.value, marker.label) for marker in Marker if marker in used),
    ]
    if not rows:
        return []
    columns = (Column(translate("Mark"), share=0.5), Column(translate("Meaning"), share=3))
    lines = (Line(translate("Notes and shorthand"), Weight.TITLE), Line(_source_line(document)))
    return [Sheet(translate("Notes"), lines, columns, rows, len(rows))]


def _table_sheet(document: ReportDocument, numbered: NumberedTable, name: str) -> Sheet:
    table = numbered.table
    count = sum(1 for _row in table.checked_rows())
    lines = [Line(numbered.caption, Weight.TITLE), Line(_source_line(document))]
    if not count:
        lines.append(Line(clean_text(table.empty_text)))
    has_total = table.total is not None and count > 0
    return Sheet(name, tuple(lines), table.columns, _TableRows(numbered), count, has_total)


def _source_line(document: ReportDocument) -> str:
    """Return the line that keeps a sheet recognisable when it is printed or copied alone."""
    parts = (
        document.classification.value,
        prison_line(document),
        as_at_line(document),
        origin_line(document),
    )
    return " · ".join(parts)


def _sheet_names(numbered: list[NumberedTable]) -> list[str]:
    """Return a legal name for each table's sheet, no two alike to Excel, which ignores case."""
    taken = {translate("Cover").casefold(), translate("Notes").casefold(), "history"}
    names: list[str] = []
    for entry in numbered:
        wish = clean_text(entry.table.sheet or "").translate(FORBIDDEN_IN_NAMES).replace("\n", " ")
        name = wish.strip(" '\t")[:LONGEST_NAME].strip(" '\t")
        if not name or name.casefold() in taken:
            name = entry.label
        taken.add(name.casefold())
        names.append(name)
    return names


def cell_text(text: object) -> str:
    """Return text as a spreadsheet cell can hold it, the end cut off where it is too long."""
    clean = clean_text(str(text))
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - 2] + " …"


def width_of(column: Column) -> float:
    """Return the width of a column in letters."""
    return max(14.0, 28.0 * column.share) if column.kind is Kind.TEXT else 16.0
