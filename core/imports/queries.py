"""Reading what a prison has in the tables an importer writes, and what became of its plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Table, case, cast, func, select, text
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from core.database.model import Base
from core.errors import NotFound
from core.imports.actions import Action, Values
from core.imports.models import ImportFile, ImportMapping, ImportMatch, ImportPlan, ImportRow
from core.imports.planning import Existing, Match, PlannedTable
from core.jobs.models import JobRow, JobState
from core.reads.through import through
from core.translation import translate

LOCK = 1_907_846_377
"""Any fixed number: with the prison's id it makes plans wait for an import that is being carried out."""
LOCK_SHARED = text("SELECT pg_advisory_xact_lock_shared(:lock, hashtext(current_setting('app.tenant_id')))")
LOCK_ALONE = text("SELECT pg_advisory_xact_lock(:lock, hashtext(current_setting('app.tenant_id')))")
HIDDEN = ("tenant_id", "created_at")


async def wait_for_imports(session: AsyncSession) -> None:
    """Wait until no import of this prison is being carried out, and let none begin before the end."""
    await session.execute(LOCK_SHARED, {"lock": LOCK})


async def import_alone(session: AsyncSession) -> None:
    """Wait until nobody else plans or carries out an import in this prison."""
    await session.execute(LOCK_ALONE, {"lock": LOCK})


async def read_existing(
    session: AsyncSession, importer: str, tables: Iterable[PlannedTable]
) -> tuple[Existing, datetime]:
    """Read the prison's rows, and when they were read."""
    await wait_for_imports(session)
    read_at = (await session.execute(select(func.now()))).scalar_one()
    rows = {table.name: await _read_table(session, table) for table in tables}
    return Existing(rows, await _read_matches(session, importer)), read_at


async def _read_table(session: AsyncSession, write: PlannedTable) -> dict[str, Values]:
    table = Base.metadata.tables[write.name]
    wanted = [column.name for column in table.columns if column.name not in HIDDEN]
    if write.reads is not None:
        wanted = ["id", *write.reads]
    row_id, row = cast(table.c.id, SqlText), cast(_json_of(table, wanted), SqlText)
    found = await session.execute(select(row_id, row))
    return {found_id: msgspec.json.decode(found_row, type=dict) for found_id, found_row in found}


def _json_of(table: Table, columns: list[str]) -> ColumnElement[Any]:
    pairs = [part for name in columns for part in (name, table.c[name])]
    return func.jsonb_strip_nulls(func.jsonb_build_object(*pairs), type_=JSONB)


async def _read_matches(session: AsyncSession, importer: str) -> dict[str, Match]:
    found = await session.execute(
        select(ImportMatch.id, ImportMatch.key, ImportMatch.ids, ImportMatch.seen).where(
            ImportMatch.importer == importer
        )
    )
    return {
        key: Match(
            str(match_id),
            {alias: str(row_id) for alias, row_id in ids.items()},
            {name: str(figures) for name, figures in seen.items()},
        )
        for match_id, key, ids, seen in found
    }


async def read_mappings(session: AsyncSession, layouts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what this prison's headings mean: for each layout the fields by folded heading."""
    found = await session.execute(
        select(ImportMapping.layout, ImportMapping.heading, ImportMapping.field).where(
            ImportMapping.layout.in_(list(layouts))
        )
    )
    remembered: dict[str, dict[str, str]] = {}
    for layout, heading, field in found:
        remembered.setdefault(layout, {})[heading] = field
    return remembered


class PlanState(StrEnum):
    """What became of a plan, by its times and its latest job."""

    PLANNING = "PLANNING"
    PLANNED = "PLANNED"
    COMMITTING = "COMMITTING"
    COMMITTED = "COMMITTED"
    UNDOING = "UNDOING"
    UNDONE = "UNDONE"
    DISCARDED = "DISCARDED"
    FAILED = "FAILED"
    """It could not be made; the job says why."""


def state(plan: Any) -> ColumnElement[str]:
    """Return the state of an (aliased) plan."""
    job_state = through("job_id", JobRow, "state")(plan)
    at_work = job_state.in_([JobState.QUEUED, JobState.RUNNING])
    return case(
        (plan.discarded_at.is_not(None), PlanState.DISCARDED.value),
        (plan.undone_at.is_not(None), PlanState.UNDONE.value),
        (plan.committed_at.is_not(None) & at_work, PlanState.UNDOING.value),
        (plan.committed_at.is_not(None), PlanState.COMMITTED.value),
        (plan.planned_at.is_not(None) & at_work, PlanState.COMMITTING.value),
        (plan.planned_at.is_not(None), PlanState.PLANNED.value),
        (at_work, PlanState.PLANNING.value),
        else_=PlanState.FAILED.value,
    )


async def plan_with_state(
    session: AsyncSession, plan_id: UUID, *, locked: bool = False
) -> tuple[ImportPlan, ImportFile, PlanState]:
    """Return a plan of this prison, its file and its state; raise NotFound when there is none."""
    statement = (
        select(ImportPlan, ImportFile, state(ImportPlan))
        .join(
            ImportFile,
            (ImportFile.tenant_id == ImportPlan.tenant_id) & (ImportFile.id == ImportPlan.file_id),
        )
        .where(ImportPlan.id == plan_id)
    )
    if locked:
        statement = statement.with_for_update(of=ImportPlan)
    found = (await session.execute(statement)).one_or_none()
    if found is None:
        raise NotFound(translate("There is no such import in this prison."))
    plan, file, found_state = found
    return plan, file, PlanState(found_state)


async def skipped_rows(session: AsyncSession, plan_id: UUID) -> Sequence[ImportRow]:
    """Return the rows that cannot be read, in the order of the file."""
    found = await session.scalars(
        select(ImportRow)
        .where(ImportRow.plan_id == plan_id, ImportRow.action == Action.SKIP)
        .order_by(ImportRow.position)
    )
    return found.all()
