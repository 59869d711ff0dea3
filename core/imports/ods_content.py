"""The content of an .ods file, event by event: tables, rows and cells with their repeat counts."""

from __future__ import annotations

from datetime import date, datetime

from core.imports import limits
from core.imports.cells import Formula, Scalar, SheetError, Value, number_or_text
from core.imports.errors import Fault, Place, Unreadable
from core.imports.grid import TOO_LONG, Grid
from core.imports.sheet import Merge, Sheet
from core.imports.xml_events import Attributes, attribute

SKIPPED = frozenset(
    {
        *("annotation", "tracked-changes", "dde-links", "forms", "shapes", "frame", "custom-shape"),
        *("caption", "control", "ellipse", "g", "line", "measure", "path", "polygon", "polyline", "rect"),
    },
)
"""Elements whose text is not the text of a cell: comments, deleted cells, drawings."""
CELLS = frozenset({"table-cell", "covered-table-cell"})


class ContentReader:
    """Turns the events of `content.xml` into sheets of typed cells."""

    def __init__(self, place: Place) -> None:
        self.sheets: list[Sheet] = []
        self._file = place
        self._skip = 0
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._grid = Grid(place)
        self._sheet: Sheet | None = None
        self._hidden_columns: set[int] = set()
        self._next_column = 0
        self._next_row = 1
        self._row_repeat = 1
        self._row_hidden = False
        self._column = 0
        self._cells: list[Value] = []
        self._merges: list[Merge] = []
        self._cell: Attributes = {}
        self._in_cell = False
        self._paragraphs: list[list[str]] = []
        self._length = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        nested = tag == "table" and self._sheet is not None
        if self._skip or nested or tag in SKIPPED:
            self._skip += 1
            self._count_comment(tag)
        elif tag == "style":
            self._style = attribute(attributes, "name") or ""
        elif tag == "table-properties" and attribute(attributes, "display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            self._start_table(attributes)
        elif self._sheet is not None:
            self._start_inside(tag, attributes)

    def _count_comment(self, tag: str) -> None:
        if tag == "annotation" and self._skip == 1 and self._sheet is not None:
            self._sheet.comments += 1

    def _start_table(self, attributes: Attributes) -> None:
        name = attribute(attributes, "name") or ""
        hidden = (attribute(attributes, "style-name") or "") in self._hidden_styles
        self._sheet = Sheet(name, hidden=hidden)
        self._grid = Grid(Place(self._file.file, name))
        self._hidden_columns, self._merges = set(), []
        self._next_column, self._next_row = 0, 1

    def _start_inside(self, tag: str, attributes: Attributes) -> None:
        if tag in CELLS:
            self._cell, self._in_cell = attributes, True
            self._paragraphs, self._length = [], 0
            self._grid.visit()
        elif tag == "table-row":
            self._row_repeat = _count(attributes, "number-rows-repeated")
            self._row_hidden = attribute(attributes, "visibility") in {"collapse", "filter"}
            self._cells, self._column = [], 0
            self._grid.visit()
        elif tag == "table-column":
            self._add_columns(attributes)
        elif self._in_cell:
            self._start_text(tag, attributes)

    def _start_text(self, tag: str, attributes: Attributes) -> None:
        if tag == "p":
            self._paragraphs.append([])
        elif tag == "s":
            self.text(" " * min(_count(attributes, "c"), limits.TEXT_LENGTH + 1))
        elif tag == "tab":
            self.text("\t")
        elif tag == "line-break":
            self.text("\n")

    def _add_columns(self, attributes: Attributes) -> None:
        count = _count(attributes, "number-columns-repeated")
        if attribute(attributes, "visibility") in {"collapse", "filter"}:
            last = min(self._next_column + count, limits.COLUMNS)
            self._hidden_columns.update(range(self._next_column, last))
        self._next_column += count

    def text(self, data: str) -> None:
        if self._skip or not self._in_cell or not self._paragraphs:
            return
        self._length += len(data)
        if self._length <= limits.TEXT_LENGTH:
            self._paragraphs[-1].append(data)

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._sheet is None:
            return
        elif tag in CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self._end_table(self._sheet)

    def _end_cell(self) -> None:
        self._in_cell = False
        repeat = _count(self._cell, "number-columns-repeated")
        value = self._value()
        self._note_merge()
        if value is not None:
            self._grid.visit(repeat)
            for column in range(self._column, self._column + repeat):
                self._grid.put(self._cells, self._next_row, column, value)
        self._column += repeat

    def _note_merge(self) -> None:
        columns = _count(self._cell, "number-columns-spanned")
        rows = _count(self._cell, "number-rows-spanned")
        if columns > 1 or rows > 1:
            bottom, right = self._next_row + rows - 1, self._column + columns - 1
            self._merges.append(Merge(self._next_row, self._column, bottom, right))

    def _end_row(self) -> None:
        filled = any(value is not None for value in self._cells)
        if filled and self._row_repeat > limits.ROWS:
            raise Unreadable(Fault.TOO_MANY_ROWS, self._grid.place, limit=f"{limits.ROWS:,}")
        for number in range(self._next_row, self._next_row + (self._row_repeat if filled else 0)):
            self._grid.add(number, list(self._cells), hidden=self._row_hidden)
        self._next_row += self._row_repeat

    def _end_table(self, sheet: Sheet) -> None:
        sheet.rows = self._grid.rows
        sheet.merges = tuple(self._merges)
        sheet.hidden_columns = frozenset(self._hidden_columns)
        self.sheets.append(sheet)
        self._sheet = None

    def _value(self) -> Value:
        shown = "\n".join("".join(parts) for parts in self._paragraphs)
        if self._length > limits.TEXT_LENGTH:
            shown = TOO_LONG
        value = _typed(self._cell, shown)
        if any(key.endswith(":formula") for key in self._cell):
            return Formula(value)
        return value


def _count(attributes: Attributes, name: str) -> int:
    text = attribute(attributes, name) or "1"
    return max(1, min(int(text), 2_000_000)) if text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004


def _typed(cell: Attributes, shown: str) -> Scalar | SheetError | None:
    if cell.get("calcext:value-type") == "error":
        return SheetError(shown)
    kind = cell.get("office:value-type") or attribute(cell, "value-type")
    if kind in {"float", "percentage", "currency"}:
        return number_or_text(attribute(cell, "value") or shown)
    if kind == "date":
        return _date(attribute(cell, "date-value") or shown)
    if kind == "time":
        return _time(attribute(cell, "time-value") or "", shown)
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    return shown or attribute(cell, "string-value") or None


def _date(text: str) -> Scalar:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return date(moment.year, moment.month, moment.day) if midnight else moment


def _time(text: str, shown: str) -> Scalar:
    """Read an ISO 8601 duration such as `PT13H30M00S` as the time of day it stands for."""
    try:
        return datetime.strptime(text[:11], "PT%HH%MM%SS").time()  # noqa: DTZ007 -- a time of day
    except ValueError:
        return shown or text
