"""A table found on a sheet: its header, its columns, and its rows sorted into records and everything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.imports.cells import Formula, SheetError, Value, is_filled, text_of
from core.imports.dates import read_date_text
from core.imports.errors import Place
from core.imports.header import Header, Heading, find_header, repeats_header
from core.imports.layout import Layout
from core.imports.privacy import has_prison_number, has_sensitive_words
from core.imports.problems import Column
from core.imports.sheet import Merge, Row, Sheet
from core.imports.withholding import find_forbidden, without_columns
from core.texts import fold_words, tidy

TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?(?: (?:number|of|people|names|partners|volunteers|services|\d+))*"
    r"|(?:no|number)(?: of)?(?: people)? (?:trained|completed|done)",
)


class RowKind(StrEnum):
    """What a row below the header is, if not a record."""

    SECTION = "section"
    REPEATED_HEADER = "repeated_header"
    TOTAL = "total"
    REMARK = "remark"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Table:
    """A table ready to be interpreted. The cells of withheld columns are no longer in it."""

    file: str
    sheet: Sheet
    layout: Layout
    header: Header
    columns: Mapping[str, Column]
    """The column of each field that is imported."""
    withheld: Mapping[Column, int]
    """Columns that are never read, and how many filled cells each had."""
    records: list[tuple[Row, str | None]] = field(default_factory=list)
    """The rows about one person or thing each, and the section heading they stand under."""
    others: dict[RowKind, list[int]] = field(default_factory=dict)
    totals: dict[int, dict[str, Value]] = field(default_factory=dict)
    """What the total rows say, by row and heading: shown, never believed."""
    blank_rows: int = 0
    rows_below_header: int = 0

    def skipped_rows(self) -> frozenset[int]:
        """Return the rows that the layout says are about nobody."""
        return frozenset(self.others.get(RowKind.SKIPPED, ()))

    @property
    def place(self) -> Place:
        return Place(self.file, None if self.sheet.name == self.file else self.sheet.name)


def find_table(
    file: str,
    sheet: Sheet,
    layout: Layout,
    *,
    header_row: int | None = None,
    remembered: Mapping[str, str] | None = None,
    chosen: Mapping[int, str | None] | None = None,
) -> Table | None:
    """Find the table of a layout on a sheet, its columns as suggested, remembered or chosen.

    None without one. `chosen` gives columns (from 0) another field, or none; never a withheld column.
    """
    forbidden = find_forbidden(sheet, layout, row=header_row)
    clean = without_columns(sheet, forbidden)
    header = find_header(clean, layout, row=header_row, remembered=remembered)
    if header is None:
        return None
    wanted = {index: name for index, name in (chosen or {}).items() if index not in forbidden}
    headings = [*_choose(header, layout, wanted), *forbidden.values()]
    header = replace(header, headings=tuple(sorted(headings, key=lambda heading: heading.column.index)))
    withheld = {
        heading.column: _count_cells(sheet, heading.column, below=header.row)
        for heading in forbidden.values()
    }
    columns = {
        heading.field.name: heading.column
        for heading in header.headings
        if heading.field is not None
        and heading.field.left_out is None
        and (not heading.hidden or heading.column.index in wanted)
    }
    table = Table(file, clean, layout, header, columns, withheld)
    _sort_rows(table)
    return table


def _choose(header: Header, layout: Layout, chosen: Mapping[int, str | None]) -> tuple[Heading, ...]:
    given = {name for name in chosen.values() if name is not None}
    headings = []
    for heading in header.headings:
        index = heading.column.index
        if index in chosen:
            headings.append(replace(heading, field=layout.by_name.get(chosen[index] or "")))
        elif heading.field is not None and heading.field.name in given:
            headings.append(replace(heading, field=None))
        else:
            headings.append(heading)
    return tuple(headings)


def _count_cells(sheet: Sheet, column: Column, *, below: int) -> int:
    name = fold_words(column.heading)
    values = (row.value(column.index) for row in sheet.rows if row.number > below)
    return sum(is_filled(value) and fold_words(text_of(value)) != name for value in values)


def _sort_rows(table: Table) -> None:
    header = table.header
    headings = {heading.column.index: fold_words(heading.column.heading) for heading in header.headings}
    merges = table.sheet.merges_by_top()
    section: str | None = None
    last, filled_rows = header.ordinal, 0
    for row in table.sheet.rows:
        if row.number <= header.row:
            continue
        filled = row.filled()
        if not filled:
            continue
        last, filled_rows = row.ordinal, filled_rows + 1
        kind = _kind_of(row, filled, table, headings, merges.get(row.number, []))
        if kind is None:
            table.records.append((row, section))
            continue
        table.others.setdefault(kind, []).append(row.number)
        if kind is RowKind.SECTION:
            section = _safe_section(text_of(row.value(filled[0])))
        elif kind is RowKind.TOTAL:
            table.totals[row.number] = _saved(row, header)
    table.rows_below_header = last - header.ordinal
    table.blank_rows = table.rows_below_header - filled_rows


def _safe_section(text: str) -> str | None:
    """Return a section heading; None when it says what must not be kept of the people under it."""
    heading = tidy(text)
    return None if has_sensitive_words(heading) or has_prison_number(heading) else heading


def _kind_of(
    row: Row,
    filled: list[int],
    table: Table,
    headings: Mapping[int, str],
    merges: list[Merge],
) -> RowKind | None:
    text = text_of(row.value(filled[0]))
    if TOTAL.fullmatch(fold_words(text)):
        return RowKind.TOTAL
    if table.layout.skip is not None and _is_skipped(row, filled, table.layout.skip):
        return RowKind.SKIPPED
    if len(filled) == 1:
        joined = any(merge.left <= filled[0] <= merge.right > merge.left for merge in merges)
        shouted = filled[0] == min(headings, default=0) and text.isupper() and " " in text.strip()
        return RowKind.SECTION if joined or shouted else RowKind.REMARK
    return RowKind.REPEATED_HEADER if repeats_header(row, headings) else None


def _is_skipped(row: Row, filled: list[int], skip: Callable[[str], bool]) -> bool:
    texts = (value for column in filled if isinstance(value := row.value(column), str))
    first = next((text for text in texts if read_date_text(text).day is None), None)
    return first is not None and skip(tidy(first))


def _saved(row: Row, header: Header) -> dict[str, Value]:
    """Return the figures a total row was saved with."""
    saved: dict[str, Value] = {}
    for heading in header.headings:
        value = row.value(heading.column.index)
        if isinstance(value, Formula) and isinstance(value.saved, int | float):
            saved[heading.column.heading] = value.saved
        elif isinstance(value, int | float) and not isinstance(value, SheetError):
            saved[heading.column.heading] = value
    return saved
