"""Builds the files the reader is tested with, good and hostile. Nobody in them exists."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter

from core.imports.layout import Field, Layout
from core.imports.opening import open_workbook
from core.imports.privacy import NEVER_READ
from core.imports.table import Table, find_table

PEOPLE = Layout(
    name="people",
    label="People",
    fields=(
        Field(name="surname", label="Surname", headings=("Surname", "Last name")),
        Field(name="first_name", label="First name", headings=("First name", "Forename")),
        Field(name="organisation", label="Organisation", headings=("Organisation", "Org")),
        Field(name="started", label="Started", headings=("Date form sent", "Started")),
        Field(name="days", label="Days", headings=("Days left",), left_out="Worked out."),
        Field(name="notes", label="Notes", headings=("Notes",)),
    ),
    needs=(("surname",),),
    never=NEVER_READ,
)
HEADINGS: list[Any] = ["Surname", "First name", "Organisation", "Started", "Notes"]


def xlsx(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """Write a workbook with one sheet; `change` may do anything else to it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "List"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def xlsx_with_shared_texts(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a workbook whose texts stand in a part of their own, as Excel writes them."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet("List")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def people_table(data: bytes, *, file: str = "list.xlsx", header_row: int | None = None) -> Table:
    """Open a file and find the table of people on its first sheet."""
    workbook = open_workbook(file, data)
    table = find_table(file, workbook.sheet(workbook.names[0].name), PEOPLE, header_row=header_row)
    assert table is not None
    return table


def repack(data: bytes, parts: Mapping[str, bytes], *, without: Sequence[str] = ()) -> bytes:
    """Return a zip file with some parts put in, replaced or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in without:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def worksheet(cells: str, *, before: str = "", after: str = "") -> bytes:
    """Return a worksheet part with these rows written out in XML."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"<worksheet {space}>{before}<sheetData>{cells}</sheetData>{after}</worksheet>".encode()


def xlsx_of(cells: str, *, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose sheet is written out in XML."""
    return repack(xlsx([["x"]]), {"xl/worksheets/sheet1.xml": worksheet(cells, before=before, after=after)})


def ods(
    tables: str,
    *,
    styles: str = "",
    mimetype: str = "application/vnd.oasis.opendocument.spreadsheet",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write an OpenDocument file with these tables."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    content = (
        f"<office:document-content {spaces} xmlns:calcext='urn:org:documentfoundation:names:calcext'>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return target.getvalue()


def ods_cell(text: str, *, repeat: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeat}">'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def ods_row(*texts: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(map(ods_cell, texts))}</table:table-row>"
