"""Jobs that leave one countable effect each, or fail in a known way."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid
from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.jobs.work import Work

EFFECT_TABLE = (
    # No unique key: an effect that takes place twice must be seen, not prevented here.
    "CREATE TABLE test_effect (job_id uuid NOT NULL, attempt int NOT NULL, account_id uuid NOT NULL)",
    "GRANT SELECT, INSERT ON test_effect TO gatehouse_app",
)
INSERT = text("INSERT INTO test_effect VALUES (:job_id, :attempt, current_setting('app.account_id')::uuid)")
SECRET = "the-volunteer's-own-words"


async def _leave_effect(session: AsyncSession, context: JobContext) -> None:
    await session.execute(INSERT, {"job_id": context.job_id, "attempt": context.attempt})


async def work_then_finish(context: JobContext, *, seconds: float = 0.0, hold: float = 0.0) -> None:
    """Work, then leave the effect; `hold` keeps its transaction open, to be killed in the middle."""
    await asyncio.sleep(seconds)
    async with context.finish() as session:
        await _leave_effect(session, context)
        context.result["attempt"] = context.attempt
        await asyncio.sleep(hold)


async def refuse(context: JobContext) -> None:
    """Write, then find that it cannot be done: what was written must not stay."""
    async with context.finish() as session:
        await _leave_effect(session, context)
        raise Invalid("There is no service with that id. Choose another.", "service")


async def break_down(context: JobContext, *, case_id: UUID) -> None:
    """Fail in a way nobody foresaw, with a message that quotes somebody."""
    async with context.finish() as session:
        await _leave_effect(session, context)
        raise RuntimeError(f"{SECRET} {case_id}")


async def overrun(context: JobContext) -> None:
    """Take longer than its timeout."""
    await asyncio.sleep(60)
    async with context.finish() as session:
        await _leave_effect(session, context)


async def report_progress(context: JobContext, *, total: int) -> None:
    for done in range(1, total + 1):
        await context.progress(done, total)


WORK = Job(name="test.work", run=work_then_finish, retry_seconds=0.2)
REFUSE = Job(name="test.refuse", run=refuse)
BREAK_DOWN = Job(name="test.break_down", run=break_down, max_attempts=2, retry_seconds=0)
OVERRUN = Job(name="test.overrun", run=overrun, max_attempts=1, timeout_seconds=0.05)
PROGRESS = Job(name="test.progress", run=report_progress)
MORNING = Schedule(name="test.morning", job=WORK, when=daily(6))
JOBS = (WORK, REFUSE, BREAK_DOWN, OVERRUN, PROGRESS)
EVERYTHING = Work({job.name: job for job in JOBS}, (MORNING,))
