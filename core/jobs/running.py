"""What a job is handed while it runs: the way to its prison's rows, guarded by its lease."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.entry.deciding import Decision, checks_in_force, decide_visits
from core.entry.declarations import Visit
from core.identifiers import JobId
from core.jobs import leases
from core.jobs.leases import Lease
from core.jobs.work import Work

BETWEEN_REPORTS_SECONDS = 0.5
"""A job may report every row of ten thousand; nobody reads faster than this."""

NOTHING_DECLARED = Work({})


class RunningJob:
    """One attempt of a job; the `JobContext` that its function is called with."""

    def __init__(
        self, database: Database, lease: Lease, viewer: Viewer, work: Work = NOTHING_DECLARED
    ) -> None:
        self._database = database
        self._work = work
        self._lease = lease
        self._viewer = viewer
        self._result: dict[str, object] = {}
        self._reported_at = 0.0
        self.finished = False

    @property
    def job_id(self) -> JobId:
        return JobId(self._lease.job_id)

    @property
    def viewer(self) -> Viewer:
        return self._viewer

    @property
    def attempt(self) -> int:
        return self._lease.attempt

    @property
    def result(self) -> dict[str, object]:
        return self._result

    @property
    def work(self) -> Work:
        return self._work

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Open a read-only transaction in the job's prison."""
        return self._database.read(self._viewer)

    @asynccontextmanager
    async def finish(self) -> AsyncIterator[AsyncSession]:
        """Open the one transaction for the job's effects, which also marks the job done."""
        if self.finished:
            raise RuntimeError("A job finishes once: put all its effects into one `finish()`.")
        async with self._database.write(self._viewer) as session:
            yield session
            await leases.complete(session, self._lease, self._result)
        self.finished = True

    async def decide(self, session: AsyncSession, visits: Sequence[Visit]) -> list[Decision]:
        """Ask of many visits at once whether they may come in: all checks that are on, few statements."""
        checks = checks_in_force(self._viewer, self._work.entry_checks)
        return await decide_visits(session, self._viewer, checks, visits)

    @asynccontextmanager
    async def note(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that stays whatever becomes of the attempt, while the lease is held."""
        async with self._database.write(self._viewer) as session:
            yield session
            await leases.require_held(session, self._lease)

    async def progress(self, done: int, total: int) -> None:
        """Store how far the job is, at most twice a second but for the end."""
        moment = time.monotonic()
        if done < total and moment - self._reported_at < BETWEEN_REPORTS_SECONDS:
            return
        self._reported_at = moment
        async with self._database.write(self._viewer) as session:
            await leases.report_progress(session, self._lease, done, total)
