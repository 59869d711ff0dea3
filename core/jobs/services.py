"""What a person chooses about work that did not finish: have it tried once more, or leave it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.errors import Conflict, Invalid, NotFound
from core.jobs.declarations import Job
from core.jobs.enqueue import NOTIFY
from core.jobs.models import JobRow, JobState, QueuedJob
from core.jobs.permissions import JOB_READ
from core.jobs.queries import visible_jobs
from core.translation import translate

MOST_AT_ONCE = 100


async def retry_jobs(
    session: AsyncSession, viewer: Viewer, job_ids: Collection[UUID], *, known: Mapping[str, Job]
) -> int:
    """Give each of these jobs one more attempt, all of them or none; return how many.

    `known` holds the jobs that the loaded modules can still do, by name.
    """
    viewer.require(JOB_READ)
    rows = await _unfinished(session, viewer, job_ids)
    for row in rows:
        job = known.get(row.kind)
        if job is None:
            raise Conflict(
                translate("This cannot be tried again: that part of Gatehouse is no longer here. Leave it.")
            )
        # The attempt to come is the last one allowed: if it fails, the job is given up again.
        await session.execute(
            update(QueuedJob)
            .where(_entry_of(row))
            .values(
                dead_at=None,
                attempts=job.max_attempts - 1,
                available_at=func.now(),
                lease_until=None,
                leased_by=None,
                woken_at=None,
            )
        )
        row.state, row.finished_at = JobState.QUEUED, None
        row.error_code, row.error_message = None, None
        row.done_steps, row.total_steps = 0, None
    await session.flush()
    await session.execute(NOTIFY)
    return len(rows)


async def leave_jobs(session: AsyncSession, viewer: Viewer, job_ids: Collection[UUID]) -> int:
    """Leave these jobs as they are, all of them or none: nobody is told of them any more."""
    viewer.require(JOB_READ)
    rows = await _unfinished(session, viewer, job_ids)
    for row in rows:
        await session.execute(delete(QueuedJob).where(_entry_of(row)))
        await session.execute(
            update(JobRow)
            .where(JobRow.tenant_id == row.tenant_id, JobRow.id == row.id)
            .values(left_at=func.now())
        )
    return len(rows)


async def _unfinished(session: AsyncSession, viewer: Viewer, job_ids: Collection[UUID]) -> list[JobRow]:
    wanted = set(job_ids)
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise Invalid(translate("Choose 1 to {count} at a time.").format(count=MOST_AT_ONCE), "jobIds")
    rows = await visible_jobs(session, viewer, wanted, unfinished=True)
    if len(rows) == len(wanted):
        return rows
    if len(await visible_jobs(session, viewer, wanted, unfinished=False)) == len(wanted):
        raise Conflict(
            translate("Somebody has dealt with this already, or it is being tried again. Open the list anew.")
        )
    raise NotFound(translate("There is no such work in this prison that you asked for."))


def _entry_of(row: JobRow) -> ColumnElement[bool]:
    return (QueuedJob.prison_id == row.tenant_id) & (QueuedJob.job_id == row.id)
