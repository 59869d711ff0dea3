"""A job is done at least once and takes effect once, whatever becomes of its attempts."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from core.accounts.models import Membership
from core.identifiers import JobId, uuid7
from core.jobs import leases
from core.jobs.declarations import Job
from core.jobs.enqueue import enqueue
from core.jobs.leases import LeaseLost
from core.jobs.models import JobState
from core.jobs.queue import claim_unwoken, due_entries, queue_health
from core.jobs.retention import FORGET_JOBS
from core.jobs.runner import Outcome
from core.jobs.running import RunningJob
from core.logs import describe_exceptions
from core.prisons.models import Prison
from tests.core.jobs.conftest import Bench, Desk
from tests.workers.jobs import BREAK_DOWN, OVERRUN, PROGRESS, REFUSE, SECRET, WORK


async def ask(desk: Desk, job: Job, **arguments: Any) -> JobId:
    async with desk.database.write(desk.viewer) as session:
        return await enqueue(session, job, desk.viewer, **arguments)


async def test_a_job_is_done_once_as_the_person_who_asked(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, WORK)
    assert await bench.run(desk, job_id) is Outcome.DONE
    job = await desk.job(job_id)
    assert (job.state, job.attempts, job.taken_by, job.result) == (JobState.DONE, 1, "bench", {"attempt": 1})
    assert job.started_at is not None
    assert job.finished_at is not None
    assert await desk.entry(job_id) is None
    assert await bench.run(desk, job_id) is None
    assert await desk.effects(job_id) == [1]
    async with desk.database.read(desk.viewer) as session:
        actor = await session.scalar(
            text("SELECT account_id FROM test_effect WHERE job_id = :id"), {"id": job_id}
        )
    assert actor == desk.viewer.account_id


async def test_of_many_workers_one_gets_the_lease(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    taken = await asyncio.gather(
        *(leases.take(desk.database, desk.prison.id, job_id, f"worker-{n}") for n in range(12))
    )
    assert len([lease for lease in taken if lease is not None]) == 1


async def test_a_lease_that_ran_out_is_taken_over_and_the_first_worker_leaves_no_effect(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    first = await leases.take(desk.database, desk.prison.id, job_id, "slow")
    assert first is not None
    await desk.end_lease(job_id)
    second = await leases.take(desk.database, desk.prison.id, job_id, "quick")
    assert second is not None
    assert (first.attempt, second.attempt) == (1, 2)
    slow = RunningJob(desk.database, first, desk.viewer)
    with pytest.raises(LeaseLost):
        await WORK.run(slow)
    with pytest.raises(LeaseLost):
        await slow.progress(1, 2)
    await WORK.run(RunningJob(desk.database, second, desk.viewer))
    assert await desk.effects(job_id) == [2]
    assert (await desk.job(job_id)).state is JobState.DONE


async def test_a_worker_that_was_late_but_not_replaced_may_still_finish(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    lease = await leases.take(desk.database, desk.prison.id, job_id, "late")
    assert lease is not None
    await desk.end_lease(job_id)
    await WORK.run(RunningJob(desk.database, lease, desk.viewer))
    assert await desk.effects(job_id) == [1]


async def test_the_heartbeat_keeps_a_lease_and_ends_with_its_block(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, WORK)
    lease = await leases.take(desk.database, desk.prison.id, job_id, "alive")
    assert lease is not None
    pulse = bench.runner._pulse

    async def renewed() -> None:
        while True:
            entry = await desk.entry(job_id)
            assert entry is not None
            async with desk.database.read(desk.viewer) as session:
                if await session.scalar(text("SELECT now() < :until"), {"until": entry.lease_until}):
                    return
            await asyncio.sleep(0.05)

    with pulse.keep(lease.token, timeout_seconds=60):
        await desk.end_lease(job_id)
        await asyncio.wait_for(renewed(), 10)
    await desk.end_lease(job_id)
    with pulse.keep(lease.token, timeout_seconds=-3600), pytest.raises(TimeoutError):
        await asyncio.wait_for(renewed(), 0.6)


async def test_an_expected_failure_is_said_at_once_and_nothing_of_it_stays(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, REFUSE)
    assert await bench.run(desk, job_id) is Outcome.REFUSED
    job = await desk.job(job_id)
    assert (job.state, job.attempts, job.error_code) == (JobState.FAILED, 1, "INVALID")
    assert job.error_message == "There is no service with that id. Choose another."
    assert await desk.entry(job_id) is None
    assert await desk.effects(job_id) == []


async def test_an_unforeseen_failure_is_tried_again_then_kept_as_a_dead_letter(
    desk: Desk, bench: Bench
) -> None:
    before = await queue_health(desk.database)
    job_id = await ask(desk, BREAK_DOWN, case_id=(case_id := uuid7()))
    with capture_logs(processors=[merge_contextvars, describe_exceptions]) as logged:
        assert await bench.run(desk, job_id) is Outcome.RETRIED
        assert (await desk.job(job_id)).state is JobState.QUEUED
        assert await bench.run(desk, job_id) is Outcome.DEAD
    job, entry = await desk.job(job_id), await desk.entry(job_id)
    assert (job.state, job.attempts, job.error_code) == (JobState.FAILED, 2, "UNEXPECTED")
    assert job.correlation_id is not None
    assert job.error_message is not None
    assert job.correlation_id in job.error_message
    assert SECRET not in job.error_message
    assert entry is not None
    assert entry.dead_at is not None
    assert await bench.run(desk, job_id) is None
    assert await desk.effects(job_id) == []
    assert (await queue_health(desk.database)).dead_letters == before.dead_letters + 1
    failures = [event for event in logged if event["event"] == "job_attempt_failed"]
    assert {event["correlation_id"] for event in failures} == {job.correlation_id}
    assert failures[0]["exception"][0]["type"] == "builtins.RuntimeError"
    assert SECRET not in str(logged)
    assert str(case_id) not in str(logged)


async def test_the_wait_grows_with_each_attempt(desk: Desk, bench: Bench) -> None:
    patient = Job(name=BREAK_DOWN.name, run=BREAK_DOWN.run, max_attempts=20, retry_seconds=5)
    bench.runner._work = type(bench.runner._work)({patient.name: patient})
    job_id = await ask(desk, patient, case_id=uuid7())
    waits = []
    for _ in range(9):
        assert await bench.run(desk, job_id) is Outcome.RETRIED
        async with desk.database.write(desk.viewer) as session:
            wait = text("SELECT available_at - clock_timestamp() FROM job_queue WHERE job_id = :id")
            waits.append(round((await session.scalar(wait, {"id": job_id})).total_seconds() / 5))
            await session.execute(
                text("UPDATE job_queue SET available_at = now() WHERE job_id = :id"), {"id": job_id}
            )
    assert waits == [1, 2, 4, 8, 16, 32, 64, 120, 120]


async def test_a_job_over_its_time_counts_as_failed(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, OVERRUN)
    assert await bench.run(desk, job_id) is Outcome.DEAD
    assert await desk.effects(job_id) == []


async def test_a_job_that_kills_its_workers_is_given_up(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, BREAK_DOWN, case_id=uuid7())
    for _ in range(BREAK_DOWN.max_attempts):
        assert await leases.take(desk.database, desk.prison.id, job_id, "killed") is not None
        await desk.end_lease(job_id)
    assert await bench.run(desk, job_id) is Outcome.DEAD
    assert (await desk.job(job_id)).state is JobState.FAILED


async def test_a_job_that_is_broken_off_goes_back_uncounted(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, WORK, seconds=60)
    attempt = asyncio.create_task(bench.runner.run(desk.prison.id, job_id))
    while (await desk.job(job_id)).state is not JobState.RUNNING:  # noqa: ASYNC110 -- the state is in the database
        await asyncio.sleep(0.02)
    attempt.cancel()
    with pytest.raises(asyncio.CancelledError):
        await attempt
    entry = await desk.entry(job_id)
    assert entry is not None
    assert (entry.attempts, entry.lease_until, entry.leased_by) == (0, None, None)
    assert (await desk.job(job_id)).state is JobState.QUEUED


async def test_a_role_that_ended_meanwhile_ends_the_job(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, WORK)
    async with desk.database.write(desk.viewer) as session:
        await session.execute(
            update(Membership)
            .where(Membership.account_id == desk.viewer.account_id)
            .values(ends_on=text("'2020-01-01'"))
        )
    assert await bench.run(desk, job_id) is Outcome.REFUSED
    job = await desk.job(job_id)
    assert (job.state, job.error_code) == (JobState.FAILED, "FORBIDDEN")
    assert await desk.effects(job_id) == []


async def test_a_module_that_is_switched_off_does_nothing(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, WORK)
    async with desk.database.write(desk.viewer) as session:
        await session.execute(
            update(Prison).where(Prison.id == desk.prison.id).values(disabled_modules=["test"])
        )
    assert await bench.run(desk, job_id) is Outcome.REFUSED
    assert (await desk.job(job_id)).error_code == "MODULE_DISABLED"


async def test_progress_is_seen_and_a_job_without_effects_is_done(desk: Desk, bench: Bench) -> None:
    job_id = await ask(desk, PROGRESS, total=500)
    assert await bench.run(desk, job_id) is Outcome.DONE
    job = await desk.job(job_id)
    assert (job.done_steps, job.total_steps, job.state) == (500, 500, JobState.DONE)


async def test_progress_stays_when_the_attempt_fails(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    lease = await leases.take(desk.database, desk.prison.id, job_id, "bench")
    assert lease is not None
    running = RunningJob(desk.database, lease, desk.viewer)

    async def fail_on_the_way() -> None:
        async with running.finish():
            await running.progress(3, 9)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_on_the_way()
    assert (await desk.job(job_id)).done_steps == 3


async def test_a_job_finishes_once(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    lease = await leases.take(desk.database, desk.prison.id, job_id, "bench")
    assert lease is not None
    running = RunningJob(desk.database, lease, desk.viewer)
    async with running.finish():
        pass
    with pytest.raises(RuntimeError):
        async with running.finish():
            pass


async def test_each_entry_is_woken_by_one_relay_and_once(desk: Desk) -> None:
    kind = frozenset({WORK.name})
    asked = {await ask(desk, WORK) for _ in range(30)}
    claims = await asyncio.gather(*(claim_unwoken(desk.database, kind) for _ in range(4)))
    claimed: list[UUID] = [entry.job_id for claim in claims for entry in claim if entry.job_id in asked]
    assert sorted(claimed) == sorted(asked)
    assert not [entry for entry in await claim_unwoken(desk.database, kind) if entry.job_id in asked]


async def test_a_kind_this_worker_does_not_know_is_left_to_others(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    assert await claim_unwoken(desk.database, frozenset({"other.kind"})) == []
    entry = await desk.entry(job_id)
    assert entry is not None
    assert entry.woken_at is None


async def test_a_woken_entry_that_nobody_took_is_found_after_a_while(desk: Desk) -> None:
    kind, patience = frozenset({WORK.name}), leases.LEASE
    job_id = await ask(desk, WORK)

    async def found() -> bool:
        entries = await due_entries(desk.database, kind, limit=1000, patience=patience)
        return job_id in {entry.job_id for entry in entries}

    assert not await found()
    await claim_unwoken(desk.database, kind)
    assert not await found()
    async with desk.database.write(desk.viewer) as session:
        await session.execute(
            text("UPDATE job_queue SET woken_at = now() - CAST(:patience AS interval) WHERE job_id = :id"),
            {"patience": patience, "id": job_id},
        )
    assert await found()


async def test_the_oldest_due_entry_sets_the_queues_age(desk: Desk) -> None:
    job_id = await ask(desk, WORK)
    async with desk.database.write(desk.viewer) as session:
        await session.execute(
            text("UPDATE job_queue SET available_at = now() - interval '3 h' WHERE job_id = :id"),
            {"id": job_id},
        )
    health = await queue_health(desk.database)
    assert health.due >= 1
    assert health.oldest_seconds >= 3 * 3600
    assert await leases.take(desk.database, desk.prison.id, job_id, "bench") is not None
    assert (await queue_health(desk.database)).oldest_seconds < 3 * 3600


async def test_what_ended_long_ago_is_forgotten(desk: Desk, bench: Bench) -> None:
    ages = {
        "done": ("DONE", 31, False),
        "done-lately": ("DONE", 29, True),
        "failed": ("FAILED", 91, False),
        "failed-lately": ("FAILED", 89, True),
        "waiting": ("QUEUED", 400, True),
    }
    async with desk.database.write(desk.viewer) as session:
        for key, (state, days, _) in ages.items():
            job_id = await enqueue(session, WORK, desk.viewer, dedupe_key=key)
            await session.execute(
                text(
                    "UPDATE job SET state = :state, finished_at = now() - make_interval(days => :days)"
                    " WHERE id = :id"
                ),
                {"state": state, "days": days, "id": job_id},
            )
    bench.runner._work = type(bench.runner._work)({FORGET_JOBS.name: FORGET_JOBS})
    assert await bench.run(desk, await ask(desk, FORGET_JOBS)) is Outcome.DONE
    async with desk.database.read(desk.viewer) as session:
        left = set(await session.scalars(text("SELECT dedupe_key FROM job WHERE dedupe_key IS NOT NULL")))
    assert left == {key for key, (_, _, kept) in ages.items() if kept}
