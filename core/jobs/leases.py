"""Who may do a job now: a lease in the queue, renewed while the worker lives, taken over when it does not.

PostgreSQL's clock is the only one: workers whose clocks differ agree on when a lease ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Update, delete, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.system import system_viewer
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.jobs.enqueue import NOTIFY
from core.jobs.models import JobRow, JobState, QueuedJob

LEASE = timedelta(seconds=12)
"""With the poll of a second, a killed worker's job is taken over within 15 seconds at the latest."""
HEARTBEAT_SECONDS = 3.0
"""Three heartbeats may be lost before a lease ends under a worker that lives."""


class LeaseLost(Exception):
    """Another worker has taken the job over: whatever this one still does must not take effect."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the queue, as it is woken."""

    prison_id: UUID
    job_id: UUID
    attempts: int


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to do one attempt of a job; the token is new for each."""

    prison_id: UUID
    job_id: UUID
    token: str
    kind: str
    attempt: int
    arguments: dict[str, object]
    requested_by: UUID
    language: str
    correlation_id: str | None

    def held(self) -> ColumnElement[bool]:
        """Return the condition that this lease is still the entry's."""
        return (
            (QueuedJob.prison_id == self.prison_id)
            & (QueuedJob.job_id == self.job_id)
            & (QueuedJob.leased_by == self.token)
        )

    def its_row(self) -> ColumnElement[bool]:
        return (JobRow.tenant_id == self.prison_id) & (JobRow.id == self.job_id)


def is_due() -> ColumnElement[bool]:
    """Return the condition that an entry may be taken: due, alive and under nobody's running lease."""
    return (
        QueuedJob.dead_at.is_(None)
        & (QueuedJob.available_at <= func.now())
        & or_(QueuedJob.lease_until.is_(None), QueuedJob.lease_until < func.now())
    )


async def take(database: Database, prison_id: UUID, job_id: UUID, worker: str) -> Lease | None:
    """Take a due entry's lease and count the attempt; None when it is not due or another was faster."""
    token = f"{worker}/{uuid7()}"
    async with database.write(system_viewer(prison_id)) as session:
        entry = (
            await session.execute(
                update(QueuedJob)
                .where(QueuedJob.prison_id == prison_id, QueuedJob.job_id == job_id, is_due())
                .values(
                    attempts=QueuedJob.attempts + 1,
                    lease_until=func.now() + LEASE,
                    leased_by=token,
                    woken_at=None,
                )
                .returning(QueuedJob.kind, QueuedJob.attempts),
            )
        ).one_or_none()
        if entry is None:
            return None
        row = (
            await session.execute(
                update(JobRow)
                .where(JobRow.tenant_id == prison_id, JobRow.id == job_id)
                .values(
                    state=JobState.RUNNING,
                    attempts=entry.attempts,
                    taken_by=worker,
                    started_at=func.coalesce(JobRow.started_at, func.now()),
                )
                .returning(JobRow.arguments, JobRow.requested_by, JobRow.language, JobRow.correlation_id),
            )
        ).one()
    return Lease(
        prison_id,
        job_id,
        token,
        entry.kind,
        entry.attempts,
        row.arguments,
        row.requested_by,
        row.language,
        row.correlation_id,
    )


async def complete(session: AsyncSession, lease: Lease, result: dict[str, object]) -> None:
    """Mark the job done inside the transaction of its effects; raise LeaseLost to roll them back."""
    await _require_one(session, delete(QueuedJob).where(lease.held()))
    await session.execute(
        update(JobRow)
        .where(lease.its_row())
        .values(state=JobState.DONE, finished_at=func.now(), result=result or None)
    )


async def require_held(session: AsyncSession, lease: Lease) -> None:
    """Raise LeaseLost, and so roll back, when the job is another worker's by now; until the end it is not."""
    held = select(QueuedJob.job_id).where(lease.held()).with_for_update(key_share=True)
    if await session.scalar(held) is None:
        raise LeaseLost


async def report_progress(session: AsyncSession, lease: Lease, done: int, total: int) -> None:
    """Store how far the job is; raise LeaseLost when it is another worker's by now."""
    held = select(QueuedJob.job_id).where(lease.held()).exists()
    await _require_one(
        session, update(JobRow).where(lease.its_row(), held).values(done_steps=done, total_steps=total)
    )


async def fail(session: AsyncSession, lease: Lease, *, code: str, message: str) -> None:
    """End the job with a sentence for the person who asked: trying again would say the same."""
    await _require_one(session, delete(QueuedJob).where(lease.held()))
    await _mark_failed(session, lease, code, message)


async def bury(session: AsyncSession, lease: Lease, *, code: str, message: str) -> None:
    """End the job after its last attempt; its entry stays as a dead letter for whoever runs the service."""
    await _require_one(
        session,
        update(QueuedJob)
        .where(lease.held())
        .values(dead_at=func.now(), lease_until=None, leased_by=None, woken_at=None),
    )
    await _mark_failed(session, lease, code, message)


async def give_back(session: AsyncSession, lease: Lease, *, delay: timedelta, counted: bool) -> None:
    """Queue the job again after a delay; an attempt that the worker's own end broke off is not counted."""
    attempts = QueuedJob.attempts if counted else QueuedJob.attempts - 1
    await _require_one(
        session,
        update(QueuedJob)
        .where(lease.held())
        .values(
            available_at=func.now() + delay,
            attempts=attempts,
            lease_until=None,
            leased_by=None,
            woken_at=None,
        ),
    )
    await session.execute(update(JobRow).where(lease.its_row()).values(state=JobState.QUEUED))
    await session.execute(NOTIFY)


async def _mark_failed(session: AsyncSession, lease: Lease, code: str, message: str) -> None:
    await session.execute(
        update(JobRow)
        .where(lease.its_row())
        .values(state=JobState.FAILED, finished_at=func.now(), error_code=code, error_message=message)
    )


async def _require_one(session: AsyncSession, statement: Update | Delete) -> None:
    outcome = await session.execute(statement, execution_options={"synchronize_session": False})
    if cast("CursorResult[Any]", outcome).rowcount != 1:
        raise LeaseLost
