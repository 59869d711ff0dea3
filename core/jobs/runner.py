"""Does one attempt of a job and records what became of it. Nothing of the job's arguments is logged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import bound_contextvars

from core.accounts.system import system_viewer
from core.database.unit_of_work import Database
from core.errors import DomainError, InvalidInput, ModuleDisabled
from core.jobs import leases
from core.jobs.arguments import unpack
from core.jobs.declarations import Job
from core.jobs.leases import Lease, LeaseLost
from core.jobs.pulse import Pulse
from core.jobs.running import RunningJob
from core.jobs.viewers import viewer_for
from core.jobs.work import Work, module_of
from core.plugins.activation import enabled
from core.translation import speaking, translate

log = structlog.get_logger(__name__)
LONGEST_WAIT_SECONDS = 600.0


class Outcome(StrEnum):
    """What became of one attempt."""

    DONE = "done"
    REFUSED = "refused"
    """Ended with a sentence for the person who asked."""
    RETRIED = "retried"
    DEAD = "dead"
    LOST = "lost"
    """Another worker had taken it over: nothing of this attempt took effect."""
    BROKEN_OFF = "broken_off"
    UNRECORDED = "unrecorded"
    """The database was out of reach; the lease runs out and the job is done again."""


Watch = Callable[[str, Outcome, float], None]
"""Told the kind, the outcome and the seconds of every attempt."""
Record = Callable[[AsyncSession], Awaitable[None]]


class Runner:
    def __init__(self, database: Database, work: Work, pulse: Pulse, *, name: str, watch: Watch) -> None:
        self._database = database
        self._work = work
        self._pulse = pulse
        self._name = name
        self._watch = watch

    async def run(self, prison_id: UUID, job_id: UUID) -> bool:
        """Do one attempt if the entry is to be had; say whether it was."""
        lease = await leases.take(self._database, prison_id, job_id, self._name)
        if lease is None:
            return False
        job = self._work.jobs[lease.kind]
        names = {"correlation_id": lease.correlation_id, "job": lease.kind, "job_id": str(job_id)}
        started = time.monotonic()
        with (
            bound_contextvars(**names),
            speaking(lease.language),
            self._pulse.keep(lease.token, timeout_seconds=job.timeout_seconds),
        ):
            log.info("job_taken", attempt=lease.attempt)
            outcome = await self._attempt(job, lease)
            seconds = time.monotonic() - started
            log.info("job_attempt_ended", attempt=lease.attempt, outcome=outcome, seconds=round(seconds, 3))
        self._watch(lease.kind, outcome, seconds)
        return True

    async def _attempt(self, job: Job, lease: Lease) -> Outcome:
        if lease.attempt > job.max_attempts:
            log.error("job_abandoned", attempt=lease.attempt)  # Each attempt took its worker with it.
            return await self._bury(lease)
        try:
            async with asyncio.timeout(job.timeout_seconds):
                await self._perform(job, lease)
        except LeaseLost:
            return Outcome.LOST
        except (DomainError, InvalidInput) as error:
            return await self._refuse(lease, error)
        except asyncio.CancelledError:
            await asyncio.shield(self._break_off(lease))
            raise
        except Exception as error:
            log.warning("job_attempt_failed", attempt=lease.attempt, exc_info=error)
            return await (self._retry(job, lease) if lease.attempt < job.max_attempts else self._bury(lease))
        return Outcome.DONE

    async def _perform(self, job: Job, lease: Lease) -> None:
        async with self._database.read(system_viewer(lease.prison_id)) as session:
            viewer = await viewer_for(session, lease.prison_id, lease.requested_by, self._work.permissions)
        if not enabled(viewer, module_of(job.name)):
            raise ModuleDisabled(translate("Not done: this module is switched off in this prison."))
        running = RunningJob(self._database, lease, viewer, self._work)
        await job.run(running, **unpack(job.run, lease.arguments))
        if not running.finished:
            async with running.finish():
                pass

    async def _refuse(self, lease: Lease, error: DomainError | InvalidInput) -> Outcome:
        first = error.errors[0] if isinstance(error, InvalidInput) else error
        log.info("job_refused", code=first.code)
        return await self._record(
            lease,
            Outcome.REFUSED,
            lambda session: leases.fail(session, lease, code=first.code, message=str(error)),
        )

    async def _retry(self, job: Job, lease: Lease) -> Outcome:
        wait = min(job.retry_seconds * 2 ** (lease.attempt - 1), LONGEST_WAIT_SECONDS)
        return await self._record(
            lease,
            Outcome.RETRIED,
            lambda session: leases.give_back(session, lease, delay=timedelta(seconds=wait), counted=True),
        )

    async def _bury(self, lease: Lease) -> Outcome:
        message = translate(
            "Something went wrong and this could not be done. Try again later. "
            "If it happens again, tell whoever supports Gatehouse and quote the reference {reference}.",
        ).format(reference=lease.correlation_id)
        return await self._record(
            lease,
            Outcome.DEAD,
            lambda session: leases.bury(session, lease, code="UNEXPECTED", message=message),
        )

    async def _break_off(self, lease: Lease) -> Outcome:
        """Let another worker have the job at once: this one is ending."""
        return await self._record(
            lease,
            Outcome.BROKEN_OFF,
            lambda session: leases.give_back(session, lease, delay=timedelta(0), counted=False),
        )

    async def _record(self, lease: Lease, outcome: Outcome, record: Record) -> Outcome:
        try:
            async with self._database.write(system_viewer(lease.prison_id)) as session:
                await record(session)
        except LeaseLost:
            return Outcome.LOST
        except Exception as error:
            log.warning("job_outcome_unrecorded", exc_info=error)
            return Outcome.UNRECORDED
        return outcome
