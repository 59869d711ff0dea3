"""The one way from a report to a file: choose the writer by format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from core.reports.comma_separated import write_csv
from core.reports.document import ReportDocument
from core.reports.formats import Format
from core.reports.json_text import write_json
from core.reports.ods import write_ods
from core.reports.xlsx import write_xlsx


def write_pdf(document: ReportDocument, target: BinaryIO) -> None:
    """Write the report as PDF; what typesets it is loaded only here: 16 MB that no web process needs."""
    import_module("core.reports.pdf").write_pdf(document, target)


def pages_of(document: ReportDocument) -> dict[str, int]:
    """Return on which page each mark of the report's own layout stands, as the PDF has it."""
    found: dict[str, int] = import_module("core.reports.pdf").pages_of(document)
    return found


WRITERS: dict[Format, Callable[[ReportDocument, BinaryIO], None]] = {
    Format.PDF: write_pdf,
    Format.XLSX: write_xlsx,
    Format.ODS: write_ods,
    Format.CSV: write_csv,
    Format.JSON: write_json,
}


def write_report(document: ReportDocument, format_: Format, target: BinaryIO) -> None:
    """Write the report in the format. It computes for a while: call it outside the event loop."""
    WRITERS[format_](document, target)
