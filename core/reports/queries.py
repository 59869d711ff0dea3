"""What became of a report, computed from its row and its job: one truth, whatever happens to a worker."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.jobs.models import JobRow, JobState
from core.prisons.queries import prison_names
from core.reads.through import through
from core.reports.models import ReportFile
from core.translation import current_language


class ReportState(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    READY = "READY"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"
    TAKEN_BACK = "TAKEN_BACK"


def state(report: Any) -> ColumnElement[str]:
    """Return the state of an (aliased) report: taken back, expired, ready by its files, else its job's."""
    job_state = through("job_id", JobRow, "state")(report)
    return case(
        (report.taken_back.is_not(None), ReportState.TAKEN_BACK.value),
        (report.expires_at <= func.now(), ReportState.EXPIRED.value),
        (report.ready_at.is_not(None), ReportState.READY.value),
        (job_state == JobState.RUNNING, ReportState.RUNNING.value),
        (job_state == JobState.QUEUED, ReportState.QUEUED.value),
        else_=ReportState.FAILED.value,
    )


async def report_with_state(
    session: AsyncSession, report_file_id: UUID
) -> tuple[ReportFile, ReportState] | None:
    """Return a report of this prison and its state; None when there is none."""
    statement = select(ReportFile, state(ReportFile)).where(ReportFile.id == report_file_id)
    found = (await session.execute(statement)).one_or_none()
    return None if found is None else (found[0], ReportState(found[1]))


async def prison_name(session: AsyncSession, viewer: Viewer) -> str:
    """Return the name of the viewer's prison, in Welsh where it has one and Welsh is asked for."""
    return (await prison_names(session, viewer)).in_language(current_language())


def sizes(report: Any) -> ColumnElement[Any]:
    """Return the size in bytes of each file that is there, by format."""
    each = func.jsonb_each(report.files).table_valued("key", "value")
    size = each.c.value.op("->")("size")
    return (
        select(func.jsonb_object_agg(each.c.key, size)).select_from(each).correlate(report).scalar_subquery()
    )


def seen_by(report: Any, rights: frozenset[str], _me: ColumnElement[Any]) -> ColumnElement[bool]:
    """Say whose report it is to see: theirs who may download it, since its very title tells something."""
    seen: ColumnElement[bool] = report.permission.in_(sorted(rights))
    return seen
