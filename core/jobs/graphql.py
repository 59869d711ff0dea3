"""What the API says of work that is done later: what it is and what became of it, never its arguments."""

from __future__ import annotations

from datetime import datetime

import strawberry
from strawberry import ID, Info

from core.accounts.models import Account
from core.jobs import models, services
from core.jobs.permissions import JOB_READ
from core.jobs.queries import is_unfinished, seen_by
from core.reads.declarations import computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.through import through

strawberry.enum(models.JobState)


@node(models.JobRow, permission=JOB_READ, sorted_by=("-created_at",), seen_by=seen_by)
class Job:
    id: ID
    kind: str
    title: str
    language: str
    state: models.JobState
    attempts: int
    created_at: datetime
    finished_at: datetime | None
    left_at: datetime | None
    requested_by_name: str | None = computed(through("requested_by", Account, "name"))
    """Null for what Gatehouse itself asks for."""
    failure: str | None = computed(lambda job: job.error_message)
    reference: str | None = computed(lambda job: job.correlation_id)
    unfinished: bool = computed(is_unfinished)


@strawberry.type
class JobsOutcome:
    """How many jobs a choice was made for."""

    done: int


class Query:
    job = lookup(Job, description="Something that was asked for, to be done later.")
    jobs = connection(
        Job,
        filters=("state", "unfinished"),
        orders=("created_at", "finished_at"),
        description="What this viewer asked for to be done later; a co-ordinator sees the prison's.",
    )


class Mutation:
    @mutation("Have work that did not finish tried once more.")
    async def retry_jobs(self, info: Info[Context, None], job_ids: list[ID]) -> JobsOutcome:
        ids = [as_uuid(one) for one in job_ids]
        async with writing(info) as (session, viewer):
            known = info.context.registry.jobs
            return JobsOutcome(done=await services.retry_jobs(session, viewer, ids, known=known))

    @mutation("Leave work that did not finish as it is.")
    async def leave_jobs(self, info: Info[Context, None], job_ids: list[ID]) -> JobsOutcome:
        ids = [as_uuid(one) for one in job_ids]
        async with writing(info) as (session, viewer):
            return JobsOutcome(done=await services.leave_jobs(session, viewer, ids))
