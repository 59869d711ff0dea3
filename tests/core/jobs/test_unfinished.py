"""Work that failed for good is tried once more for each press, or left: by who asked, or a co-ordinator."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.audit.models import AuditEntry
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.identifiers import AccountId, JobId, uuid7
from core.jobs.enqueue import enqueue
from core.jobs.models import JobState
from core.jobs.permissions import JOB_MANAGE, JOB_READ
from core.jobs.queries import dead_letters
from core.jobs.queue import due_entries, queue_health
from core.jobs.runner import Outcome
from core.jobs.services import leave_jobs, retry_jobs
from core.plugins.loader import Registry
from core.translation import lazy_gettext, use_language
from tests.core.jobs.conftest import Bench, Desk, open_desk
from tests.workers.jobs import BREAK_DOWN, EVERYTHING, SECRET, WORK

KNOWN = EVERYTHING.jobs


def owner(desk: Desk) -> Viewer:
    return replace(desk.viewer, permissions=frozenset({JOB_READ.code}))


def colleague(desk: Desk, *permissions: str) -> Viewer:
    """Return somebody else of the same prison."""
    return replace(desk.viewer, account_id=AccountId(uuid7()), permissions=frozenset(permissions))


async def fail_for_good(desk: Desk, bench: Bench) -> JobId:
    """Ask for what breaks down, and let every attempt fail."""
    async with desk.database.write(desk.viewer) as session:
        job_id = await enqueue(session, BREAK_DOWN, desk.viewer, case_id=uuid7())
    assert [await bench.run(desk, job_id) for _attempt in range(2)] == [Outcome.RETRIED, Outcome.DEAD]
    return job_id


async def retry(desk: Desk, viewer: Viewer, *job_ids: UUID) -> int:
    async with desk.database.write(viewer) as session:
        return await retry_jobs(session, viewer, job_ids, known=KNOWN)


async def leave(desk: Desk, viewer: Viewer, *job_ids: UUID) -> int:
    async with desk.database.write(viewer) as session:
        return await leave_jobs(session, viewer, job_ids)


async def test_a_press_is_one_more_attempt_and_the_next_failure_is_for_good_again(
    desk: Desk, bench: Bench
) -> None:
    job_id = await fail_for_good(desk, bench)
    assert await retry(desk, owner(desk), job_id) == 1
    waiting = await desk.job(job_id)
    assert (waiting.state, waiting.error_code, waiting.finished_at) == (JobState.QUEUED, None, None)
    assert await bench.run(desk, job_id) is Outcome.DEAD
    assert await bench.run(desk, job_id) is None
    assert (await desk.job(job_id)).state is JobState.FAILED
    assert await desk.effects(job_id) == []


async def test_a_retry_of_what_was_mended_takes_effect_once(
    desk: Desk, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await fail_for_good(desk, bench)
    assert await retry(desk, owner(desk), job_id) == 1
    monkeypatch.setitem(bench.runner._work.jobs, BREAK_DOWN.name, replace(BREAK_DOWN, run=_mended))
    assert await bench.run(desk, job_id) is Outcome.DONE
    assert await desk.effects(job_id) == [BREAK_DOWN.max_attempts]
    with pytest.raises(Conflict):
        await retry(desk, owner(desk), job_id)
    assert await bench.run(desk, job_id) is None
    assert await desk.effects(job_id) == [BREAK_DOWN.max_attempts]


async def _mended(context: object, *, case_id: UUID) -> None:
    assert case_id
    await WORK.run(context)


async def test_two_who_press_at_once_give_it_one_attempt(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    said = await asyncio.gather(
        *(retry(desk, owner(desk), job_id) for _person in range(4)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in said) == ["Conflict", "Conflict", "Conflict", "int"]
    assert await bench.run(desk, job_id) is Outcome.DEAD
    assert await bench.run(desk, job_id) is None


async def test_what_is_tried_again_is_due_at_once(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    before = await queue_health(desk.database)
    assert await retry(desk, owner(desk), job_id) == 1
    assert (await queue_health(desk.database)).dead_letters == before.dead_letters - 1
    due = await due_entries(desk.database, [BREAK_DOWN.name], limit=500, patience=timedelta(0))
    assert job_id in {entry.job_id for entry in due}
    assert await bench.run(desk, job_id) is Outcome.DEAD


async def test_what_is_left_is_not_tried_again_and_no_longer_counted(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    before = await queue_health(desk.database)
    assert await leave(desk, owner(desk), job_id) == 1
    assert (await queue_health(desk.database)).dead_letters == before.dead_letters - 1
    job = await desk.job(job_id)
    assert job.state is JobState.FAILED
    assert job.left_at is not None
    assert await desk.entry(job_id) is None
    assert await bench.run(desk, job_id) is None
    for choose in (retry, leave):
        with pytest.raises(Conflict):
            await choose(desk, owner(desk), job_id)


async def test_whoever_asked_and_the_coordinator_may_choose_and_nobody_else(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    for choose in (retry, leave):
        with pytest.raises(NotFound):
            await choose(desk, colleague(desk, JOB_READ.code), job_id)
        with pytest.raises(Forbidden):
            await choose(desk, colleague(desk), job_id)
    coordinator = colleague(desk, JOB_READ.code, JOB_MANAGE.code)
    assert await retry(desk, coordinator, job_id) == 1
    assert await bench.run(desk, job_id) is Outcome.DEAD
    assert (await desk.job(job_id)).requested_by == desk.viewer.account_id
    assert await leave(desk, coordinator, job_id) == 1


async def test_another_prison_finds_nothing(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    stranger = replace(
        owner(await open_desk(desk.database)), permissions=frozenset({JOB_READ.code, JOB_MANAGE.code})
    )
    for choose in (retry, leave):
        with pytest.raises(NotFound):
            await choose(desk, stranger, job_id)


async def test_many_are_chosen_together_or_not_at_all(desk: Desk, bench: Bench) -> None:
    first, second = await fail_for_good(desk, bench), await fail_for_good(desk, bench)
    with pytest.raises(NotFound):
        await retry(desk, owner(desk), first, uuid7())
    assert (await desk.job(first)).state is JobState.FAILED
    assert await retry(desk, owner(desk), first, second, first) == 2
    for ids in ((), tuple(uuid7() for _ in range(101))):
        with pytest.raises(Invalid):
            await leave(desk, owner(desk), *ids)


async def test_a_job_that_no_module_knows_any_more_can_be_left_only(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    viewer = owner(desk)
    async with desk.database.write(viewer) as session:
        with pytest.raises(Conflict, match="Leave it"):
            await retry_jobs(session, viewer, [job_id], known={})
    assert await leave(desk, viewer, job_id) == 1


async def test_each_choice_is_in_the_audit_trail_without_arguments(desk: Desk, bench: Bench) -> None:
    job_id = await fail_for_good(desk, bench)
    assert await _trail(desk, job_id) == []
    coordinator = colleague(desk, JOB_READ.code, JOB_MANAGE.code)
    await retry(desk, coordinator, job_id)
    await bench.run(desk, job_id)
    await leave(desk, owner(desk), job_id)
    tried, left = await _trail(desk, job_id)
    assert (tried.account_id, left.account_id) == (coordinator.account_id, desk.viewer.account_id)
    assert tried.before is not None
    assert tried.after is not None
    assert left.after is not None
    assert (tried.before["state"], tried.after["state"]) == ("FAILED", "QUEUED")
    assert left.after["left_at"] is not None
    (case_id,) = (await desk.job(job_id)).arguments.values()
    for entry in (tried, left):
        assert str(case_id) not in f"{entry.before} {entry.after}"
        assert SECRET not in f"{entry.before} {entry.after}"


async def _trail(desk: Desk, job_id: UUID) -> list[AuditEntry]:
    wanted = select(AuditEntry).where(AuditEntry.row_id == job_id).order_by(AuditEntry.created_at)
    async with desk.database.read(desk.viewer) as session:
        return list(await session.scalars(wanted))


async def test_a_job_keeps_what_was_asked_for_and_the_language_it_was_asked_in(desk: Desk) -> None:
    named = replace(WORK, title=lazy_gettext("Undo an import"))
    use_language("cy")
    try:
        async with desk.database.write(desk.viewer) as session:
            job_id = await enqueue(session, named, desk.viewer)
    finally:
        use_language("en")
    job = await desk.job(job_id)
    assert (job.title, job.language) == ("Undo an import", "cy")


def test_every_job_of_the_house_says_what_it_is_for(registry: Registry) -> None:
    assert [name for name, job in registry.jobs.items() if not str(job.title)] == []


async def test_the_operator_is_told_ids_times_and_references_of_every_prison(
    desk: Desk, bench: Bench
) -> None:
    elsewhere = await open_desk(desk.database)
    mine, other = await fail_for_good(desk, bench), await fail_for_good(elsewhere, bench)
    letters = {letter.job_id: letter for letter in await dead_letters(desk.database)}
    assert (letters[mine].prison_code, letters[other].prison_code) == (
        desk.prison.code,
        elsewhere.prison.code,
    )
    job = await desk.job(mine)
    assert letters[mine].reference == job.correlation_id
    assert (letters[mine].kind, letters[mine].attempts) == (BREAK_DOWN.name, 2)
    assert letters[mine].asked_at == job.created_at
