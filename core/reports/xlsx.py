"""Worksheets as an Excel file. Text is always stored as text, so nothing a person typed becomes a formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter

from core.clock import LONDON
from core.reports.cells import Cell, Kind, clean_text, looks_like_formula
from core.reports.document import ReportDocument
from core.reports.sheets import Line, Sheet, Weight, cell_text, sheets_of, width_of
from core.reports.wording import as_at_line, prison_line
from core.translation import speaking

LARGEST_MARKED = 20_000
"""Rows up to which a table is marked as Excel's own; longer ones are streamed, which forbids the mark."""
EARLIEST = (1900, 3)
"""Excel counts a 29 February 1900 that never was: earlier dates are kept as text."""
COVER_WIDTH = 100
A4 = 9
LANGUAGES = {"en": "[$-809]", "cy": "[$-452]"}


@dataclass(frozen=True, slots=True)
class _Styles:
    """The cell formats of one workbook."""

    lines: dict[Weight, Any]
    link: Any
    header: Any
    kinds: dict[tuple[Kind, bool], Any]
    literal: dict[bool, Any]


def write_xlsx(document: ReportDocument, target: BinaryIO) -> None:
    """Write the report as an Excel file; long tables in constant memory."""
    with speaking(document.language):
        sheets = sheets_of(document)
        streamed = any(sheet.row_count > LARGEST_MARKED for sheet in sheets)
        options = {"constant_memory": streamed, "in_memory": not streamed, "strings_to_urls": False}
        with xlsxwriter.Workbook(target, options) as workbook:
            _describe(workbook, document)
            styles = _styles(workbook, document.language)
            for number, sheet in enumerate(sheets):
                _write_sheet(workbook, document, sheet, styles, name=None if streamed else f"Table_{number}")


def _describe(workbook: Any, document: ReportDocument) -> None:
    workbook.set_properties(
        {
            "title": clean_text(document.title),
            "subject": f"{prison_line(document)}. {as_at_line(document)}",
            "author": clean_text(document.produced_by),
            "keywords": document.classification.value,
            "created": document.produced_at.astimezone(LONDON).replace(tzinfo=None),
        },
    )


def _styles(workbook: Any, language: str) -> _Styles:
    day = LANGUAGES[language]
    shapes = {
        Kind.TEXT: "@",
        Kind.INTEGER: "#,##0",
        Kind.DECIMAL: "#,##0.0",
        Kind.PERCENT: "0%",
        Kind.DATE: f"{day}d mmmm yyyy",
        Kind.DATETIME: f"{day}d mmmm yyyy hh:mm",
    }
    make: Callable[[dict[str, Any]], Any] = workbook.add_format
    plain = {"valign": "top", "text_wrap": True}
    literal = {**plain, "num_format": "@", "quote_prefix": True}
    return _Styles(
        lines={
            Weight.TITLE: make({"bold": True, "font_size": 16}),
            Weight.HEADING: make({"bold": True, "font_size": 13}),
            Weight.PLAIN: make({}),
        },
        link=make({"underline": 1, "font_color": "#1d70b8"}),
        header=make({**plain, "bold": True, "bottom": 1, "bg_color": "#f3f2f1"}),
        kinds={
            (kind, bold): make(
                {"valign": "top", "num_format": shape, "bold": bold, "text_wrap": kind is Kind.TEXT}
            )
            for kind, shape in shapes.items()
            for bold in (False, True)
        },
        literal={bold: make({**literal, "bold": bold}) for bold in (False, True)},
    )


def _write_sheet(
    workbook: Any,
    document: ReportDocument,
    sheet: Sheet,
    styles: _Styles,
    *,
    name: str | None,
) -> None:
    page = workbook.add_worksheet(sheet.name)
    _set_paper(page, document)
    for number, line in enumerate(sheet.lines):
        _write_line(page, number, line, styles)
    if not sheet.columns:
        page.set_column(0, 0, COVER_WIDTH)
        return
    top = len(sheet.lines)
    headings = [cell_text(column.heading) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, width_of(column))
        page.write_string(top, place, headings[place], styles.header)
    page.repeat_rows(top)
    last = top
    for last, row in enumerate(sheet.rows(), start=top + 1):
        bold = sheet.has_total and last == top + sheet.row_count
        for place, cell in enumerate(row):
            _write_cell(page, (last, place), cell, sheet.columns[place].kind, styles, bold=bold)
    if name and last > top:
        _mark_table(page, (top, last), headings, styles, name)


def _mark_table(page: Any, span: tuple[int, int], headings: list[str], styles: _Styles, name: str) -> None:
    """Mark the cells as a table with a header row, so that screen readers announce the headings."""
    columns = [{"header": heading, "header_format": styles.header} for heading in headings]
    page.add_table(
        span[0],
        0,
        span[1],
        len(headings) - 1,
        {"name": name, "columns": columns, "autofilter": False, "style": None},
    )


def _write_line(page: Any, number: int, line: Line, styles: _Styles) -> None:
    text = cell_text(line.text)
    if line.sheet is None:
        page.write_string(number, 0, text, styles.lines[line.weight])
        return
    place = line.sheet.replace("'", "''")
    page.write_url(number, 0, f"internal:'{place}'!A1", styles.link, string=text)


def _write_cell(
    page: Any,
    place: tuple[int, int],
    cell: Cell,
    kind: Kind,
    styles: _Styles,
    *,
    bold: bool,
) -> None:
    style = styles.kinds[kind, bold]
    if cell is None:
        page.write_blank(*place, None, style)
    elif isinstance(cell, date):
        _write_moment(page, place, cell, style)
    elif kind.is_number and not isinstance(cell, str):
        page.write_number(*place, cell, style)
    else:
        text = cell_text(cell)
        page.write_string(*place, text, styles.literal[bold] if looks_like_formula(text) else style)


def _write_moment(page: Any, place: tuple[int, int], moment: date, style: Any) -> None:
    """Write a date, or a moment in London time: Excel knows no zones."""
    local = moment
    if isinstance(moment, datetime):
        local = moment.astimezone(LONDON).replace(tzinfo=None, microsecond=0)
    if (local.year, local.month) < EARLIEST:
        page.write_string(*place, local.isoformat(), style)
    else:
        page.write_datetime(*place, local, style)


def _set_paper(page: Any, document: ReportDocument) -> None:
    """Print on A4, one page wide, with origin, marking and page number; `&` is a code there, so doubled."""
    origin = f"{prison_line(document)} {as_at_line(document)}".replace("&", "&&")[:120]
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_header(f"&C&B{document.classification.value}")
    page.set_footer(f"&L{origin}&R&P / &N")
