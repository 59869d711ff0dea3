"""CSV: one header row, every row with its origin, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from core.reports.document import Column, ReportDocument, Section, Table
from core.reports.formats import Format
from tests.core.reports.samples import INJECTIONS, full_report, names_report, report, stage_table, written


def rows(document: ReportDocument) -> list[list[str]]:
    text = written(document, Format.CSV).read().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_row_carries_its_origin() -> None:
    assert rows(names_report("Siân Ŵyn")) == [
        [
            "Name",
            "Since",
            "Last change",
            "Share",
            "Average",
            "Prison",
            "Position on",
            "Classification",
            "Produced by",
        ],
        [
            "Siân Ŵyn",
            "2026-03-03",
            "2026-06-01T14:05+01:00",
            "0.25",
            "1234.5",
            "HMP Exeter (EXI)",
            "2026-06-01T14:05+01:00",
            "OFFICIAL-SENSITIVE",
            "Priya Shah",
        ],
    ]


def test_file_begins_with_the_mark_excel_needs() -> None:
    assert written(names_report("A"), Format.CSV).read().startswith(b"\xef\xbb\xbfName,")


@pytest.mark.parametrize("text", INJECTIONS)
def test_suspicious_text_gets_an_apostrophe(text: str) -> None:
    assert rows(names_report(text))[1][0] == "'" + text.replace("\r", "\n")


def test_lines_and_quotes_inside_a_cell_stay_in_it() -> None:
    assert rows(names_report('Two\nlines, "quoted"'))[1][0] == 'Two\nlines, "quoted"'


def test_total_is_left_to_the_reader() -> None:
    found = rows(report(Section("Stages", (stage_table(),))))
    assert [row[0] for row in found] == [
        "Stage",
        "With the vetting team",
        "Documents to be seen",
        "Decision pending",
    ]


def test_a_column_of_the_table_is_not_repeated() -> None:
    table = Table(caption="Prisons", columns=(Column("Prison"),), rows=[("HMP Dartmoor",)])
    heading, row = rows(report(Section("All", (table,))))
    assert heading == ["Prison", "Position on", "Classification", "Produced by"]
    assert row[0] == "HMP Dartmoor"


def test_report_of_several_tables_is_no_csv() -> None:
    with pytest.raises(ValueError, match="CSV holds one table, not 2"):
        written(full_report(), Format.CSV)
