"""The kinds of file a report can become."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class Format(StrEnum):
    """A file format; the value is the file's extension."""

    PDF = "pdf"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"

    @property
    def label(self) -> Text:
        return LABELS[self]

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]


LABELS: dict[Format, Text] = {
    Format.PDF: _("PDF, to read and print"),
    Format.XLSX: _("Excel spreadsheet (XLSX)"),
    Format.ODS: _("OpenDocument spreadsheet (ODS)"),
    Format.CSV: _("CSV, for another system"),
    Format.JSON: _("JSON, for a program"),
}

MEDIA_TYPES: dict[Format, str] = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
}
