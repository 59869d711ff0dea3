"""What is due in the queue, across prisons: ids and times only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.database.unit_of_work import Database
from core.jobs.leases import Entry, is_due
from core.jobs.models import QueuedJob, WorkerRow

MOST_WOKEN = 100
WORKER_GONE = timedelta(seconds=30)
KEY = (QueuedJob.prison_id, QueuedJob.job_id)


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """What readiness and metrics say of the queue."""

    due: int
    oldest_seconds: float
    """How long the oldest due entry has been waiting for a worker; 0 when none waits."""
    dead_letters: int
    workers: int
    """Worker processes that have been seen in the last half minute."""


async def claim_unwoken(database: Database, kinds: Collection[str]) -> list[Entry]:
    """Return due entries that Redis was not told of, marked as told; of several relays, one gets each."""
    unwoken = (
        select(*KEY)
        .where(is_due(), QueuedJob.woken_at.is_(None), QueuedJob.kind.in_(kinds))
        .order_by(QueuedJob.available_at)
        .limit(MOST_WOKEN)
        .with_for_update(skip_locked=True)
        .cte()
    )
    statement = (
        update(QueuedJob)
        .where(QueuedJob.prison_id == unwoken.c.prison_id, QueuedJob.job_id == unwoken.c.job_id)
        .values(woken_at=func.now())
        .returning(*KEY, QueuedJob.attempts)
    )
    async with database.engine.begin() as connection:
        return [Entry(*row) for row in await connection.execute(statement)]


async def due_entries(
    database: Database, kinds: Collection[str], *, limit: int, patience: timedelta
) -> list[Entry]:
    """Return due entries, oldest first, that Redis was told of at least `patience` ago to no effect."""
    told = QueuedJob.woken_at <= func.now() - patience if patience else QueuedJob.job_id.is_not(None)
    statement = (
        select(*KEY, QueuedJob.attempts)
        .where(is_due(), told, QueuedJob.kind.in_(kinds))
        .order_by(QueuedJob.available_at)
        .limit(limit)
    )
    async with database.engine.connect() as connection:
        return [Entry(*row) for row in await connection.execute(statement)]


async def queue_health(database: Database) -> QueueHealth:
    """Measure the queue by PostgreSQL's clock."""
    waiting = func.now() - func.greatest(QueuedJob.available_at, QueuedJob.lease_until)
    alive = select(func.count()).where(WorkerRow.seen_at > func.now() - WORKER_GONE)
    statement = select(
        func.count().filter(is_due()),
        func.coalesce(func.extract("epoch", func.max(waiting).filter(is_due())), 0),
        func.count().filter(QueuedJob.dead_at.is_not(None)),
        alive.scalar_subquery(),
    ).select_from(QueuedJob)
    async with database.engine.connect() as connection:
        due, oldest, dead, workers = (await connection.execute(statement)).one()
    return QueueHealth(due, float(oldest), dead, workers)


async def record_worker(database: Database, worker_id: UUID, name: str) -> None:
    """Say that this worker lives, and forget those that have not been seen for long."""
    seen = insert(WorkerRow).values(id=worker_id, name=name, seen_at=func.now())
    async with database.engine.begin() as connection:
        await connection.execute(
            seen.on_conflict_do_update(index_elements=["id"], set_={"seen_at": seen.excluded.seen_at})
        )
        await connection.execute(delete(WorkerRow).where(WorkerRow.seen_at < func.now() - 10 * WORKER_GONE))


async def forget_worker(database: Database, worker_id: UUID) -> None:
    """Say that this worker has ended as it should."""
    async with database.engine.begin() as connection:
        await connection.execute(delete(WorkerRow).where(WorkerRow.id == worker_id))
