"""From the bytes of a file to a plan, and to a description of how it is read. No database here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.garbage import without_collection
from core.imports.actions import Action, RowPlan
from core.imports.choices import Choices, chosen_meanings, chosen_tables
from core.imports.facts import gather_facts, hidden_sheets, say_facts
from core.imports.importer import Importer, Remembered, interpret_tables
from core.imports.opening import open_workbook
from core.imports.planning import Existing, Planner, Planning
from core.imports.problems import Problem, Severity
from core.imports.records import Interpretation
from core.imports.settling import Settling
from core.imports.sheet import Workbook
from core.imports.summary import count_problems, count_rows
from core.imports.table import Table
from core.translation import translate


@dataclass(frozen=True, slots=True)
class PreparedTable:
    """One table of the plan: what was read, and what becomes of each row."""

    interpretation: Interpretation
    rows: list[RowPlan]

    @property
    def sheet(self) -> str:
        return self.interpretation.table.sheet.name

    def problems(self) -> Iterator[tuple[int, Problem]]:
        """Yield what is said of each row, by its number."""
        for row in self.rows:
            yield from ((row.row, problem) for problem in row.problems)

    def counts(self) -> dict[str, object]:
        """Return the figures of the table as a plan stores them."""
        rows = count_rows(self.interpretation)
        return {
            "layout": self.interpretation.layout,
            "header_row": self.interpretation.table.header.row,
            "rows_below_header": rows.rows_below_header,
            "blank": rows.blank,
            "records_read": rows.records_read,
            "rejected": rows.rejected,
            "importable": rows.importable,
            "duplicates_in_file": rows.duplicates_in_file,
            "new_records": rows.new_records,
            "others": {kind.value: count for kind, count in rows.others.items()},
            "actions": self._actions(),
            "perhaps": {
                "rows": sum(row.perhaps is not None for row in self.rows),
                "open": sum(row.perhaps is not None and row.decision is None for row in self.rows),
            },
            **{
                f"{severity.value}s": {
                    code: {"rows": count.rows, "cells": count.cells}
                    for code, count in count_problems(self.problems(), severity).items()
                }
                for severity in Severity
            },
        }

    def _actions(self) -> dict[str, int]:
        """Count the rows by what becomes of them; those left out only where somebody left some out."""
        counts = {action.value: sum(row.action is action for row in self.rows) for action in Action}
        return {code: count for code, count in counts.items() if count or code != Action.LEFT_OUT}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan that is not stored yet."""

    tables: list[PreparedTable]
    notices: list[str]
    meanings: list[dict[str, str]]
    """What the person chose headings to mean."""

    def rows(self) -> list[RowPlan]:
        return [row for table in self.tables for row in table.rows]

    def counts(self) -> dict[str, object]:
        """Return the figures of each sheet; its position is said, for a JSON object keeps no order."""
        return {
            table.sheet: {"position": position, **table.counts()}
            for position, table in enumerate(self.tables, start=1)
        }


def prepare(
    importer: Importer,
    planner: Planner,
    existing: Existing,
    *,
    file: str,
    content: bytes,
    choices: Choices,
    remembered: Remembered,
) -> Prepared:
    """Read, interpret and plan a file; Unreadable with a sentence for the person when that cannot be done."""
    with without_collection():
        workbook = open_workbook(file, content)
        context = planner.prepare(existing)
        tables = chosen_tables(importer, workbook, choices, remembered)
        settling = Settling(importer.name, planner, existing.matches, choices)
        interpretations = interpret_tables(importer, tables, context, settling.settle)
        planning = Planning(importer.name, planner, existing)
        wanted = [item for item in interpretations if choices.of(item.table.sheet.name).include]
        prepared = [PreparedTable(item, planning.plan_table(item)) for item in wanted]
        notices = say_notices(workbook, [item.table for item in wanted])
        if importer.is_final:
            notices.insert(0, translate("This cannot be undone: it becomes a history."))
        return Prepared(prepared, notices, chosen_meanings(tables, choices))


def say_notices(workbook: Workbook, tables: Sequence[Table]) -> list[str]:
    """Return what is to be said of the file as a whole; with several tables, each under its sheet's name."""
    said = [
        translate("Sheet “{sheet}” is hidden and is not read.").format(sheet=sheet)
        for sheet in hidden_sheets(workbook)
    ]
    for table in tables:
        name = f"{table.sheet.name}: " if len(tables) > 1 else ""
        said += [f"{name}{sentence}" for sentence in say_facts(gather_facts(table))]
    return said


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """How one column is read."""

    index: int
    letters: str
    heading: str
    field: str | None
    reason: str | None
    """Why it is not imported although it is recognised, or is never read."""
    is_withheld: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SheetDescription:
    """How one sheet is read: “We read it like this”."""

    name: str
    is_hidden: bool
    layout: str | None
    label: str | None
    header_row: int | None
    records: int
    columns: tuple[ColumnDescription, ...]
    fields: tuple[tuple[str, str], ...]
    """What a column can mean: name and label of every field of the layout."""


def describe_workbook(
    importer: Importer, workbook: Workbook, choices: Choices, remembered: Remembered
) -> list[SheetDescription]:
    """Say of every sheet how it is read; Unreadable when none of them fits."""
    tables = {table.sheet.name: table for table in chosen_tables(importer, workbook, choices, remembered)}
    return [_described(name.name, tables.get(name.name), is_hidden=name.hidden) for name in workbook.names]


def _described(name: str, table: Table | None, *, is_hidden: bool) -> SheetDescription:
    if table is None:
        return SheetDescription(name, is_hidden, None, None, None, 0, (), ())
    columns = []
    for heading in table.header.headings:
        reason = heading.withheld.reason if heading.withheld else heading.field and heading.field.left_out
        columns.append(
            ColumnDescription(
                index=heading.column.index,
                letters=heading.column.letters,
                heading=heading.column.heading,
                field=heading.field.name if heading.field else None,
                reason=str(reason) if reason else None,
                is_withheld=heading.withheld is not None,
                is_hidden=heading.hidden,
            )
        )
    return SheetDescription(
        name=name,
        is_hidden=is_hidden,
        layout=table.layout.name,
        label=str(table.layout.label),
        header_row=table.header.row,
        records=len(table.records),
        columns=tuple(columns),
        fields=tuple((field.name, str(field.label)) for field in table.layout.fields),
    )
