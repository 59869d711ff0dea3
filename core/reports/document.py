"""What a report says, as one typed value: modules build it, the renderers turn it into files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.reports.cells import Kind, Row, check_row
from core.translation import Text, current_language
from core.translation import lazy_gettext as _

WIDEST_PORTRAIT_TABLE = 7
MOST_BARS = 24
MOST_SERIES = 3
NOTHING = _("There is nothing to show.")


class Classification(StrEnum):
    """Government Security Classifications (Cabinet Office, 2023), as far as a prison's own desk goes."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, what its cells hold and its share of the width on paper."""

    heading: Text
    kind: Kind = Kind.TEXT
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. `rows` is read more than once: give a sequence, or an object that can be read anew."""

    caption: Text
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    total: Row | None = None
    empty: Text | None = None
    """What to say when there is no row; a plain sentence when absent."""
    sheet: Text | None = None
    """A short name for its worksheet; `Table 1`, `Table 2` … when absent."""
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        headings = [str(column.heading) for column in self.columns]
        if not headings or "" in headings or len(set(headings)) != len(headings):
            raise ValueError(f"{self.caption}: every column needs a heading of its own")

    @property
    def empty_text(self) -> Text:
        return self.empty or NOTHING

    def checked_rows(self, *, with_total: bool = True) -> Iterator[Row]:
        """Yield the rows and then any total; raise ValueError at the first that does not fit the columns."""
        kinds = tuple(column.kind for column in self.columns)
        number = 0
        for number, row in enumerate(self.rows, start=1):
            yield check_row(row, kinds, where=f"{self.caption}, row {number}")
        if with_total and self.total is not None and number:
            yield check_row(self.total, kinds, where=f"{self.caption}, total")


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Horizontal bars over a table's own rows, so that picture and figures cannot disagree.

    Columns are named by position. Several `values` are stacked in the order given.
    """

    values: tuple[int, ...]
    axis: Text
    category: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart, the table it is drawn from and the one sentence that says what to see in it."""

    chart: BarChart
    table: Table
    summary: Text

    def __post_init__(self) -> None:
        columns = self.table.columns
        if not 1 <= len(self.chart.values) <= MOST_SERIES:
            raise ValueError(f"{self.table.caption}: a chart shows 1 to {MOST_SERIES} columns")
        if not all(columns[index].kind.is_number for index in self.chart.values):
            raise ValueError(f"{self.table.caption}: a chart can only show columns of numbers")
        if not str(self.summary).strip():
            raise ValueError(f"{self.table.caption}: a chart needs a sentence that says what it shows")


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One of the few numbers that answer the reader's question at a glance."""

    value: int
    label: Text


Block = Text | Figure | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and, in reading order, its paragraphs, figures and tables."""

    heading: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A layout of a module's own for the PDF, where paper has a use of its own, such as to be signed.

    The Typst file finds what `report.typ` finds, and `words` as `report.paper`: texts, numbers, lists.
    """

    layout: Path
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """A whole report, with all that must stand on every file: prison, moment, marking and author."""

    title: Text
    prison_name: str
    prison_code: str
    as_at: datetime
    """The moment the figures describe, aware."""
    produced_at: datetime
    produced_by: str
    classification: Classification
    summary: tuple[Text, ...]
    key_numbers: tuple[KeyNumber, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Text, ...] = ()
    """What a reader must know about the whole: sources, definitions, limits."""
    paper: Paper | None = None
    """How it is laid out on paper, where not as every report is."""
    language: str = field(default_factory=current_language)

    def __post_init__(self) -> None:
        if self.as_at.tzinfo is None or self.produced_at.tzinfo is None:
            raise ValueError("A report states its moments with a time zone")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return every table in reading order, those of figures included."""
        blocks = (block for section in self.sections for block in section.blocks)
        found = (block.table if isinstance(block, Figure) else block for block in blocks)
        return tuple(block for block in found if isinstance(block, Table))

    @property
    def is_wide(self) -> bool:
        """Say whether any table needs the long side of the paper."""
        return any(len(table.columns) > WIDEST_PORTRAIT_TABLE for table in self.tables)
