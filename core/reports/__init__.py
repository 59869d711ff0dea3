"""Reports as values: a module builds one, the worker turns it into files, and people download them.

The names here are what a report is written with; plugins have them as `core.sdk.reports`.
"""

from __future__ import annotations

from core.reports.cells import Cell, Kind, Marker, Row
from core.reports.declarations import Report
from core.reports.document import (
    BarChart,
    Classification,
    Column,
    Figure,
    KeyNumber,
    Paper,
    ReportDocument,
    Section,
    Table,
)
from core.reports.enums import TakenBack
from core.reports.formats import Format
from core.reports.jobs import report_job
from core.reports.queries import prison_name
from core.reports.rendering import pages_of
from core.reports.services import request_report
from core.reports.taking_back import take_back_reports

__all__ = [
    "BarChart",
    "Cell",
    "Classification",
    "Column",
    "Figure",
    "Format",
    "KeyNumber",
    "Kind",
    "Marker",
    "Paper",
    "Report",
    "ReportDocument",
    "Row",
    "Section",
    "Table",
    "TakenBack",
    "pages_of",
    "prison_name",
    "report_job",
    "request_report",
    "take_back_reports",
]
