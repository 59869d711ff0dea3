"""One worksheet part of an .xlsx file, event by event."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from core.imports import limits
from core.imports.cells import Formula, Scalar, SheetError, Value, number_or_text
from core.imports.grid import TOO_LONG, Grid
from core.imports.sheet import Merge
from core.imports.xlsx_package import NumberFormat, Styles, unescape
from core.imports.xml_events import Attributes

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 -- a spreadsheet's dates have no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
LAST_SERIAL = 2_957_003
"""31 December 9999 counted from 1904, the later of the two beginnings."""
SECONDS = 86_400
FIRST_TRUE_SERIAL = 61
"""Before 1 March 1900 the serial numbers are one off: Lotus thought 1900 a leap year, and Excel kept it."""
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def column_number(letters: str) -> int:
    """Return the column of its letters, from 0; ValueError for anything but A to Z."""
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def from_serial(serial: float, meaning: NumberFormat, *, date1904: bool) -> Scalar:
    """Turn a day count into the date or time its cell shows; the number itself where it cannot be one."""
    if not 0 <= serial <= LAST_SERIAL:
        return serial
    if meaning is NumberFormat.TIME and serial < 1:
        seconds = round(serial * SECONDS) % SECONDS
        return time(seconds // 3600, seconds % 3600 // 60, seconds % 60)
    moment = (EPOCH_1904 if date1904 else EPOCH_1900) + timedelta(seconds=round(serial * SECONDS))
    if not date1904 and serial < FIRST_TRUE_SERIAL:
        moment += timedelta(days=1)
    return moment.date() if serial == int(serial) else moment


class SheetReader:
    """Turns the events of a worksheet into rows of typed cells."""

    def __init__(self, grid: Grid, texts: list[str], styles: Styles, *, date1904: bool) -> None:
        self.grid = grid
        self.hidden_columns: set[int] = set()
        self.merges: list[Merge] = []
        self.coloured_rows: set[int] = set()
        self._texts = texts
        self._formats = styles.formats
        self._coloured_styles = styles.coloured
        self._date1904 = date1904
        self._columns: dict[str, int] = {}
        self._row = 0
        self._row_hidden = False
        self._cells: list[Value] = []
        self._column = -1
        self._type = "n"
        self._style = 0
        self._formula = False
        self._parts: list[str] = []
        self._length = 0
        self._collecting = False
        self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "t"}:
            self._collecting = not self._phonetic
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "col" and attributes.get("hidden") in {"1", "true"}:
            self._hide_columns(int(attributes.get("min", "1")), int(attributes.get("max", "1")))
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdigit() else self._row + 1
        self._row_hidden = attributes.get("hidden") in {"1", "true"}
        self._cells, self._column = [], -1
        self.grid.visit()

    def _start_cell(self, attributes: Attributes) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        if letters:
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_number(letters)
            self._column = column
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdigit() else 0
        self._formula = False
        self._parts, self._length = [], 0
        self.grid.visit()

    def _hide_columns(self, first: int, last: int) -> None:
        self.hidden_columns.update(range(first - 1, min(last, limits.COLUMNS)))

    def _merge(self, reference: str) -> None:
        found = RANGE.fullmatch(reference)
        if found is not None and len(self.merges) < limits.ROWS:
            left, right = column_number(found[1]), column_number(found[3])
            self.merges.append(Merge(int(found[2]), left, int(found[4]), right))

    def text(self, data: str) -> None:
        if self._collecting:
            self._length += len(data)
            if self._length <= limits.TEXT_LENGTH:
                self._parts.append(data)

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._collecting = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self.grid.add(self._row, self._cells, hidden=self._row_hidden)
        elif tag == "rPh":
            self._phonetic = False

    def _end_cell(self) -> None:
        shown = self._scalar("".join(self._parts)) if self._parts else None
        if self._length > limits.TEXT_LENGTH:
            shown = TOO_LONG
        if shown is None and not self._formula:
            return
        value: Value = Formula(shown) if self._formula else shown
        if self._style < len(self._coloured_styles) and self._coloured_styles[self._style]:
            self.coloured_rows.add(self._row)
        self.grid.put(self._cells, self._row, self._column, value)

    def _scalar(self, text: str) -> Scalar | SheetError | None:
        kind = self._type
        if kind == "s":
            index = int(text) if text.isdigit() else -1
            return self._texts[index] or None if 0 <= index < len(self._texts) else None
        if kind == "n":
            return self._number(text)
        if kind in {"str", "inlineStr"}:
            return unescape(text) or None
        if kind == "b":
            return text.strip() in {"1", "true"}
        if kind == "e":
            return SheetError(text.strip())
        return _iso_date(text) if kind == "d" else text

    def _number(self, text: str) -> Scalar:
        number = number_or_text(text)
        meaning = self._formats[self._style] if self._style < len(self._formats) else NumberFormat.NUMBER
        if meaning is NumberFormat.NUMBER or not isinstance(number, int | float):
            return number
        return from_serial(number, meaning, date1904=self._date1904)


def _iso_date(text: str) -> Scalar:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return text
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return date(moment.year, moment.month, moment.day) if midnight else moment
