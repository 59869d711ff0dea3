"""Interpreting rows: what is noted, what is refused, and what is never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from core.imports import (
    CommonKind,
    ImportContext,
    Importer,
    Interpretation,
    Plain,
    RowReader,
    Severity,
    TableReader,
    Vocabulary,
    count_kinds,
    count_rows,
    find_tables,
    interpret_tables,
    open_workbook,
)
from core.imports.errors import Fault, Place, Unreadable
from core.imports.importer import address
from core.imports.records import Record
from core.partnership.imports.planning import PartnerPlanner
from tests.core.imports.workbooks import HEADINGS, PEOPLE, xlsx, xlsx_of


def read_row(row: RowReader, context: ImportContext) -> Mapping[str, Plain]:
    del context
    surname = row.name("surname")
    if not surname:
        row.flag(CommonKind.MISSING_NAME, "surname")
    return {"surname": surname, "started": row.date("started"), "notes": row.note("notes")}


IMPORTER = Importer(
    module="test",
    name="people",
    label="People",
    permissions=(),
    tables=(TableReader(layout=PEOPLE, read_row=read_row),),
    planner=lambda as_at, _account: PartnerPlanner(as_at),
)
CONTEXT = ImportContext(as_at=date(2026, 11, 2))


def interpret(data: bytes, file: str = "list.xlsx") -> Interpretation:
    tables = find_tables(IMPORTER, open_workbook(file, data))
    return interpret_tables(IMPORTER, tables, CONTEXT)[0]


def one(cells: Sequence[Any], **options: Any) -> Record:
    return interpret(xlsx([HEADINGS, cells]), **options).records[0]


def kinds(record: Record) -> list[tuple[str, str]]:
    return [(problem.kind.value, problem.heading) for problem in record.problems]


def test_spaces_are_taken_out_and_noted() -> None:
    record = one([" Ashdown", "Robin", "x", None, "good  egg"])
    assert record.values == {"surname": "Ashdown", "started": None, "notes": "good egg"}
    assert kinds(record) == [("trimmed", "Surname"), ("trimmed", "Notes")]


def test_note_with_sensitive_words_is_dropped_with_a_warning() -> None:
    record = one(["Ashdown", "Robin", "x", None, "old caution, told us"])
    assert record.values["notes"] == ""
    assert kinds(record) == [("sensitive_text", "Notes")]


def test_prison_number_is_dropped_wherever_it_stands() -> None:
    record = one(["Ashdown", "Robin", "x", None, "mentors A1234BC"])
    assert record.values["notes"] == ""
    assert kinds(record) == [("prison_number", "Notes")]
    rejected = one(["A1234BC", "Robin", "x", None, None])
    assert rejected.rejected
    assert "A1234BC" not in repr(rejected)


def test_rejected_row_is_kept_as_written_without_what_must_not_be_kept() -> None:
    record = one([None, "Robin", "x", "31/02/2026", "epilepsy"])
    assert kinds(record)[:2] == [("missing_name", "Surname"), ("impossible_date", "Started")]
    assert record.source == {
        "Surname": "",
        "First name": "Robin",
        "Organisation": "x",
        "Started": "31/02/2026",
        "Notes": "",
    }


def test_rejected_row_counts_under_its_errors_only() -> None:
    interpretation = interpret(xlsx([HEADINGS, [None, "Robin", "x", "31/02/2026", " caution"]]))
    assert {code: count.cells for code, count in count_kinds(interpretation, Severity.ERROR).items()} == {
        "impossible_date": 1,
        "missing_name": 1,
    }
    assert count_kinds(interpretation, Severity.WARNING) == {}
    assert count_kinds(interpretation, Severity.NOTE) == {}
    counts = count_rows(interpretation)
    assert (counts.records_read, counts.rejected, counts.importable, counts.new_records) == (1, 1, 0, 0)


@pytest.mark.parametrize("text", ["=see other sheet", "- no Mondays", "+1 helper", "@home", "\tx"])
def test_text_like_a_formula_is_noted_and_kept(text: str) -> None:
    data = xlsx_of(
        '<row r="1"><c t="inlineStr"><is><t>Surname</t></is></c>'
        '<c t="inlineStr"><is><t>Notes</t></is></c></row>'
        '<row r="2"><c t="inlineStr"><is><t>Ashdown</t></is></c>'
        f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>',
    )
    record = interpret(data).records[0]
    assert ("formula_like_text", "Notes") in kinds(record)
    assert record.values["notes"] == text.strip()


def test_formula_where_a_name_should_be_refuses_the_file() -> None:
    with pytest.raises(Unreadable) as caught:
        interpret(xlsx([HEADINGS, ["Birch", "Kit", "x", None, None], ["=A2", "Robin", "x", None, None]]))
    assert (caught.value.fault, caught.value.place) == (
        Fault.FORMULA_IN_NAME,
        Place("list.xlsx", "List", 3, 1),
    )
    assert str(caught.value) == (
        "list.xlsx, sheet “List”, row 3, column A: There is a formula where a name should be. "
        "Type the name itself and choose the file again."
    )


def test_formula_where_a_name_should_be_in_csv_refuses_the_file() -> None:
    with pytest.raises(Unreadable) as caught:
        interpret(b'Surname,Notes\n"=HYPERLINK(1)",x\n', "list.csv")
    assert caught.value.place == Place("list.csv", None, 2, 1)


def test_error_and_formula_without_value_are_read_as_blank() -> None:
    data = xlsx_of(
        '<row r="1"><c t="inlineStr"><is><t>Surname</t></is></c><c t="inlineStr"><is><t>Started</t></is></c>'
        '<c t="inlineStr"><is><t>Notes</t></is></c></row>'
        '<row r="2"><c t="inlineStr"><is><t>Ashdown</t></is></c><c><f>TODAY()</f></c>'
        '<c t="e"><v>#REF!</v></c></row>',
    )
    record = interpret(data).records[0]
    assert kinds(record) == [("formula_without_value", "Started"), ("cell_error", "Notes")]
    assert (record.values["started"], record.values["notes"]) == (None, "")


def test_hidden_row_is_imported_with_a_warning() -> None:
    def change(workbook: Any) -> None:
        workbook.active.row_dimensions[2].hidden = True

    record = interpret(xlsx([HEADINGS, ["Ashdown", "Robin", "x", None, None]], change)).records[0]
    assert kinds(record) == [("hidden_row", "")]
    assert not record.rejected


def test_csv_lines_with_fewer_and_more_fields() -> None:
    data = b"Surname,First name,Notes\nAshdown,Robin\nBirch,Kit,x,y\nCarr,Jo,x,\n"
    interpretation = interpret(data, "list.csv")
    assert [kinds(record) for record in interpretation.records] == [
        [("short_row", "")],
        [("wrong_number_of_columns", "")],
        [],
    ]
    assert [record.row for record in interpretation.rejected()] == [3]


def test_problem_has_an_address() -> None:
    interpretation = interpret(xlsx([HEADINGS, [None, "Robin", "x", None, None]]))
    record, problem = next(interpretation.problems())
    assert address(problem, record, interpretation.table) == "list.xlsx, sheet “List”, row 2, column A"


def test_file_without_the_table_names_the_headings_it_needs() -> None:
    with pytest.raises(Unreadable) as caught:
        find_tables(IMPORTER, open_workbook("list.csv", b"Wing,Cell\nA,1\n"))
    assert caught.value.fault is Fault.NO_HEADER
    assert "with at least: Surname." in str(caught.value)


def test_hidden_sheets_are_not_looked_at() -> None:
    def change(workbook: Any) -> None:
        workbook.active.sheet_state = "hidden"
        workbook.create_sheet("Other")

    with pytest.raises(Unreadable):
        find_tables(IMPORTER, open_workbook("list.xlsx", xlsx([HEADINGS, ["Ashdown"] * 5], change)))


def test_word_with_two_meanings_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="two meanings"):
        Vocabulary("1", {"yes": ("y",), "no": ("n", "Y")})
