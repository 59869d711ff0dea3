"""Collecting the cells of a sheet row by row, within the limits, whatever order and gaps the file has."""

from __future__ import annotations

from typing import NoReturn

from core.imports import limits
from core.imports.cells import Value, saved_value
from core.imports.errors import Fault, Place, Unreadable
from core.imports.sheet import Row

TOO_LONG = "\N{REPLACEMENT CHARACTER}" * (limits.TEXT_LENGTH + 1)
"""Stands for a text too long to keep; the cell that shows it is then refused by its place."""


class Grid:
    """The rows of one spreadsheet sheet while it is being read."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.rows: list[Row] = []
        self._filled = 0
        self._visited = 0

    def visit(self, cells: int = 1) -> None:
        """Count cells the file writes down, so that a million blank ones cannot keep the reader busy."""
        self._visited += cells
        if self._visited > limits.VISITED_CELLS:
            raise Unreadable(Fault.TOO_MANY_CELLS, self.place)

    def add(self, number: int, cells: list[Value], *, hidden: bool = False) -> None:
        """Keep a row, unless it holds nothing."""
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            return
        self._filled += len(cells)
        if self._filled > limits.FILLED_CELLS:
            raise Unreadable(Fault.TOO_MANY_CELLS, self.place)
        if len(self.rows) >= limits.ROWS:
            raise Unreadable(Fault.TOO_MANY_ROWS, self.place, limit=f"{limits.ROWS:,}")
        self.rows.append(Row(number, number, cells, hidden))

    def put(self, cells: list[Value], number: int, column: int, value: Value) -> None:
        """Put a value at a column (from 0) of the row being read; Unreadable past the limits."""
        if column >= limits.COLUMNS:
            place = self.place.at(number, column + 1)
            raise Unreadable(Fault.TOO_MANY_COLUMNS, place, limit=limits.COLUMNS)
        if len(cells) <= column:
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
        plain = saved_value(value)
        if isinstance(plain, str) and is_absurd(plain):
            refuse_text(plain, self.place.at(number, column + 1))


def is_absurd(text: str) -> bool:
    """Say whether this is a text that no list of this kind holds."""
    return len(text) > limits.TEXT_LENGTH or "\0" in text


def refuse_text(text: str, place: Place) -> NoReturn:
    """Refuse the file for an absurd text in a cell."""
    if len(text) > limits.TEXT_LENGTH:
        raise Unreadable(Fault.CELL_TOO_LONG, place, limit=f"{limits.TEXT_LENGTH:,}")
    raise Unreadable(Fault.NUL, place)
