"""Finding the header and the columns, sorting the rows, and leaving out what must not come in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.imports.facts import gather_facts, say_facts
from core.imports.opening import open_workbook
from core.imports.privacy import NEVER_READ, has_prison_number, has_sensitive_words
from core.imports.table import RowKind, find_table
from tests.core.imports.workbooks import HEADINGS, PEOPLE, ods, ods_row, people_table, xlsx

ROW: list[Any] = ["Ashdown", "Robin", "Harbour Lights", date(2026, 4, 3), "fine"]


def fields(data: bytes, **options: Any) -> dict[str, str]:
    table = people_table(data, **options)
    return {name: column.heading for name, column in table.columns.items()}


def test_header_is_found_below_titles() -> None:
    table = people_table(
        xlsx([["HMP SOMEWHERE - VOLUNTEERS"], ["Updated by Kit, see notes"], [], HEADINGS, ROW])
    )
    assert (table.header.row, [row.number for row, _ in table.records]) == (4, [5])


def test_headings_with_line_breaks_spaces_and_slips_are_known() -> None:
    headings = ["SURNAME ", "First\nname", "Organistion", "Date form\nsent", "Notes:"]
    assert fields(xlsx([headings, ROW])) == {
        "surname": "SURNAME",
        "first_name": "First name",
        "organisation": "Organistion",
        "started": "Date form sent",
        "notes": "Notes:",
    }


def test_heading_in_two_rows_is_read_as_one() -> None:
    upper = ["", "First", "", "Date form", ""]
    lower = ["Surname", "name", "Organisation", "sent", "Notes"]
    table = people_table(xlsx([["Volunteers"], upper, lower, ROW]))
    assert table.header.row == 3
    assert table.columns["started"].heading == "Date form sent"
    assert len(table.columns) == 5


def test_group_headings_over_the_header_are_not_columns() -> None:
    def change(workbook: Any) -> None:
        workbook.active.merge_cells("A1:C1")

    table = people_table(xlsx([["WHO", None, None, "WHEN", "WHAT"], HEADINGS, ROW], change))
    assert (table.header.row, len(table.columns)) == (2, 5)


def test_row_chosen_by_the_person_is_the_header() -> None:
    rows = [["Surname", "First name", "Notes"], ["Nom", "Prénom", "Notes"], ["Ashdown", "Robin", "x"]]
    assert people_table(xlsx(rows)).header.row == 1
    assert people_table(xlsx(rows), header_row=2).header.row == 2


def test_sheet_without_the_columns_it_needs_is_not_this_table() -> None:
    workbook = open_workbook("list.xlsx", xlsx([["Wing", "Notes", "Organisation"], ["A", "x", "y"]]))
    assert find_table("list.xlsx", workbook.sheet("List"), PEOPLE) is None


def test_columns_are_remembered_and_chosen() -> None:
    data = xlsx([["Surname", "Given", "Set-up", "Notes"], ["Ashdown", "Robin", "Harbour Lights", "x"]])
    sheet = open_workbook("list.xlsx", data).sheet("List")
    remembered = find_table(
        "list.xlsx", sheet, PEOPLE, remembered={"given": "first_name", "set up": "organisation"}
    )
    assert remembered is not None
    assert {name: column.heading for name, column in remembered.columns.items()} == {
        "surname": "Surname",
        "first_name": "Given",
        "organisation": "Set-up",
        "notes": "Notes",
    }
    chosen = find_table("list.xlsx", sheet, PEOPLE, chosen={1: "notes", 3: None})
    assert chosen is not None
    assert {name: column.index for name, column in chosen.columns.items()} == {"surname": 0, "notes": 1}


def test_rows_are_sorted_into_records_and_others() -> None:
    def change(workbook: Any) -> None:
        workbook.active.merge_cells("A2:E2")

    rows = [
        HEADINGS,
        ["CHAPEL"],
        ROW,
        [],
        HEADINGS,
        ["WOOD WORK"],
        ROW,
        ["Total", 2, None, None, None],
        ["Please do not sort"],
    ]
    table = people_table(xlsx(rows, change))
    assert [(row.number, section) for row, section in table.records] == [(3, "CHAPEL"), (7, "WOOD WORK")]
    assert table.others == {
        RowKind.SECTION: [2, 6],
        RowKind.REPEATED_HEADER: [5],
        RowKind.TOTAL: [8],
        RowKind.REMARK: [9],
    }
    assert (table.rows_below_header, table.blank_rows, table.totals) == (8, 1, {8: {"First name": 2}})


def test_organisation_called_total_is_a_record() -> None:
    table = people_table(xlsx([HEADINGS, ["Total Recovery", "Kit", "x", None, None]]))
    assert len(table.records) == 1


def test_rows_of_formulas_only_are_blank() -> None:
    table = people_table(xlsx([[*HEADINGS, "Days left"], [*ROW, "=1+1"], [None] * 5 + ["=1+1"]]))
    assert (len(table.records), table.rows_below_header) == (1, 1)


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Disclosed?",
            "DISCLOSED",
            "Any unspent convictions? (Y/N)",
            "Criminal record",
            "Cautions/convictions",
        ),
        *("PNC check", "Disclosure date", "Reason for refusal", "Why refused?", "Prison number", "NOMIS id"),
        *("Prisoner no.", "Passport number", "NI number", "Medical conditions", "Health"),
    ],
)
def test_forbidden_columns_are_told_by_their_heading(heading: str) -> None:
    assert any(rule.covers(heading) for rule in NEVER_READ)


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Cleared?",
            "Level",
            "Notes",
            "DBS",
            "Refused",
            "Reason",
            "Number",
            "Date",
            "Prison",
            "Court visits",
        ),
        *("declared a conviction from 1994, security aware", "Mental health training", "Information"),
    ],
)
def test_other_columns_are_not_forbidden(heading: str) -> None:
    assert not any(rule.covers(heading) for rule in NEVER_READ)


SECRET = "Y - 1998 burglary"


def forbidden_list() -> list[list[Any]]:
    return [
        ["Volunteers 2026"],
        ["Surname", "First name", "Disclosed?", "Notes"],
        ["Ashdown", "Robin", SECRET, "x"],
        ["Surname", "First name", "Disclosed?", "Notes"],
        ["Birch", "Kit", SECRET, "y"],
    ]


def everything_said(table: Any) -> str:
    return repr((table, gather_facts(table), say_facts(gather_facts(table))))


def test_forbidden_column_is_named_and_its_cells_are_gone() -> None:
    table = people_table(xlsx(forbidden_list()))
    facts = gather_facts(table)
    assert [(column.heading, column.cells) for column in facts.withheld] == [("Disclosed?", 2)]
    assert say_facts(facts)[0].startswith(
        "Column “Disclosed?” was not read (2 cells). Criminal records may be held"
    )
    assert SECRET not in everything_said(table)


@pytest.mark.parametrize("header_row", [1, 2, 3, 4, 5])
def test_forbidden_column_is_gone_whatever_row_is_chosen_as_header(header_row: int) -> None:
    table = people_table(xlsx(forbidden_list()), header_row=header_row)
    assert SECRET not in everything_said(table)


def test_forbidden_column_cannot_be_chosen() -> None:
    sheet = open_workbook("list.xlsx", xlsx(forbidden_list())).sheet("List")
    table = find_table("list.xlsx", sheet, PEOPLE, chosen={2: "notes"})
    assert table is not None
    assert table.columns["notes"].index == 3
    assert SECRET not in everything_said(table)
    remembered = find_table("list.xlsx", sheet, PEOPLE, remembered={"disclosed": "notes"})
    assert remembered is not None
    assert remembered.columns["notes"].index == 3


def test_forbidden_column_is_gone_in_csv_and_open_document() -> None:
    rows = forbidden_list()[1:]
    text = "\n".join(",".join(row) for row in rows)
    assert SECRET not in everything_said(people_table(text.encode(), file="list.csv"))
    table = f'<table:table table:name="List">{"".join(ods_row(*row) for row in rows)}</table:table>'
    assert SECRET not in everything_said(people_table(ods(table), file="list.ods"))


def test_forbidden_word_in_the_upper_of_two_heading_rows() -> None:
    rows = [
        ["", "", "Disclosed", ""],
        ["Surname", "First name", "(tick)", "Notes"],
        ["Ashdown", "Robin", SECRET, "x"],
    ]
    assert SECRET not in everything_said(people_table(xlsx(rows)))


def test_hidden_column_comes_in_only_when_chosen() -> None:
    def change(workbook: Any) -> None:
        workbook.active.column_dimensions["C"].hidden = True

    data = xlsx([HEADINGS, ROW], change)
    table = people_table(data)
    assert "organisation" not in table.columns
    assert gather_facts(table).hidden_not_imported == ("Organisation",)
    sheet = open_workbook("list.xlsx", data).sheet("List")
    chosen = find_table("list.xlsx", sheet, PEOPLE, chosen={2: "organisation"})
    assert chosen is not None
    assert chosen.columns["organisation"].index == 2


def test_facts_about_the_sheet_are_said_once() -> None:
    def change(workbook: Any) -> None:
        for number in (2, 3, 4):
            workbook.active.cell(number, 1).style = "Good"

    rows = [[*HEADINGS, "Days left", "Car"], *[[*ROW, "=1+1", "blue"] for _ in range(3)], ["Total", 3]]
    facts = gather_facts(people_table(xlsx(rows, change)))
    assert facts.left_out == (("Days left", "Worked out."),)
    assert (facts.unrecognised, facts.formula_columns, facts.coloured_rows) == (("Car",), ("Days left",), 3)
    assert say_facts(facts) == [
        "Column “Days left” is not imported. Worked out.",
        "Column “Car” was not recognised and is not imported.",
        "Colours are not read. If a colour says something, such as who holds keys, write it in a column.",
        "Row 5 is a total and is not imported.",
    ]


def test_section_that_says_too_much_is_not_kept() -> None:
    def change(workbook: Any) -> None:
        workbook.active.merge_cells("A2:E2")

    table = people_table(xlsx([HEADINGS, ["REFUSED - OLD CONVICTION"], ROW], change))
    assert table.records[0][1] is None


@pytest.mark.parametrize("text", ["A1234BC", "mentoring b9876xy when out", "(Z0001AA)"])
def test_prison_numbers_are_recognised(text: str) -> None:
    assert has_prison_number(text)


@pytest.mark.parametrize(
    "text", ["C2041", "A4 paper", "EX4 4EX", "PSI 27/2014", "M4410KEY", "AB1234CD", "A12345BC"]
)
def test_near_misses_of_prison_numbers(text: str) -> None:
    assert not has_prison_number(text)


def test_sensitive_words_are_whole_words() -> None:
    assert has_sensitive_words("told us of a Caution, old")
    assert not has_sensitive_words("precautions taken; courteous; courtyard")
