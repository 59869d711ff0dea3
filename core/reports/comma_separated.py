"""One table as CSV for another system: one header row, no preamble, its origin in the last columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from core.clock import LONDON
from core.reports.cells import Cell, clean_text, looks_like_formula
from core.reports.document import ReportDocument
from core.reports.wording import prison_line
from core.translation import speaking, translate


def write_csv(document: ReportDocument, target: BinaryIO) -> None:
    """Write the report's only table; raise ValueError when it has none or several."""
    if len(document.tables) != 1:
        raise ValueError(f"{document.title}: CSV holds one table, not {len(document.tables)}")
    (table,) = document.tables
    stream = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(stream)
    with speaking(document.language):
        headings = [clean_text(column.heading) for column in table.columns]
        origin = [(name, value) for name, value in _origin(document) if name not in headings]
        writer.writerow([literal(text) for text in (*headings, *(name for name, _value in origin))])
        values = [literal(value) for _name, value in origin]
        for row in table.checked_rows(with_total=False):
            writer.writerow([*(_plain(cell) for cell in row), *values])
    stream.flush()
    stream.detach()


def _origin(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """Yield what every file must say of itself, as columns, so that sorting or joining keeps it."""
    yield translate("Prison"), prison_line(document)
    yield translate("Position on"), _plain(document.as_at)
    yield translate("Classification"), document.classification.value
    yield translate("Produced by"), clean_text(document.produced_by)


def _plain(cell: Cell) -> str:
    """Return a cell as a machine reads it: ISO dates, plain numbers, harmless text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(LONDON).isoformat(timespec="minutes")
    if isinstance(cell, (int, float, Decimal, date)):
        return str(cell)
    return literal(clean_text(cell))


def literal(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe stands before a suspicious start."""
    return f"'{text}" if looks_like_formula(text) else text
