"""What is kept of jobs, as the API, the pages and the command line read it: never their arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, literal, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.jobs.models import JobRow, JobState, QueuedJob
from core.jobs.permissions import JOB_MANAGE
from core.prisons.models import Prison


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job whose every attempt failed, as whoever runs the service may know of it."""

    prison_id: UUID
    prison_code: str
    job_id: UUID
    kind: str
    asked_at: datetime
    gave_up_at: datetime
    attempts: int
    reference: str | None


DEAD = (
    select(
        JobRow.id,
        JobRow.kind,
        JobRow.created_at,
        QueuedJob.dead_at,
        QueuedJob.attempts,
        JobRow.correlation_id,
    )
    .join(QueuedJob, (QueuedJob.prison_id == JobRow.tenant_id) & (QueuedJob.job_id == JobRow.id))
    .where(QueuedJob.dead_at.is_not(None))
)
"""In the prison that was entered."""


def seen_by(job: Any, rights: frozenset[str], me: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return which (aliased) jobs somebody may know of: their own, or the prison's for a co-ordinator."""
    if JOB_MANAGE.code in rights:
        return true()
    own: ColumnElement[bool] = job.requested_by == me
    return own


def is_unfinished(job: Any) -> ColumnElement[bool]:
    """Tell of an (aliased) job whether every attempt failed and nobody has chosen yet what becomes of it."""
    given_up = (
        select(QueuedJob.job_id)
        .where(
            QueuedJob.prison_id == job.tenant_id,
            QueuedJob.job_id == job.id,
            QueuedJob.dead_at.is_not(None),
        )
        .correlate(job)
        .exists()
    )
    return and_(job.state == JobState.FAILED, given_up)


async def visible_jobs(
    session: AsyncSession, viewer: Viewer, job_ids: set[UUID], *, unfinished: bool
) -> list[JobRow]:
    """Return those of the jobs that the viewer may know of, or of them the unfinished ones, and lock them."""
    seen = seen_by(JobRow, viewer.permissions, literal(viewer.account_id, Uuid()))
    wanted = select(JobRow).where(JobRow.id.in_(job_ids), seen).order_by(JobRow.id)
    if unfinished:
        wanted = wanted.where(is_unfinished(JobRow))
    return list(await session.scalars(wanted.with_for_update(of=JobRow)))


async def dead_letters(database: Database) -> list[DeadLetter]:
    """Return every job of any prison whose attempts all failed, the oldest first."""
    prisons = (
        select(Prison.id, Prison.code)
        .where(Prison.id.in_(select(QueuedJob.prison_id).where(QueuedJob.dead_at.is_not(None))))
        .order_by(Prison.code)
    )
    async with database.engine.connect() as connection:
        concerned = list(await connection.execute(prisons))
    found: list[DeadLetter] = []
    for prison_id, code in concerned:
        async with database.read(system_viewer(prison_id)) as session:
            rows: list[Any] = list(await session.execute(DEAD))
        found += [DeadLetter(prison_id, code, *row) for row in rows]
    return sorted(found, key=lambda letter: (letter.gave_up_at, letter.job_id))
