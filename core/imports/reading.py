"""Reading the cells of one row: tidied, checked for what must not be kept, with remarks where they belong."""

from __future__ import annotations

import re
from datetime import date

from core.imports.cells import Formula, Scalar, SheetError, saved_value, text_of
from core.imports.dates import DateReading, read_date
from core.imports.errors import Fault, Unreadable
from core.imports.privacy import has_prison_number, has_sensitive_words
from core.imports.problems import CommonKind, Kind
from core.imports.records import Record
from core.imports.sheet import Row
from core.imports.table import Table
from core.texts import is_untidy, tidy

FORMULA_LIKE = re.compile(r"[ \u00a0]*[=+\-@\t\r].", re.DOTALL)
"""What a spreadsheet program could take for a formula when the text is opened in it."""


class RowReader:
    """One row of a table while it is interpreted: asks for a field, notes what is to be said of it."""

    def __init__(self, table: Table, row: Row, section: str | None) -> None:
        self.table = table
        self.row = row
        self.record = Record(row.number, section)
        if row.hidden:
            self.record.flag(CommonKind.HIDDEN_ROW)

    def flag(self, kind: Kind, field: str | None = None, *, cell_only: bool = False) -> None:
        """Note something about a field, or about the row; an error may lose the cell alone."""
        self.record.flag(kind, self.table.columns.get(field) if field else None, cell_only=cell_only)

    def has_column(self, field: str) -> bool:
        return field in self.table.columns

    def value(self, field: str) -> Scalar | None:
        """Return the value a person sees in the cell; a spreadsheet's error is noted and read as blank."""
        column = self.table.columns.get(field)
        if column is None:
            return None
        value = self.row.value(column.index)
        if value is None or isinstance(value, str):
            return value
        plain = saved_value(value)
        if isinstance(plain, SheetError):
            self.flag(CommonKind.CELL_ERROR, field)
            return None
        if isinstance(value, Formula) and plain is None:
            self.flag(CommonKind.FORMULA_WITHOUT_VALUE, field)
        return plain

    def text(self, field: str) -> str:
        """Return a short text, tidied; '' when blank or when it holds a prison number."""
        raw = text_of(self.value(field))
        if not raw:
            return ""
        text = self._tidied(field, raw)
        if FORMULA_LIKE.match(raw):
            self.flag(CommonKind.FORMULA_LIKE_TEXT, field)
        return self._without_prison_number(field, text)

    def word(self, field: str) -> str:
        """Return an answer from a list, an address or a number, tidied; it may begin with any character."""
        raw = text_of(self.value(field))
        return self._without_prison_number(field, self._tidied(field, raw)) if raw else ""

    def name(self, field: str) -> str:
        """Return a name. A formula in its place refuses the whole file (Unreadable)."""
        column = self.table.columns.get(field)
        if column is not None:
            value = self.row.value(column.index)
            formula = isinstance(value, Formula) or (
                isinstance(value, str) and value.lstrip().startswith("=")
            )
            if formula:
                place = self.table.place.at(self.row.number, column.index + 1)
                raise Unreadable(Fault.FORMULA_IN_NAME, place)
        return self.text(field)

    def note(self, field: str) -> str:
        """Return free text; '' when it has words about criminal records or health, or a prison number."""
        text = self.text(field)
        if has_sensitive_words(text):
            self.flag(CommonKind.SENSITIVE_TEXT, field)
            return ""
        return text

    def date(self, field: str) -> date | None:
        """Return a date, noting how it was written or why it cannot be one."""
        reading = self.date_reading(field)
        if reading.kind is not None:
            self.flag(reading.kind, field)
        return reading.day

    def date_reading(self, field: str) -> DateReading:
        return read_date(self.value(field), date1904=self.table.sheet.date1904)

    def _tidied(self, field: str, raw: str) -> str:
        if is_untidy(raw):
            self.flag(CommonKind.TRIMMED, field)
        return tidy(raw)

    def _without_prison_number(self, field: str, text: str) -> str:
        if has_prison_number(text):
            self.flag(CommonKind.PRISON_NUMBER, field)
            return ""
        return text

    def check_width(self) -> None:
        """Note a line of a CSV file with fewer or more fields than there are headings."""
        if self.row.width is None:
            return
        headings = self.table.header.headings
        width = headings[-1].column.index + 1 if headings else 0
        if len(self.row.cells) > width:
            self.flag(CommonKind.WRONG_NUMBER_OF_COLUMNS)
        elif self.row.width < width:
            self.flag(CommonKind.SHORT_ROW)
