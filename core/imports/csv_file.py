"""Reading a CSV file into the table model, each record at the physical line it begins on."""

from __future__ import annotations

import csv
import io

from core.imports import limits
from core.imports.cells import Value
from core.imports.csv_text import decode, separator_hint, sniff_delimiter
from core.imports.errors import Fault, Place, Unreadable
from core.imports.grid import is_absurd, refuse_text
from core.imports.sheet import FileKind, Row, Sheet, SheetName, Workbook


def open_csv(file: str, data: bytes) -> Workbook:
    """Open a CSV file; its one sheet has the name of the file."""
    decoded = decode(data)
    hint = separator_hint(decoded.text)
    delimiter = hint or sniff_delimiter(decoded.text)
    sheet = Sheet(file, rows=read_records(decoded.text, delimiter, Place(file)))
    if hint is not None:
        sheet.rows = [row for row in sheet.rows if row.number > 1]
    return Workbook(
        file,
        FileKind.CSV,
        [SheetName(file)],
        {file: sheet}.__getitem__,
        encoding=decoded.encoding,
        delimiter=delimiter,
        separator_hint=hint is not None,
        byte_order_mark=decoded.byte_order_mark,
    )


def read_records(text: str, delimiter: str, place: Place) -> list[Row]:
    """Read the records that hold something; Unreadable past the limits, at a NUL, at an open quotation."""
    csv.field_size_limit(limits.FILE_BYTES)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[Row] = []
    line, ordinal = 0, 0
    try:
        for fields in reader:
            first, line, ordinal = line + 1, reader.line_num, ordinal + 1
            cells = _cells(fields, place, first)
            if any(cells):
                rows.append(Row(first, ordinal, cells, width=len(fields)))
                if len(rows) > limits.ROWS:
                    raise Unreadable(Fault.TOO_MANY_ROWS, place, limit=f"{limits.ROWS:,}")
            last_first = first
    except csv.Error as error:
        raise Unreadable(Fault.DAMAGED, place.at(line + 1), detail=str(error)) from error
    if rows and line > last_first:
        _check_quotes(text, last_first, line, place)
    return rows


def _cells(fields: list[str], place: Place, number: int) -> list[Value]:
    cells: list[Value] = []
    for column, text in enumerate(fields):
        if is_absurd(text):
            refuse_text(text, place.at(number, column + 1))
        cells.append(text or None)
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > limits.COLUMNS:
        column_place = place.at(number, limits.COLUMNS + 1)
        raise Unreadable(Fault.TOO_MANY_COLUMNS, column_place, limit=limits.COLUMNS)
    return cells


def _check_quotes(text: str, first: int, last: int, place: Place) -> None:
    """Refuse a file whose last record runs over lines with an odd number of quotation marks: it was cut."""
    lines = io.StringIO(text, newline="").readlines()[first - 1 : last]
    if sum(line.count('"') for line in lines) % 2:
        raise Unreadable(Fault.OPEN_QUOTE, place.at(first))
