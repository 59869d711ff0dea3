"""The words every report shares, in the report's own language: origin, captions, notes and their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.clock import LONDON
from core.pages.dates import long_moment
from core.reports.cells import Marker, Row, clean_text
from core.reports.document import Figure, ReportDocument, Table
from core.translation import translate


def prison_line(document: ReportDocument) -> str:
    return f"{clean_text(document.prison_name)} ({clean_text(document.prison_code).upper()})"


def as_at_line(document: ReportDocument) -> str:
    return translate("Position on {moment}").format(moment=long_moment(document.as_at))


def origin_line(document: ReportDocument) -> str:
    """Return who made the file and when."""
    return translate("Produced by {name} on {moment}").format(
        name=clean_text(document.produced_by),
        moment=long_moment(document.produced_at),
    )


@dataclass(frozen=True, slots=True)
class NumberedTable:
    """A table with its place in the report: its number, full caption and numbered notes."""

    table: Table
    number: int
    figure: Figure | None
    notes: tuple[tuple[int, str], ...]

    @property
    def label(self) -> str:
        return translate("Table {number}").format(number=self.number)

    @property
    def caption(self) -> str:
        marks = "".join(" " + note_mark(number) for number, _note in self.notes)
        return f"{self.label}: {clean_text(self.table.caption)}{marks}"


def note_mark(number: int) -> str:
    """Return the shorthand for a note, as `[note 1]`."""
    return translate("[note {number}]").format(number=number)


def numbered_tables(document: ReportDocument) -> list[NumberedTable]:
    """Return every table with its number; notes are numbered through the report, equal ones once."""
    blocks = [block for section in document.sections for block in section.blocks]
    known: dict[str, int] = {}
    numbered: list[NumberedTable] = []
    for block in blocks:
        figure = block if isinstance(block, Figure) else None
        table = figure.table if figure else block
        if isinstance(table, Table):
            words = [clean_text(note) for note in table.notes]
            notes = tuple((known.setdefault(note, len(known) + 1), note) for note in words)
            numbered.append(NumberedTable(table, len(numbered) + 1, figure, notes))
    return numbered


def markers_in(rows: Iterable[Row]) -> set[Marker]:
    return {cell for row in rows for cell in row if isinstance(cell, Marker)}


def marker_line(marker: Marker) -> str:
    """Return a shorthand with its meaning, as `[x] not available`."""
    return f"{marker.value} {marker.label}"


def file_stem(document: ReportDocument, code: str) -> str:
    """Return the name of the file without its extension: prison, report, London date."""
    day = document.as_at.astimezone(LONDON).strftime("%Y-%m-%d")
    return f"{document.prison_code.lower()}-{code.replace('.', '-').replace('_', '-')}-{day}"
