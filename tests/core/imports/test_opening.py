"""Files that are refused whole: each with a sentence that says where and what to do."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.imports import limits
from core.imports.errors import Fault, Place, Unreadable, column_letters
from core.imports.opening import OLE, open_workbook
from core.imports.sheet import Sheet
from tests.core.imports.workbooks import (
    ods,
    ods_cell,
    ods_row,
    repack,
    worksheet,
    xlsx,
    xlsx_of,
    xlsx_with_shared_texts,
)

MEMORY = 1024 * 1024 * 1024


def refused(file: str, data: bytes) -> Unreadable:
    """Open a file and read all its sheets; return why it is refused."""
    with pytest.raises(Unreadable) as caught:
        read_all(file, data)
    return caught.value


def read_all(file: str, data: bytes) -> list[Sheet]:
    workbook = open_workbook(file, data)
    return [workbook.sheet(sheet.name) for sheet in workbook.names]


@pytest.mark.parametrize("data", [b"", b"  \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_file_is_refused(data: bytes) -> None:
    assert refused("list.csv", data).fault is Fault.EMPTY


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1 hello}", "a text document (RTF)"),
        (b"\x7fELF\x02", "a program"),
    ],
)
def test_other_kind_of_file_is_named(data: bytes, found: str) -> None:
    error = refused("volunteers.xlsx", data)
    assert error.fault is Fault.WRONG_TYPE
    assert str(error) == (
        f"volunteers.xlsx: This is {found}, not a spreadsheet. Choose a file saved as .xlsx, .ods or .csv."
    )
    assert error.field == "file"


def test_word_document_is_named() -> None:
    data = repack(xlsx([["x"]]), {"word/document.xml": b"<w/>"}, without=["xl/workbook.xml"])
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(plain, "w") as new:
        for name in old.namelist():
            if not name.startswith("xl/"):
                new.writestr(name, old.read(name))
    assert "a Word document" in str(refused("letter.docx", plain.getvalue()))


def test_text_document_is_named() -> None:
    data = ods("", mimetype="application/vnd.oasis.opendocument.text")
    assert "a text document (.odt)" in str(refused("letter.ods", data))


def test_password_protected_workbook_says_so() -> None:
    protected = OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    error = refused("tracker.xlsx", protected)
    assert error.fault is Fault.PASSWORD
    assert "take the password off" in str(error)


def test_password_protected_open_document_says_so() -> None:
    manifest = b"<manifest xmlns='urn:x'><file-entry><encryption-data/></file-entry></manifest>"
    data = ods("", parts={"META-INF/manifest.xml": manifest})
    assert refused("tracker.ods", data).fault is Fault.PASSWORD


def test_old_workbook_asks_for_xlsx() -> None:
    error = refused("tracker.xls", OLE + b"\0" * 1024)
    assert error.fault is Fault.OLD_FORMAT
    assert "save it as .xlsx" in str(error)


def test_web_page_saved_as_workbook_is_named() -> None:
    error = refused("export.xls", b"<html><table><tr><td>Surname</td></tr></table></html>")
    assert "a web page or XML saved under another name" in str(error)


def test_binary_workbook_asks_for_xlsx() -> None:
    data = repack(xlsx([["x"]]), {"xl/workbook.bin": b"\0"})
    assert "a binary workbook (.xlsb)" in str(refused("tracker.xlsb", data))


def test_macros_are_refused() -> None:
    data = repack(xlsx([["x"]]), {"xl/vbaProject.bin": OLE})
    assert refused("tracker.xlsm", data).fault is Fault.MACROS


def test_macros_of_open_document_are_refused_but_empty_libraries_are_not() -> None:
    table = f'<table:table table:name="List">{ods_row("Surname")}</table:table>'
    with_macro = ods(table, parts={"Basic/Standard/Module1.xml": b"<m/>"})
    assert refused("tracker.ods", with_macro).fault is Fault.MACROS
    empty = ods(table, parts={"Basic/Standard/script-lb.xml": b"<m/>"})
    assert [sheet.name for sheet in open_workbook("tracker.ods", empty).names] == ["List"]


def test_truncated_workbook_is_damaged() -> None:
    data = xlsx([["Surname"], ["Ashdown"]])
    for length in (len(data) // 3, len(data) // 2, len(data) - 30):
        error = refused("tracker.xlsx", data[:length])
        assert error.fault is Fault.DAMAGED
        assert str(error).startswith("tracker.xlsx: It is damaged or cut short")


def test_broken_part_is_damaged() -> None:
    data = repack(xlsx([["x"]]), {"xl/worksheets/sheet1.xml": worksheet("<row><c></row>")})
    error = refused("tracker.xlsx", data)
    assert error.fault is Fault.DAMAGED
    assert error.place == Place("tracker.xlsx", "List")


@pytest.mark.parametrize(
    "cells",
    [
        f'<row r="{"9" * 5000}"/>',
        '<row r="1"><c r="a-1"><v>1</v></c></row>',
        '<row r="1"><c r="É1"><v>1</v></c></row>',
    ],
)
def test_absurd_references_are_damage_and_no_crash(cells: str) -> None:
    assert refused("x.xlsx", xlsx_of(cells)).fault is Fault.DAMAGED


def test_document_type_is_refused() -> None:
    laughs = (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
        b"</worksheet>"
    )
    data = repack(xlsx([["x"]]), {"xl/worksheets/sheet1.xml": laughs})
    assert refused("tracker.xlsx", data).fault is Fault.FORBIDDEN_XML


def test_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 2 * 1024 * 1024)
    bomb = worksheet("<row/>" * 400_000)
    data = repack(xlsx([["x"]]), {"xl/worksheets/sheet1.xml": bomb})
    assert len(data) < 50_000 < len(bomb)
    error = refused("tracker.xlsx", data)
    assert error.fault is Fault.UNPACKS_TOO_LARGE
    assert "2 MB" in str(error)


def test_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 1024 * 1024)
    assert refused("list.csv", b"a,b\n" * 300_000).fault is Fault.TOO_LARGE


def test_blank_cells_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "VISITED_CELLS", 1000)
    assert refused("list.xlsx", xlsx_of("<row>" + "<c/>" * 2000 + "</row>")).fault is Fault.TOO_MANY_CELLS


def test_three_hundred_columns_are_refused_by_row_and_column() -> None:
    row = [f"c{number}" for number in range(300)]
    error = refused("list.xlsx", xlsx([["Surname"], row]))
    assert error.fault is Fault.TOO_MANY_COLUMNS
    assert error.place == Place("list.xlsx", "List", 2, limits.COLUMNS + 1)
    start = "list.xlsx, sheet “List”, row 2, column EU: The row goes on past column 150"
    assert str(error).startswith(start)


def test_three_hundred_columns_of_csv_and_open_document_are_refused() -> None:
    error = refused("list.csv", b"Surname,First\n" + b"x," * 300 + b"x\n")
    assert (error.fault, error.place.row) == (Fault.TOO_MANY_COLUMNS, 2)
    row = f"<table:table-row>{ods_cell('x', repeat=300)}</table:table-row>"
    assert (
        refused("list.ods", ods(f'<table:table table:name="L">{row}</table:table>')).fault
        is Fault.TOO_MANY_COLUMNS
    )


def test_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 20)
    assert refused("list.csv", b"a,b\n" * 30).fault is Fault.TOO_MANY_ROWS
    assert refused("list.xlsx", xlsx([["x"]] * 30)).fault is Fault.TOO_MANY_ROWS
    repeated = ods_row("x", attributes='table:number-rows-repeated="30"')
    assert refused("list.ods", ods(f'<table:table table:name="L">{repeated}</table:table>')).fault is (
        Fault.TOO_MANY_ROWS
    )


FIVE_MEGABYTES = "x" * 5 * 1024 * 1024


def test_five_megabyte_cell_is_refused_by_its_place() -> None:
    inline = f'<row r="7"><c r="C7" t="inlineStr"><is><t>{FIVE_MEGABYTES}</t></is></c></row>'
    error = refused("list.xlsx", xlsx_of(inline))
    assert (error.fault, error.place) == (Fault.CELL_TOO_LONG, Place("list.xlsx", "List", 7, 3))
    assert str(error).startswith("list.xlsx, sheet “List”, row 7, column C: This cell holds more than 32,767")


def test_five_megabyte_shared_text_is_refused_where_it_is_shown() -> None:
    texts = f"<sst><si><t>ok</t></si><si><t>{FIVE_MEGABYTES}</t></si></sst>".encode()
    cells = worksheet('<row r="4"><c r="B4" t="s"><v>1</v></c></row>')
    data = repack(
        xlsx_with_shared_texts([["x"]]),
        {"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": cells},
    )
    error = refused("list.xlsx", data)
    assert (error.fault, error.place) == (Fault.CELL_TOO_LONG, Place("list.xlsx", "List", 4, 2))


def test_five_megabyte_cell_of_csv_and_open_document_is_refused() -> None:
    error = refused("list.csv", f"Surname,Notes\nAshdown,{FIVE_MEGABYTES}\n".encode())
    assert (error.fault, error.place) == (Fault.CELL_TOO_LONG, Place("list.csv", None, 2, 2))
    table = f'<table:table table:name="L">{ods_row("Surname")}{ods_row("x", FIVE_MEGABYTES)}</table:table>'
    error = refused("list.ods", ods(table))
    assert (error.fault, error.place) == (Fault.CELL_TOO_LONG, Place("list.ods", "L", 2, 2))


def test_nul_is_refused_by_its_place() -> None:
    error = refused("list.csv", b"Surname,First\nAshdown,Ro\0bin\n")
    assert (error.fault, error.place) == (Fault.NUL, Place("list.csv", None, 2, 2))
    assert str(error).startswith(
        "list.csv, row 2, column B: There is a character here that no text holds (NUL)"
    )


def test_nul_written_as_an_escape_is_refused() -> None:
    cells = '<row r="3"><c r="B3" t="inlineStr"><is><t>Ro_x0000_bin</t></is></c></row>'
    error = refused("list.xlsx", xlsx_of(cells))
    assert (error.fault, error.place) == (Fault.NUL, Place("list.xlsx", "List", 3, 2))


def test_quotation_mark_that_is_never_closed_is_refused() -> None:
    error = refused("list.csv", b'Surname,Notes\nAshdown,"met on\nTuesday, and\n')
    assert (error.fault, error.place.row) == (Fault.OPEN_QUOTE, 2)


def test_too_many_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEETS", 2)

    def change(workbook: Any) -> None:
        for number in range(3):
            workbook.create_sheet(f"S{number}")

    assert refused("list.xlsx", xlsx([["x"]], change)).fault is Fault.TOO_MANY_SHEETS


def test_unknown_sheet_names_the_ones_there_are() -> None:
    workbook = open_workbook("list.xlsx", xlsx([["x"]]))
    with pytest.raises(Unreadable) as caught:
        workbook.sheet("Leavers")
    assert "The sheets are: List." in str(caught.value)


def test_far_cell_does_not_take_memory(tmp_path: Path) -> None:
    """A few hundred bytes that claim a sheet of 17 thousand million cells must not be built."""
    far = xlsx_of(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="CV1048576"><v>2</v></c></row>'
    )
    path = tmp_path / "far.xlsx"
    path.write_bytes(far)
    program = (
        "import sys, pathlib, resource\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "from core.imports.opening import open_workbook\n"
        "rows = open_workbook('far.xlsx', pathlib.Path(sys.argv[1]).read_bytes()).sheet('List').rows\n"
        "print([row.number for row in rows])\n"
    )
    done = subprocess.run(  # noqa: S603 -- our own interpreter and program
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "[1, 1048576]"


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (151, "EU"), (16384, "XFD")]
)
def test_columns_are_named_as_a_spreadsheet_does(number: int, letters: str) -> None:
    assert column_letters(number) == letters
