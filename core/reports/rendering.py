"""The one way from a report to a file: choose the writer by format."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from core.reports.comma_separated import write_csv
from core.reports.document import ReportDocument
from core.reports.formats import Format
from core.reports.ods import write_ods
from core.reports.pdf import write_pdf
from core.reports.xlsx import write_xlsx

WRITERS: dict[Format, Callable[[ReportDocument, BinaryIO], None]] = {
    Format.PDF: write_pdf,
    Format.XLSX: write_xlsx,
    Format.ODS: write_ods,
    Format.CSV: write_csv,
}


def write_report(document: ReportDocument, format_: Format, target: BinaryIO) -> None:
    """Write the report in the format. It computes for a while: call it outside the event loop."""
    WRITERS[format_](document, target)
