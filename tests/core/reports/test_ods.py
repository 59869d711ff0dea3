"""OpenDocument spreadsheets: the same sheets as Excel's, typed, literal, one table a sheet."""

from __future__ import annotations

import zipfile
from typing import Any

import pytest
from odf.namespaces import OFFICENS, STYLENS, TABLENS
from odf.opendocument import load
from odf.table import (
    CoveredTableCell,
    Table,
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.teletype import extractText
from odf.text import A, P

from core.reports.document import Section
from core.reports.formats import Format
from tests.core.reports.samples import INJECTIONS, full_report, name_table, names_report, report, written


def tables(book: Any) -> dict[str, Any]:
    return {table.getAttrNS(TABLENS, "name"): table for table in book.getElementsByType(Table)}


def rows(table: Any) -> list[list[str]]:
    return [
        [words(cell) for cell in row.getElementsByType(TableCell)]
        for row in table.getElementsByType(TableRow)
    ]


def words(cell: Any) -> str:
    return "\n".join(extractText(paragraph) for paragraph in cell.getElementsByType(P))


def first_name(text: str) -> Any:
    book = load(written(names_report(text), Format.ODS))
    return tables(book)["Longest waits"].getElementsByType(TableRow)[3].getElementsByType(TableCell)[0]


def test_sheets_hold_what_excel_holds() -> None:
    found = tables(load(written(full_report(), Format.ODS)))
    assert list(found) == ["Cover", "Notes", "By stage", "Longest waits"]
    assert [line for (line,) in rows(found["Cover"])][:5] == [
        "Vetting position",
        "OFFICIAL-SENSITIVE",
        "HMP Exeter (EXI)",
        "Position on 1 June 2026 at 14:05",
        "Produced by Priya Shah on 1 June 2026 at 14:05",
    ]
    assert rows(found["By stage"])[2:] == [
        ["Stage", "Within target", "Over target"],
        ["With the vetting team", "22", "14"],
        ["Documents to be seen", "7", "0"],
        ["Decision pending", "4", "[x]"],
        ["Total", "33", "14"],
    ]


def test_cells_have_their_own_types() -> None:
    found = tables(load(written(full_report(), Format.ODS)))
    cells = found["Longest waits"].getElementsByType(TableRow)[3].getElementsByType(TableCell)
    assert [cell.getAttrNS(OFFICENS, "value-type") for cell in cells] == [
        "string",
        "date",
        "date",
        "percentage",
        "float",
    ]
    assert cells[1].getAttrNS(OFFICENS, "date-value") == "2026-03-03"
    assert cells[2].getAttrNS(OFFICENS, "date-value") == "2026-06-01T14:05:00", "London time"
    assert [cell.getAttrNS(OFFICENS, "value") for cell in cells[3:]] == ["0.25", "1234.5"]


def test_header_row_is_marked_and_nothing_is_merged_or_hidden() -> None:
    book = load(written(full_report(), Format.ODS))
    for name, table in tables(book).items():
        assert len(table.getElementsByType(TableHeaderRows)) == (name != "Cover")
        hidden = [
            part
            for kind in (TableRow, TableColumn)
            for part in table.getElementsByType(kind)
            if part.getAttrNS(TABLENS, "visibility") not in {None, "visible"}
        ]
        assert not hidden
        assert all(any(row) for row in rows(table)), "no blank row"
    assert not book.getElementsByType(CoveredTableCell)


def test_every_style_that_a_cell_names_exists() -> None:
    book = load(written(full_report(), Format.ODS))
    places = (book.styles, book.automaticstyles)
    known = {child.getAttrNS(STYLENS, "name") for place in places for child in place.childNodes}
    parts = [part for kind in (TableCell, TableColumn) for part in book.getElementsByType(kind)]
    assert {part.getAttrNS(TABLENS, "style-name") for part in parts} <= known


def test_cover_leads_to_every_sheet() -> None:
    links = load(written(full_report(), Format.ODS)).getElementsByType(A)
    assert [link.getAttribute("href") for link in links] == [
        "#'Notes'.A1",
        "#'By stage'.A1",
        "#'Longest waits'.A1",
    ]


@pytest.mark.parametrize("text", INJECTIONS)
def test_formulas_are_stored_as_literal_text(text: str) -> None:
    cell = first_name(text)
    assert cell.getAttrNS(OFFICENS, "value-type") == "string"
    assert cell.getAttrNS(TABLENS, "formula") is None
    assert words(cell) == text.replace("\r", "\n")


@pytest.mark.parametrize(
    "text", ["a <b> & \"c\" 'd'", "two  spaces", " lead", "trail ", "<?rows 0?>", "]]>", "Ŵŷ"]
)
def test_text_comes_back_as_it_was(text: str) -> None:
    assert words(first_name(text)) == text


def test_package_begins_with_its_unpacked_type() -> None:
    with zipfile.ZipFile(written(full_report(), Format.ODS)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read(first).decode() == Format.ODS.media_type
        assert package.testzip() is None


def test_properties_and_page_carry_the_marking() -> None:
    with zipfile.ZipFile(written(full_report(), Format.ODS)) as package:
        meta, styles = package.read("meta.xml").decode(), package.read("styles.xml").decode()
    assert "<dc:title>Vetting position</dc:title>" in meta
    assert "<meta:keyword>OFFICIAL-SENSITIVE</meta:keyword>" in meta
    assert "<style:header><text:p>OFFICIAL-SENSITIVE</text:p></style:header>" in styles


def test_empty_table_says_so() -> None:
    found = tables(load(written(report(Section("Waits", (name_table([]),))), Format.ODS)))
    assert rows(found["Longest waits"])[2] == ["Nobody is waiting."]
