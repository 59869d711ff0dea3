"""Storing a plan: its rows in a few statements, its figures, and what the person chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.identifiers import uuid7
from core.imports.actions import Change, Operation, RowPlan
from core.imports.models import ImportBatch, ImportMapping, ImportPlan, ImportRow
from core.imports.preparation import Prepared
from core.imports.problems import Problem

AT_ONCE = 1000
"""Rows or changes in one statement: enough to be quick, few enough to be small in memory."""
INSERT_ROWS = text(
    "INSERT INTO import_row (id, plan_id, position, sheet, row_number, action, label, merged_into,"
    " maybe_same_as, decision, problems, differences, source)"
    " SELECT id, :plan_id, position, sheet, row_number, action, label, merged_into,"
    " maybe_same_as, decision, problems, differences, source"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row("
    "id uuid, position integer, sheet text, row_number integer, action text, label text, merged_into integer,"
    " maybe_same_as integer, decision text, problems jsonb, differences jsonb, source jsonb)"
)
INSERT_BATCH = text(
    "INSERT INTO import_batch (id, plan_id, table_name, operation, changes)"
    " VALUES (:id, :plan_id, :table_name, :operation, CAST(:changes AS json))"
)


@dataclass(frozen=True, slots=True)
class EncodedPlan:
    """A plan as it is sent to the database: in pieces of JSON."""

    rows: list[str]
    batches: list[dict[str, str]]
    counts: dict[str, object]
    notices: list[str]
    meanings: list[dict[str, str]]


def encode_plan(prepared: Prepared) -> EncodedPlan:
    """Write a plan as JSON. Takes a while for a long list, so it is for a thread."""
    rows = prepared.rows()
    return EncodedPlan(
        list(_pieces(rows)), list(_batches(rows)), prepared.counts(), prepared.notices, prepared.meanings
    )


async def store_plan(session: AsyncSession, plan_id: UUID, plan: EncodedPlan, read_at: datetime) -> None:
    """Store a plan whole, in place of an earlier attempt at it, and remember what the headings mean."""
    await remember_meanings(session, plan.meanings)
    for kept in (ImportRow, ImportBatch):
        await session.execute(delete(kept).where(kept.plan_id == plan_id))
    for rows in plan.rows:
        await session.execute(INSERT_ROWS, {"plan_id": plan_id, "rows": rows})
    for batch in plan.batches:
        await session.execute(INSERT_BATCH, {"id": uuid7(), "plan_id": plan_id, **batch})
    stored = {"counts": plan.counts, "notices": plan.notices}
    await session.execute(
        update(ImportPlan)
        .where(ImportPlan.id == plan_id)
        .values(read_at=read_at, planned_at=func.now(), **stored)
    )


def _pieces(rows: Sequence[RowPlan]) -> Iterator[str]:
    numbered = enumerate(rows, start=1)
    while piece := list(islice(numbered, AT_ONCE)):
        yield msgspec.json.encode([_as_json(position, row) for position, row in piece]).decode()


def _batches(rows: Sequence[RowPlan]) -> Iterator[dict[str, str]]:
    """Yield the changes of each table, a batch at a time, in the order of the file."""
    by_table: dict[tuple[str, Operation], list[Change]] = {}
    for row in rows:
        for change in row.changes:
            by_table.setdefault((change.table, change.operation), []).append(change)
    for (table, operation), changes in by_table.items():
        for start in range(0, len(changes), AT_ONCE):
            piece = [change.as_json() for change in changes[start : start + AT_ONCE]]
            yield {
                "table_name": table,
                "operation": operation.value,
                "changes": msgspec.json.encode(piece).decode(),
            }


def _as_json(position: int, row: RowPlan) -> dict[str, object]:
    return {
        "id": str(uuid7()),
        "position": position,
        "sheet": row.sheet,
        "row_number": row.row,
        "action": row.action.value,
        "label": row.label,
        "merged_into": row.merged_into,
        "maybe_same_as": row.perhaps,
        "decision": row.decision,
        "problems": [problem_as_json(problem) for problem in row.problems],
        "differences": [{"label": item.label, "old": item.old, "new": item.new} for item in row.differences],
        "source": None if row.source is None else written_cells(row.source),
    }


def written_cells(source: Mapping[str, str]) -> list[dict[str, str]]:
    """Return a row's cells in the order of the list: the keys of a JSON object would lose it."""
    return [{"heading": heading, "text": text_} for heading, text_ in source.items()]


def problem_as_json(problem: Problem) -> dict[str, object]:
    """Return a problem as it is stored: never with the text of the cell."""
    column = problem.column
    return {
        "kind": problem.kind.value,
        "severity": problem.kind.severity.value,
        "column": column.letters if column else None,
        "heading": column.heading if column else None,
    }


async def remember_meanings(session: AsyncSession, meanings: Sequence[Mapping[str, str]]) -> None:
    """Remember what the person chose the headings to mean, for the next list of this kind."""
    latest = {(item["layout"], item["heading"]): item for item in meanings}
    if latest:
        statement = insert(ImportMapping).values([{"id": uuid7(), **item} for item in latest.values()])
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["tenant_id", "layout", "heading"],
                set_={"field": statement.excluded.field},
            )
        )
