"""A fictional report that uses everything a report can hold, and its parts with chosen rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

from core.reports.cells import Kind, Marker, Row
from core.reports.document import (
    BarChart,
    Classification,
    Column,
    Figure,
    KeyNumber,
    ReportDocument,
    Section,
    Table,
)
from core.reports.formats import Format
from core.reports.rendering import write_report

AS_AT = datetime(2026, 6, 1, 13, 5, 0, 123_456, tzinfo=UTC)
"""14:05 in London: British Summer Time must show, and parts of a second, as a real clock gives, must not."""
INJECTIONS = (
    '=HYPERLINK("http://example.org")',
    "+44 1392 555 0100",
    "-2+3",
    "@SUM(1)",
    "\tTab",
    "\rReturn",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\uff1d1+1",
)


def stage_table(*, notes: tuple[str, ...] = ()) -> Table:
    return Table(
        caption="Open cases by stage",
        columns=(
            Column("Stage"),
            Column("Within target", Kind.INTEGER),
            Column("Over target", Kind.INTEGER),
        ),
        rows=[
            ("With the vetting team", 22, 14),
            ("Documents to be seen", 7, 0),
            ("Decision pending", 4, Marker.NOT_AVAILABLE),
        ],
        total=("Total", 33, 14),
        sheet="By stage",
        notes=notes,
    )


def stage_figure() -> Figure:
    return Figure(
        chart=BarChart(values=(1, 2), axis="Number of cases"),
        table=stage_table(notes=("The target is 60 working days.",)),
        summary="Most cases are with the vetting team.",
    )


def name_table(rows: Sequence[Row]) -> Table:
    return Table(
        caption="The longest waits",
        columns=(
            Column("Name", share=2),
            Column("Since", Kind.DATE),
            Column("Last change", Kind.DATETIME),
            Column("Share", Kind.PERCENT),
            Column("Average", Kind.DECIMAL),
        ),
        rows=rows,
        sheet="Longest waits",
        empty="Nobody is waiting.",
    )


def name_row(name: str) -> Row:
    return (name, date(2026, 3, 3), AS_AT, 0.25, 1234.5)


def report(*sections: Section, language: str = "en") -> ReportDocument:
    return ReportDocument(
        title="Vetting position",
        prison_name="HMP Exeter",
        prison_code="EXI",
        as_at=AS_AT,
        produced_at=AS_AT,
        produced_by="Priya Shah",
        classification=Classification.OFFICIAL_SENSITIVE,
        key_numbers=(KeyNumber(1047, "cases in progress"), KeyNumber(14, "over target")),
        summary=("14 of 47 open cases are over target.",),
        sections=sections,
        notes=("Management information, not official statistics.",),
        language=language,
    )


def full_report(*, language: str = "en") -> ReportDocument:
    return report(
        Section("Where cases are", ("Cases that are open today.", stage_figure())),
        Section("The longest waits", (name_table([name_row("Siân Ŵyn-Ŷstwyth")]),)),
        language=language,
    )


def names_report(*names: str) -> ReportDocument:
    return report(Section("The longest waits", (name_table([name_row(name) for name in names]),)))


def written(document: ReportDocument, format_: Format) -> io.BytesIO:
    """Return the report as a file to be read back."""
    target = io.BytesIO()
    write_report(document, format_, target)
    target.seek(0)
    return target
