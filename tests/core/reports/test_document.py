"""A report refuses what no reader could use, and says where without repeating what a person typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from core.reports.cells import Cell, Kind, Marker
from core.reports.document import BarChart, Column, Figure, Table
from tests.core.reports.samples import full_report, name_row, name_table, stage_table


def one_column(kind: Kind, cell: Cell) -> Table:
    return Table(caption="One", columns=(Column("Only", kind),), rows=[(cell,)])


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.TEXT, 5),
        (Kind.INTEGER, "5"),
        (Kind.INTEGER, 5.5),
        (Kind.INTEGER, True),
        (Kind.DECIMAL, float("nan")),
        (Kind.DECIMAL, Decimal("Infinity")),
        (Kind.PERCENT, "25%"),
        (Kind.DATE, datetime.fromisoformat("2026-03-03T10:00:00+00:00")),
        (Kind.DATETIME, datetime.fromisoformat("2026-03-03T10:00:00")),
        (Kind.DATETIME, date(2026, 3, 3)),
    ],
)
def test_cell_of_the_wrong_kind_is_refused(kind: Kind, cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"One, row 1, column 1: \w+ is not " + kind.value):
        list(one_column(kind, cell).checked_rows())


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_may_be_empty_or_marked(kind: Kind) -> None:
    table = Table(caption="One", columns=(Column("Only", kind),), rows=[(None,), (Marker.CONFIDENTIAL,)])
    assert list(table.checked_rows()) == [(None,), (Marker.CONFIDENTIAL,)]


def test_refusal_never_repeats_the_value() -> None:
    with pytest.raises(ValueError, match="row 1, column 1") as refused:
        list(one_column(Kind.INTEGER, "Ewan Rees").checked_rows())
    assert "Ewan" not in str(refused.value)


def test_row_of_another_length_is_refused() -> None:
    table = name_table([name_row("A"), ("B",)])
    with pytest.raises(ValueError, match="The longest waits, row 2: 1 cells for 5 columns"):
        list(table.checked_rows())


def test_total_comes_last_and_only_after_rows() -> None:
    table = stage_table()
    assert list(table.checked_rows())[-1] == ("Total", 33, 14)
    assert list(table.checked_rows(with_total=False))[-1] == ("Decision pending", 4, Marker.NOT_AVAILABLE)
    assert list(replace(table, rows=[]).checked_rows()) == []


@pytest.mark.parametrize("headings", [(), ("",), ("Same", "Same")])
def test_columns_need_headings_of_their_own(headings: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="every column needs a heading of its own"):
        Table(caption="One", columns=tuple(Column(heading) for heading in headings), rows=[])


def test_chart_over_words_is_refused() -> None:
    with pytest.raises(ValueError, match="only show columns of numbers"):
        Figure(chart=BarChart(values=(0,), axis="Cases"), table=stage_table(), summary="Something.")


def test_chart_without_a_summary_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a sentence"):
        Figure(chart=BarChart(values=(1,), axis="Cases"), table=stage_table(), summary=" ")


def test_chart_of_too_many_series_is_refused() -> None:
    with pytest.raises(ValueError, match="a chart shows 1 to 3 columns"):
        Figure(chart=BarChart(values=(1, 1, 1, 1), axis="Cases"), table=stage_table(), summary="Something.")


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(full_report(), as_at=datetime.fromisoformat("2026-06-01T14:05:00"))


def test_tables_are_found_in_reading_order() -> None:
    captions = [table.caption for table in full_report().tables]
    assert captions == ["Open cases by stage", "The longest waits"]
