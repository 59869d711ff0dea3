"""What a person is told about a file as a whole: what was left out, and why. Counts and names, no cells."""

from __future__ import annotations

from dataclasses import dataclass

from core.imports.cells import Formula, SheetError
from core.imports.sheet import Workbook
from core.imports.table import RowKind, Table
from core.translation import Text, translate, translate_plural

MOST = 0.5
"""A column is one of formulas when this share of its records hold one."""


@dataclass(frozen=True, slots=True)
class Withheld:
    heading: str
    cells: int
    reason: Text


@dataclass(frozen=True, slots=True)
class TableFacts:
    """Facts about one table, by heading or as counts."""

    withheld: tuple[Withheld, ...]
    left_out: tuple[tuple[str, Text], ...]
    hidden_columns: tuple[str, ...]
    hidden_not_imported: tuple[str, ...]
    unrecognised: tuple[str, ...]
    formula_columns: tuple[str, ...]
    formula_errors: int
    comments: int
    merged_ranges: int
    coloured_rows: int
    totals: tuple[int, ...]
    remarks: tuple[int, ...]


def gather_facts(table: Table) -> TableFacts:
    """Return what is to be said about a table besides its rows."""
    headings = table.header.headings
    imported = {column.index for column in table.columns.values()}
    coloured = table.sheet.coloured_rows
    columns, errors = _formulas(table)
    return TableFacts(
        withheld=tuple(
            Withheld(heading.column.heading, table.withheld.get(heading.column, 0), heading.withheld.reason)
            for heading in headings
            if heading.withheld is not None
        ),
        left_out=tuple(
            (heading.column.heading, heading.field.left_out)
            for heading in headings
            if heading.field is not None and heading.field.left_out is not None
        ),
        hidden_columns=tuple(heading.column.heading for heading in headings if heading.hidden),
        hidden_not_imported=tuple(
            heading.column.heading
            for heading in headings
            if heading.hidden and heading.withheld is None and heading.column.index not in imported
        ),
        unrecognised=tuple(
            heading.column.heading
            for heading in headings
            if heading.field is None and heading.withheld is None and not heading.hidden
        ),
        formula_columns=columns,
        formula_errors=errors,
        comments=table.sheet.comments,
        merged_ranges=len(table.sheet.merges),
        coloured_rows=sum(row.number in coloured for row, _section in table.records),
        totals=tuple(table.others.get(RowKind.TOTAL, ())),
        remarks=tuple(table.others.get(RowKind.REMARK, ())),
    )


def _formulas(table: Table) -> tuple[tuple[str, ...], int]:
    columns, errors = [], 0
    for heading in table.header.headings:
        values = [row.value(heading.column.index) for row, _section in table.records]
        formulas = [value for value in values if isinstance(value, Formula)]
        errors += sum(isinstance(formula.saved, SheetError) for formula in formulas)
        if values and len(formulas) >= len(values) * MOST:
            columns.append(heading.column.heading)
    return tuple(columns), errors


def hidden_sheets(workbook: Workbook) -> tuple[str, ...]:
    return tuple(sheet.name for sheet in workbook.names if sheet.hidden)


def say_facts(facts: TableFacts) -> list[str]:
    """Return the facts as sentences, what was withheld first."""
    return [*_columns_said(facts), *_sheet_said(facts)]


def _columns_said(facts: TableFacts) -> list[str]:
    said = [
        translate("Column “{heading}” was not read ({cells} cells). {reason}").format(
            heading=column.heading,
            cells=column.cells,
            reason=column.reason,
        )
        for column in facts.withheld
    ]
    said += [
        translate("Column “{heading}” is not imported. {reason}").format(heading=heading, reason=reason)
        for heading, reason in facts.left_out
    ]
    said += [
        translate("Column “{heading}” is hidden. It is imported only if you choose it.").format(
            heading=heading
        )
        for heading in facts.hidden_not_imported
    ]
    said += [
        translate("Column “{heading}” was not recognised and is not imported.").format(heading=heading)
        for heading in facts.unrecognised
    ]
    return said


def _sheet_said(facts: TableFacts) -> list[str]:
    said = []
    if facts.coloured_rows:
        said.append(
            translate(
                "Colours are not read. If a colour says something, such as who holds keys, "
                "write it in a column.",
            ),
        )
    if facts.comments:
        said.append(
            translate_plural(
                "{count} comment on a cell is not read.",
                "{count} comments on cells are not read.",
                facts.comments,
            ).format(count=facts.comments),
        )
    said += [translate("Row {row} is a total and is not imported.").format(row=row) for row in facts.totals]
    said += [translate("Row {row} is a remark and is not imported.").format(row=row) for row in facts.remarks]
    return said
