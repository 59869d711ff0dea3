"""How long the list of jobs is kept: it holds ids and figures only, but grows for ever otherwise."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, delete, func, or_, select

from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.jobs.models import JobRow, JobState
from core.translation import lazy_gettext as _

DONE_KEPT_FOR = timedelta(days=30)
"""Longer than any schedule looks back, or a deleted key would let an occurrence happen again."""
FAILED_KEPT_FOR = timedelta(days=90)
MOST_AT_ONCE = 10_000


async def forget_jobs(context: JobContext) -> None:
    """Delete a prison's jobs that ended long ago; dead letters go with their job."""
    ended_long_ago = or_(
        and_(JobRow.state == JobState.DONE, JobRow.finished_at < func.now() - DONE_KEPT_FOR),
        and_(JobRow.state == JobState.FAILED, JobRow.finished_at < func.now() - FAILED_KEPT_FOR),
    )
    some = select(JobRow.id).where(ended_long_ago).limit(MOST_AT_ONCE)
    async with context.finish() as session:
        await session.execute(delete(JobRow).where(JobRow.id.in_(some)))


FORGET_JOBS = Job(name="core.forget_jobs", run=forget_jobs, title=_("Forget old jobs"))
NIGHTLY_FORGETTING = Schedule(name="core.nightly_forgetting", job=FORGET_JOBS, when=daily(2, 30))
