"""Finding the row of headings, wherever it is, and matching its columns to the fields of a layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.imports import limits
from core.imports.cells import is_filled, text_of
from core.imports.layout import Field, Layout, NeverRead
from core.imports.problems import Column
from core.imports.sheet import Row, Sheet
from core.texts import fold_words, tidy

LONGEST_HEADING = 80
"""Longer texts are titles and remarks, never headings."""
REPEATED_SHARE = 2 / 3
"""Of the cells in a row, how many must be headings once more for the row to be the header repeated."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What was decided about one column of the sheet."""

    column: Column
    field: Field | None = None
    hidden: bool = False
    withheld: NeverRead | None = None
    """Set for a column that is never read: it is named, offered to nobody, and its cells are gone."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headings and its columns."""

    row: int
    ordinal: int
    headings: tuple[Heading, ...]

    def fields(self) -> frozenset[str]:
        return frozenset(heading.field.name for heading in self.headings if heading.field is not None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the header: the ways to read each of its columns, the likeliest first."""

    row: Row
    readings: Mapping[int, tuple[str, ...]]

    def exact_fields(self, layout: Layout) -> int:
        """Count the fields whose headings are here exactly as people write them."""
        found = {
            field.name
            for readings in self.readings.values()
            if (field := next(filter(None, map(layout.field_for, readings)), None)) is not None
        }
        return len(found)


def clean_heading(text: str) -> str:
    """Return a heading on one line, without stray spaces."""
    return " ".join(tidy(text).split())


def heading_texts(row: Row, sheet: Sheet) -> dict[int, str]:
    """Return the texts of a row by column; a text in cells joined sideways stands over each of them."""
    texts = {
        column: clean_heading(text_of(value))
        for column, value in enumerate(row.cells)
        if is_filled(value) and isinstance(value, str)
    }
    for merge in sheet.merges:
        if merge.top == row.number and merge.left in texts:
            for column in range(merge.left, min(merge.right, limits.COLUMNS - 1) + 1):
                texts.setdefault(column, texts[merge.left])
    return {column: text for column, text in texts.items() if text and len(text) <= LONGEST_HEADING}


def candidates(sheet: Sheet) -> list[Candidate]:
    """Return the first rows, each by itself and together with the row above it."""
    found: list[Candidate] = []
    above: Row | None = None
    for row in sheet.rows[: limits.HEADER_SEARCH_ROWS]:
        texts = heading_texts(row, sheet)
        found.append(Candidate(row, {column: (text,) for column, text in texts.items()}))
        if above is not None and above.number == row.number - 1 and len(above.filled()) > 1:
            found.append(Candidate(row, _joined(heading_texts(above, sheet), texts)))
        above = row
    return found


def _joined(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    readings: dict[int, tuple[str, ...]] = {}
    for column in sorted({*upper, *lower}):
        both = [text for text in (upper.get(column), lower.get(column)) if text]
        readings[column] = (" ".join(both), *reversed(both)) if len(both) > 1 else (both[0],)
    return readings


def find_header(
    sheet: Sheet,
    layout: Layout,
    *,
    row: int | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Header | None:
    """Return the best header among the first rows, or the one at a row the person chose; None without one."""
    rows = [candidate for candidate in candidates(sheet) if row in {None, candidate.row.number}]
    if not rows:
        return None
    best = max(rows, key=lambda candidate: candidate.exact_fields(layout))
    header = _match(best, sheet, layout, remembered or {})
    fits = not missing_fields(header, layout) and len(header.fields()) >= layout.fewest_fields
    return header if row is not None or fits else None


def missing_fields(header: Header, layout: Layout) -> list[tuple[Field, ...]]:
    """Return the groups of fields of which the header has none, though the table needs one."""
    names = header.fields()
    return [
        tuple(layout.by_name[name] for name in group)
        for group in layout.needs
        if not names.intersection(group)
    ]


def _match(candidate: Candidate, sheet: Sheet, layout: Layout, remembered: Mapping[str, str]) -> Header:
    """Give each column its field: as remembered, then by exact headings, then by nearly known ones."""
    taken: dict[int, tuple[str, Field]] = {}

    def recall(heading: str) -> Field | None:
        return layout.by_name.get(remembered.get(fold_words(heading), ""))

    left_out = {
        column
        for column, readings in candidate.readings.items()
        if any(remembered.get(fold_words(reading)) == "" for reading in readings)
    }

    ways: tuple[Callable[[str], Field | None], ...] = (recall, layout.field_for, layout.field_like)
    for look_up in ways:
        for column, readings in sorted(candidate.readings.items()):
            if column in taken or column in left_out:
                continue
            used = {field.name for _, field in taken.values()}
            match = _first_free(readings, look_up, used)
            if match is not None:
                taken[column] = match
    headings = tuple(
        Heading(
            Column(column, taken[column][0] if column in taken else readings[0]),
            taken[column][1] if column in taken else None,
            hidden=column in sheet.hidden_columns,
        )
        for column, readings in sorted(candidate.readings.items())
    )
    return Header(candidate.row.number, candidate.row.ordinal, headings)


def _first_free(
    readings: tuple[str, ...],
    look_up: Callable[[str], Field | None],
    used: set[str],
) -> tuple[str, Field] | None:
    for reading in readings:
        field = look_up(reading)
        if field is not None and field.name not in used:
            return reading, field
    return None


def repeats_header(row: Row, headings: Mapping[int, str]) -> bool:
    """Say whether a row further down is the header once more; headings are given folded, by column."""
    filled = row.filled()
    if len(filled) < 2 or not _is_heading(row, filled[0], headings):  # noqa: PLR2004 -- one cell is no header
        return False
    return sum(_is_heading(row, column, headings) for column in filled) >= len(filled) * REPEATED_SHARE


def _is_heading(row: Row, column: int, headings: Mapping[int, str]) -> bool:
    return fold_words(text_of(row.value(column))) == headings.get(column, "") != ""
