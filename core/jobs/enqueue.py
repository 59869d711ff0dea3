"""How work is put off: a job row in the caller's own transaction, so that it exists if the change does."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import get_contextvars

from core.accounts.viewer import Viewer
from core.identifiers import JobId, uuid7
from core.jobs.arguments import check_names, pack
from core.jobs.declarations import Job
from core.jobs.models import JobRow, QueuedJob
from core.translation import current_language, in_source_language

CHANNEL = "gatehouse_jobs"
NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', '')")
"""A hint only: it carries nothing, and the poll finds what a lost hint would have told."""
AT_ONCE = timedelta(0)


async def enqueue(
    session: AsyncSession,
    job: Job,
    viewer: Viewer,
    *,
    dedupe_key: str | None = None,
    delay: timedelta = AT_ONCE,
    **arguments: object,
) -> JobId:
    """Ask for a job in the viewer's prison, and return its id.

    A dedupe key that the prison has had before returns the earlier job, whatever became of it. Arguments
    are ids, codes, dates and numbers; anything else raises UnfitArgument.
    """
    packed = pack(arguments)
    check_names(job.run, packed)
    made = await _insert_job(session, job, viewer, dedupe_key, packed)
    if made is None:
        return JobId(await _job_with_key(session, viewer, dedupe_key))
    await session.execute(
        insert(QueuedJob).values(
            prison_id=viewer.tenant_id, job_id=made, kind=job.name, available_at=func.now() + delay
        )
    )
    await session.execute(NOTIFY)
    return JobId(made)


async def _insert_job(
    session: AsyncSession, job: Job, viewer: Viewer, dedupe_key: str | None, arguments: dict[str, object]
) -> UUID | None:
    """Insert the row; None when the key is taken. A transaction still open with the key is waited for."""
    statement = insert(JobRow).values(
        tenant_id=viewer.tenant_id,
        kind=job.name,
        title=in_source_language(job.title),
        language=current_language(),
        arguments=arguments,
        dedupe_key=dedupe_key,
        requested_by=viewer.account_id,
        correlation_id=get_contextvars().get("correlation_id") or str(uuid7()),
    )
    return await session.scalar(
        statement.on_conflict_do_nothing(index_elements=["tenant_id", "dedupe_key"]).returning(JobRow.id)
    )


async def _job_with_key(session: AsyncSession, viewer: Viewer, dedupe_key: str | None) -> UUID:
    found = await session.execute(
        select(JobRow.id).where(JobRow.tenant_id == viewer.tenant_id, JobRow.dedupe_key == dedupe_key)
    )
    return found.scalar_one()
