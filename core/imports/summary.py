"""Counting an interpretation for people and for `--json`: rows by kind, problems by kind, rows and cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.imports.problems import CommonKind, Kind, Problem, Severity
from core.imports.records import Interpretation
from core.imports.table import RowKind


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often a kind was met: a row once, and every cell."""

    kind: Kind
    rows: int
    cells: int
    places: tuple[tuple[int, str], ...]
    """Row and heading of each, in order; the heading is '' for a row as a whole."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How the rows below the header divide."""

    rows_below_header: int
    blank: int
    records_read: int
    rejected: int
    importable: int
    duplicates_in_file: int
    new_records: int
    others: dict[RowKind, int]


def count_rows(interpretation: Interpretation) -> RowCounts:
    """Count the rows of a table, and what they come to."""
    table = interpretation.table
    importable = interpretation.importable()
    duplicates = sum(record.has(CommonKind.DUPLICATE_IN_FILE) for record in importable)
    return RowCounts(
        rows_below_header=table.rows_below_header,
        blank=table.blank_rows,
        records_read=len(interpretation.records),
        rejected=len(interpretation.records) - len(importable),
        importable=len(importable),
        duplicates_in_file=duplicates,
        new_records=len(importable) - duplicates,
        others={kind: len(rows) for kind, rows in table.others.items()},
    )


def count_kinds(interpretation: Interpretation, severity: Severity) -> dict[str, KindCount]:
    """Count the problems of one severity by kind, in the order of the codes."""
    return count_problems(((record.row, problem) for record, problem in interpretation.problems()), severity)


def count_problems(problems: Iterable[tuple[int, Problem]], severity: Severity) -> dict[str, KindCount]:
    """Count the problems of rows by kind; they come with the numbers of their rows."""
    places: dict[Kind, list[tuple[int, str]]] = {}
    for row, problem in problems:
        if problem.kind.severity is severity:
            places.setdefault(problem.kind, []).append((row, problem.heading))
    return {
        kind.value: KindCount(kind, len({row for row, _ in found}), len(found), tuple(sorted(found)))
        for kind, found in sorted(places.items())
    }
