"""`gatehouse import`: check a list from the command line, and with `--commit` import it."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.imports.actions import Action, RowPlan
from core.imports.carrying_out import carry_out
from core.imports.choices import Choices, only_sheet
from core.imports.importer import Importer
from core.imports.models import ImportFile, ImportPlan
from core.imports.opening import open_workbook
from core.imports.preparation import Prepared, PreparedTable, prepare
from core.imports.problems import Severity
from core.imports.queries import import_alone, read_existing, read_mappings
from core.imports.storing import encode_plan, problem_as_json, store_plan
from core.imports.summary import count_problems
from core.imports.undoing import UNDO_FOR
from core.translation import translate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the command says: to a person as lines, to a program as JSON. Row numbers, never names."""

    importer: str
    file: str
    as_at: date
    committed: bool
    prepared: Prepared

    def as_json(self) -> dict[str, object]:
        return {
            "importer": self.importer,
            "file": self.file,
            "as_at": self.as_at.isoformat(),
            "committed": self.committed,
            "notices": self.prepared.notices,
            "tables": [_table_as_json(table) for table in self.prepared.tables],
        }

    def lines(self) -> list[str]:
        """Return the outcome in words."""
        said = list(self.prepared.notices)
        for table in self.prepared.tables:
            said += _table_in_words(table)
        done = translate("Imported.") if self.committed else translate("Checked only: nothing was imported.")
        return [*said, done]


async def run(
    database: Database,
    viewer: Viewer,
    importer: Importer,
    path: Path,
    *,
    sheet: str | None = None,
    commit: bool = False,
    as_at: date | None = None,
) -> Outcome:
    """Check a file, and import it with `commit`; a DomainError says what is wrong, and nothing is written."""
    importer.require(viewer)
    content = await to_thread(path.read_bytes)
    choices = only_sheet(sheet, open_workbook(path.name, content)) if sheet else Choices()
    day = as_at or clock.today()
    planner = importer.planner(day, viewer.account_id)
    async with database.read(viewer) as session:
        existing, read_at = await read_existing(session, importer.name, planner.tables)
        remembered = await read_mappings(session, importer.layout_names())
    prepared = prepare(
        importer,
        planner,
        existing,
        file=path.name,
        content=content,
        choices=choices,
        remembered=remembered,
    )
    outcome = Outcome(importer.name, path.name, day, commit, prepared)
    if commit:
        async with database.write(viewer) as session:
            await import_alone(session)
            plan = await _add_plan(session, viewer, outcome, len(content))
            await store_plan(session, plan.id, encode_plan(prepared), read_at)
            await carry_out(session, plan.id, planner.tables, read_at, _say_nothing)
    return outcome


async def _add_plan(session: AsyncSession, viewer: Viewer, outcome: Outcome, size: int) -> ImportPlan:
    """Add the rows that say who imported which file; the file itself was never kept."""
    moment = clock.now()
    file = ImportFile(
        importer=outcome.importer,
        name=outcome.file,
        size=size,
        uploaded_by=viewer.account_id,
        expires_at=moment,
        deleted_at=moment,
    )
    session.add(file)
    await session.flush()
    plan = ImportPlan(
        file_id=file.id,
        importer=outcome.importer,
        as_at=outcome.as_at,
        choices={},
        requested_by=viewer.account_id,
        committed_at=moment,
        undo_until=moment + UNDO_FOR,
    )
    session.add(plan)
    await session.flush()
    return plan


async def _say_nothing(done: int, total: int) -> None:
    """Take the progress of a command that nobody watches."""
    del done, total


def _table_as_json(table: PreparedTable) -> dict[str, object]:
    counts = table.counts()
    places = {
        f"{severity.value}s": {
            code: {
                "rows": count.rows,
                "cells": count.cells,
                "at": [list(place) for place in count.places],
                "label": str(count.kind.label),
            }
            for code, count in count_problems(table.problems(), severity).items()
        }
        for severity in Severity
    }
    rows = [_row_as_json(row) for row in table.rows]
    return {"sheet": table.sheet, **counts, **places, "rows": rows}


def _row_as_json(row: RowPlan) -> dict[str, object]:
    return {
        "row": row.row,
        "action": row.action.value.lower(),
        "merged_into": row.merged_into,
        "problems": [
            {**problem_as_json(problem), "message": str(problem.kind.label)} for problem in row.problems
        ],
    }


def _table_in_words(table: PreparedTable) -> list[str]:
    header = table.interpretation.table.header.row
    said = [
        translate("{sheet}: {records} records below row {header}").format(
            sheet=table.sheet, records=f"{len(table.rows):,}", header=header
        )
    ]
    said += [f"  {sum(row.action is action for row in table.rows):>6,} {action.label}" for action in Action]
    for severity in Severity:
        for code, count in count_problems(table.problems(), severity).items():
            said.append(f"  {severity.value} {code} ({count.rows}): {count.kind.label}")
    for row in table.rows:
        for problem in row.problems:
            if problem.kind.severity is Severity.ERROR:
                heading = f", {problem.heading}" if problem.heading else ""
                said.append(f"  {translate('row')} {row.row}{heading}: {problem.kind.label}")
    return said
