"""Excel files: typed, literal, and built as government asks of published spreadsheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Invalid
from core.reports import sheets
from core.reports.cells import Kind
from core.reports.document import Column, ReportDocument, Section, Table
from core.reports.formats import Format
from core.reports.xlsx import LARGEST_MARKED
from tests.core.reports.samples import (
    INJECTIONS,
    full_report,
    name_table,
    names_report,
    report,
    stage_table,
    written,
)


def book(document: ReportDocument) -> Workbook:
    return load_workbook(written(document, Format.XLSX))


def column_a(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet["A"]]


def test_cover_says_what_whose_when_and_how_secret() -> None:
    lines = column_a(book(full_report())["Cover"])
    assert lines[:5] == [
        "Vetting position",
        "OFFICIAL-SENSITIVE",
        "HMP Exeter (EXI)",
        "Position on 1 June 2026 at 14:05",
        "Produced by Priya Shah on 1 June 2026 at 14:05",
    ]
    assert "1,047 cases in progress" in lines
    assert "Management information, not official statistics." in lines


def test_cover_leads_to_every_sheet() -> None:
    cover = book(full_report())["Cover"]
    links = [cell.hyperlink.location for cell in cover["A"] if cell.hyperlink]
    assert links == ["'Notes'!A1", "'By stage'!A1", "'Longest waits'!A1"]


def test_sheets_follow_government_practice() -> None:
    workbook = book(full_report())
    assert workbook.sheetnames == ["Cover", "Notes", "By stage", "Longest waits"]
    for sheet in workbook:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert sheet.sheet_state == "visible"
        assert sheet.auto_filter.ref is None
        assert not [row for row in sheet.row_dimensions.values() if row.hidden]
        assert not [column for column in sheet.column_dimensions.values() if column.hidden]
        assert not sheet._images
        assert None not in column_a(sheet), "no blank row, and the table begins in column A"


def test_header_row_is_marked_right_under_the_lines() -> None:
    sheet = book(full_report())["By stage"]
    (table,) = sheet.tables.values()
    assert table.ref == "A3:C7"
    assert table.headerRowCount == 1
    assert table.autoFilter is None
    assert sheet.print_title_rows == "$3:$3"


def test_table_sheet_says_where_it_comes_from_when_it_is_alone() -> None:
    lines = column_a(book(full_report())["By stage"])
    assert lines[0] == "Table 1: Open cases by stage [note 1]"
    assert str(lines[1]).startswith("OFFICIAL-SENSITIVE · HMP Exeter (EXI) · Position on 1 June 2026")


def test_cells_have_their_own_types() -> None:
    sheet = book(full_report())["Longest waits"]
    name, since, changed, share, average = sheet[4]
    assert (name.data_type, name.value) == ("s", "Siân Ŵyn-Ŷstwyth")
    assert (since.data_type, since.value) == ("d", datetime.fromisoformat("2026-03-03"))
    assert changed.value == datetime.fromisoformat("2026-06-01T14:05"), "London time"
    assert (share.value, share.number_format) == (0.25, "0%")
    assert average.value == 1234.5
    stages = book(full_report())["By stage"]
    assert [cell.value for cell in stages[6]] == ["Decision pending", 4, "[x]"]
    assert [cell.value for cell in stages[7]] == ["Total", 33, 14]
    assert stages["A7"].font.bold


def test_notes_sheet_explains_marks() -> None:
    rows = [[cell.value for cell in row] for row in book(full_report())["Notes"].iter_rows(min_row=3)]
    assert rows == [
        ["Mark", "Meaning"],
        ["[note 1]", "The target is 60 working days."],
        ["[x]", "not available"],
    ]


def test_report_without_notes_has_no_notes_sheet() -> None:
    assert book(names_report("Ewan Rees")).sheetnames == ["Cover", "Longest waits"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_formulas_are_stored_as_literal_text(text: str) -> None:
    cell = book(names_report(text))["Longest waits"]["A4"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\r", "\n")


def test_long_tables_are_streamed_with_the_same_cells() -> None:
    count = LARGEST_MARKED + 1
    long = Table(
        caption="Numbers",
        columns=(Column("Name"), Column("Number", Kind.INTEGER)),
        rows=[(f"=Name {number}", number) for number in range(count)],
        sheet="Numbers",
    )
    workbook = load_workbook(written(report(Section("All", (long,))), Format.XLSX), read_only=True)
    rows = list(workbook["Numbers"].iter_rows(min_row=4, values_only=True))
    assert rows == [(f"=Name {number}", number) for number in range(count)]


def test_more_rows_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(Invalid, match="too long for a spreadsheet"):
        book(names_report("A", "B", "C"))


def test_very_long_text_is_cut_where_excel_ends() -> None:
    value = book(names_report("x" * 40_000))["Longest waits"]["A4"].value
    assert len(value) == 32_767
    assert value.endswith("x …")


def test_empty_table_says_so() -> None:
    sheet = book(report(Section("Waits", (name_table([]),))))["Longest waits"]
    assert column_a(sheet)[2:] == ["Nobody is waiting.", "Name"]


def test_names_of_sheets_are_legal_and_differ() -> None:
    wishes = ["A/B [x]: *?\\", "cover", "'quoted'", "Same", "SAME", "n" * 40, "", "History"]
    tables = tuple(replace(stage_table(), sheet=wish) for wish in wishes)
    assert book(report(Section("All", tables))).sheetnames == [
        "Cover",
        "Notes",
        "A-B -x-- ---",
        "Table 2",
        "quoted",
        "Same",
        "Table 5",
        "n" * 31,
        "Table 7",
        "Table 8",
    ]


def test_page_header_survives_an_ampersand() -> None:
    document = replace(full_report(), prison_name="HMP & YOI Exeter")
    sheet = book(document)["By stage"]
    assert sheet.oddHeader.center.text.endswith("OFFICIAL-SENSITIVE")
    assert "HMP && YOI Exeter" in sheet.oddFooter.left.text
