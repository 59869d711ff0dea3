"""What the three readers make of a sheet: typed cells, and what is hidden, joined, coloured or a formula."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from core.imports.cells import Formula, SheetError, text_of
from core.imports.opening import open_workbook
from core.imports.sheet import Merge, Sheet
from core.imports.xlsx_package import NumberFormat, meaning_of_format
from tests.core.imports.workbooks import ods, ods_cell, ods_row, repack, xlsx, xlsx_of, xlsx_with_shared_texts

AFTERNOON = datetime.fromisoformat("2026-04-03T14:30:00")
LATE = datetime.fromisoformat("2026-11-02T23:59:59")


def first_sheet(file: str, data: bytes) -> Sheet:
    workbook = open_workbook(file, data)
    return workbook.sheet(workbook.names[0].name)


def cells(sheet: Sheet) -> list[list[Any]]:
    return [row.cells for row in sheet.rows]


def test_xlsx_cells_have_their_types() -> None:
    row = ["Ashdown", 12, 1.5, True, date(2026, 4, 3), AFTERNOON, time(9, 15), None, "end"]
    sheet = first_sheet("list.xlsx", xlsx([row]))
    assert cells(sheet) == [row]


def test_xlsx_agrees_with_another_reader() -> None:
    rows: list[list[Any]] = [
        ["Surname", "", "Café", "line\nbreak", " padded "],
        [date(1999, 12, 31), date(2060, 1, 1), LATE, 0.25, -3],
        [True, False, 45223, 1e12, "1e5"],
    ]
    data = xlsx(rows)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    ours = [
        [value if value is not None else "" for value in row] for row in cells(first_sheet("x.xlsx", data))
    ]
    assert ours == theirs


def test_shared_texts_are_looked_up() -> None:
    sheet = first_sheet("list.xlsx", xlsx_with_shared_texts([["Surname", "Org"], ["Ashdown", "Org"]]))
    assert cells(sheet) == [["Surname", "Org"], ["Ashdown", "Org"]]


def test_xlsx_facts_are_kept() -> None:
    def change(workbook: Any) -> None:
        sheet = workbook.active
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("A2:C2")
        sheet["A3"].comment = Comment("ask Jo", "Jo")
        sheet["A4"].fill = PatternFill("solid", fgColor="FFFF00")
        workbook.create_sheet("Lists").sheet_state = "hidden"

    rows = [["Surname", "First", "Org"], ["SECTION"], ["Ashdown", "Robin", "Org"], ["Birch", "Kit", "Org"]]
    workbook = open_workbook("list.xlsx", xlsx(rows, change))
    sheet = workbook.sheet("List")
    assert [row.number for row in sheet.rows if row.hidden] == [3]
    assert sheet.hidden_columns == {1}
    assert sheet.merges == (Merge(2, 0, 2, 2),)
    assert sheet.comments == 1
    assert sheet.coloured_rows == {4}
    assert [(name.name, name.hidden) for name in workbook.names] == [("List", False), ("Lists", True)]


def test_formulas_are_wrapped_and_errors_are_no_text() -> None:
    sheet = first_sheet(
        "list.xlsx",
        xlsx_of(
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="e"><v>#REF!</v></c></row>',
        ),
    )
    errors = [Formula(SheetError("#DIV/0!")), Formula(None), SheetError("#REF!")]
    assert cells(sheet) == [[Formula(2), *errors]]
    assert [text_of(value) for value in sheet.rows[0].cells] == ["2", "", "", ""]


def test_cells_without_references_follow_each_other() -> None:
    sheet = first_sheet(
        "list.xlsx", xlsx_of("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>")
    )
    assert [(row.number, row.cells) for row in sheet.rows] == [(1, [1, None, 3]), (2, [4])]


def test_rich_and_phonetic_text() -> None:
    text = "<is><r><t>Ash</t></r><r><t>down</t></r><rPh sb='0' eb='1'><t>reading</t></rPh></is>"
    sheet = first_sheet("list.xlsx", xlsx_of(f'<row r="1"><c r="A1" t="inlineStr">{text}</c></row>'))
    assert cells(sheet) == [["Ashdown"]]


def test_prefixed_elements_and_iso_dates_are_read() -> None:
    part = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="2"><x:c r="B2" t="d"><x:v>2026-04-03T00:00:00Z</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )
    sheet = first_sheet("list.xlsx", repack(xlsx([["x"]]), {"xl/worksheets/sheet1.xml": part}))
    assert cells(sheet) == [[None, date(2026, 4, 3)]]


def test_dates_counted_from_1904() -> None:
    def change(workbook: Any) -> None:
        workbook.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 -- a spreadsheet's epoch

    assert cells(first_sheet("mac.xlsx", xlsx([[date(2026, 4, 3)]], change))) == [[date(2026, 4, 3)]]


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("dd/mm/yyyy", NumberFormat.DATE),
        ("[$-809]d mmmm yyyy;@", NumberFormat.DATE),
        ('"Sent "d.m.yy', NumberFormat.DATE),
        ("mmm", NumberFormat.DATE),
        ("h:mm", NumberFormat.TIME),
        ("[h]:mm:ss", NumberFormat.TIME),
        ("General", NumberFormat.NUMBER),
        ("0.00", NumberFormat.NUMBER),
        ('#,##0" days"', NumberFormat.NUMBER),
        ("[Red]0", NumberFormat.NUMBER),
    ],
)
def test_format_says_whether_a_number_is_a_date(code: str, meaning: NumberFormat) -> None:
    assert meaning_of_format(code) is meaning


def test_ods_cells_have_their_types() -> None:
    row = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-04-03">'
        "<text:p>03/04/26</text:p></table:table-cell>"
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT09H15M00S"><text:p>9:15</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=1/0" calcext:value-type="error" '
        'office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>two<text:s text:c="2"/>words</text:p>'
        "<text:p>next</text:p></table:table-cell></table:table-row>"
    )
    sheet = first_sheet("list.ods", ods(f'<table:table table:name="L">{row}</table:table>'))
    assert cells(sheet) == [
        [12, date(2026, 4, 3), True, time(9, 15), Formula(SheetError("#DIV/0!")), "two  words\nnext"],
    ]


def test_ods_repeats_are_counted_and_blank_ones_never_built() -> None:
    rows = (
        f"<table:table-row>{ods_cell('Surname')}<table:table-cell table:number-columns-repeated='1023'/>"
        "</table:table-row>"
        "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
        f"<table:table-row table:number-rows-repeated='2'>{ods_cell('x', repeat=3)}</table:table-row>"
        "<table:table-row table:number-rows-repeated='1048570'><table:table-cell/></table:table-row>"
    )
    sheet = first_sheet("list.ods", ods(f'<table:table table:name="L">{rows}</table:table>'))
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ["Surname"]),
        (5, ["x"] * 3),
        (6, ["x"] * 3),
    ]


def test_ods_facts_are_kept_and_comments_are_no_text() -> None:
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    comment = "<office:annotation><text:p>ask Jo</text:p></office:annotation>"
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2">'
        f"{comment}<text:p>SECTION</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
        + ods_row("Ashdown", "hidden", attributes='table:visibility="filter"')
    )
    tables = (
        f'<table:table table:name="List">{rows}</table:table>'
        f'<table:table table:name="Lists" table:style-name="ta2">{ods_row("EL1")}</table:table>'
    )
    workbook = open_workbook("list.ods", ods(tables, styles=styles))
    sheet = workbook.sheet("List")
    assert cells(sheet) == [["SECTION"], ["Ashdown", "hidden"]]
    assert (sheet.comments, sheet.merges) == (1, (Merge(1, 0, 1, 1),))
    assert sheet.hidden_columns == {1}
    assert [row.number for row in sheet.rows if row.hidden] == [2]
    assert [name.hidden for name in workbook.names] == [False, True]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"],
)
def test_csv_encodings(encoding: str) -> None:
    text = "Surname,First name\r\nD\u2019Arcy,Zoë\r\n"
    workbook = open_workbook("list.csv", text.encode(encoding))
    assert cells(workbook.sheet("list.csv")) == [["Surname", "First name"], ["D\u2019Arcy", "Zoë"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters(delimiter: str) -> None:
    rows = [["Surname", "Notes"], ["Ashdown", "x"], ["Birch", 'y, z; "w"']]
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    workbook = open_workbook("list.csv", "\n".join(lines).encode())
    assert workbook.delimiter == delimiter
    assert cells(workbook.sheet("list.csv")) == rows


def test_csv_hint_names_the_delimiter_and_is_no_row() -> None:
    workbook = open_workbook("list.csv", b"sep=;\r\nSurname;Notes\r\nAshdown;a, b, c, d\r\n")
    sheet = workbook.sheet("list.csv")
    assert (workbook.delimiter, workbook.separator_hint) == (";", True)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ["Surname", "Notes"]),
        (3, ["Ashdown", "a, b, c, d"]),
    ]


def test_csv_record_counts_at_its_first_physical_line() -> None:
    data = b'Surname,Notes\r\n"Ashdown","one\r\ntwo\r\n"\r\n\r\nBirch,x\r\n'
    sheet = first_sheet("list.csv", data)
    assert [(row.number, row.ordinal) for row in sheet.rows] == [(1, 1), (2, 2), (6, 4)]
    assert sheet.rows[1].cells == ["Ashdown", "one\r\ntwo\r\n"]
