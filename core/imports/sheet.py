"""The one table model that CSV, XLSX and ODS are read into: only rows that hold something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.imports.cells import Value, is_filled
from core.imports.errors import Fault, Place, Unreadable


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(slots=True)
class Row:
    """One row that holds something. Cells count from 0; the list ends with the last filled cell."""

    number: int
    """As the person sees it: the row of the spreadsheet, or the first physical line of the record."""
    ordinal: int
    """How many rows down it is, blank ones counted; differs from `number` where a record spans lines."""
    cells: list[Value]
    hidden: bool = False
    width: int | None = None
    """The fields written down in this line of a CSV file; None in a spreadsheet, where every row is full."""

    def value(self, column: int) -> Value:
        return self.cells[column] if column < len(self.cells) else None

    def filled(self) -> list[int]:
        """Return the columns in which somebody typed something."""
        return [column for column, value in enumerate(self.cells) if is_filled(value)]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells joined into one: first and last row and column, rows as numbered, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet, or the only table of a CSV file."""

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    comments: int = 0
    coloured_rows: frozenset[int] = frozenset()
    """Rows with a filled-in background. What the colour means is never guessed."""
    date1904: bool = False

    def row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.number == number), None)

    def merges_by_top(self) -> dict[int, list[Merge]]:
        """Return the joined cells by the row they begin in."""
        found: dict[int, list[Merge]] = {}
        for merge in self.merges:
            found.setdefault(merge.top, []).append(merge)
        return found


@dataclass(frozen=True, slots=True)
class SheetName:
    name: str
    hidden: bool = False


@dataclass(slots=True)
class Workbook:
    """A file that has been opened: its sheets are read when asked for, and once."""

    file: str
    kind: FileKind
    names: Sequence[SheetName]
    reader: Callable[[str], Sheet]
    encoding: str | None = None
    delimiter: str | None = None
    separator_hint: bool = False
    byte_order_mark: bool = False
    _read: dict[str, Sheet] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        """Read a sheet; Unreadable when there is none of this name."""
        if name not in {sheet.name for sheet in self.names}:
            known = ", ".join(sheet.name for sheet in self.names if not sheet.hidden)
            raise Unreadable(Fault.NO_SUCH_SHEET, Place(self.file, name), sheets=known)
        if name not in self._read:
            self._read[name] = self.reader(name)
        return self._read[name]
