"""What is done to real processes. Each scenario has its own database and Redis, so all can run at once."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from arq.connections import ArqRedis

from core.jobs.dispatch import connect_redis
from core.jobs.leases import LEASE
from core.jobs.models import JobState
from core.jobs.queue import queue_health
from infra.embedded.postgres import Postgres
from infra.embedded.process import Child
from tests.workers.house import House, until
from tests.workers.jobs import WORK
from workers.relay import POLL_SECONDS

TAKEN_OVER = timedelta(seconds=15 + POLL_SECONDS)
"""The bar, and the poll that finds the lease that has run out."""
RECOVERED_SECONDS = 10
BARE_QUEUE = "bare"


async def every_effect_once(house: House) -> None:
    """Check that every job asked for is done and took effect once, and that nobody else's effect is there."""
    assert await house.all_done(house.jobs)
    assert await house.effects() == Counter(dict.fromkeys(house.jobs, 1))
    health = await queue_health(house.database)
    assert (health.due, health.dead_letters) == (0, 0)


async def survive_flushall(house: House) -> None:
    """FLUSHALL again and again: bare arq loses its job, Gatehouse none."""
    redis = connect_redis(house.redis.url())
    assert await redis.enqueue_job("run", _queue_name=BARE_QUEUE) is not None
    assert await redis.zcard(BARE_QUEUE) == 1
    await redis.flushall()
    assert await redis.zcard(BARE_QUEUE) == 0  # Nobody will ever do it, and nobody knows.
    await house.ask(WORK, 20)
    await house.start_worker()
    for _ in range(10):
        await house.ask(WORK, 6, seconds=0.05)
        await redis.flushall()
        await asyncio.sleep(0.15)
    await until(lambda: house.all_done(house.jobs), seconds=60)
    await redis.aclose(close_connection_pool=True)
    await every_effect_once(house)


async def survive_without_redis(house: House, *, seconds: float) -> None:
    """Redis killed with all it held, and away for a while: the queue drains meanwhile, and it comes back."""
    worker = await house.start_worker()
    before = await house.ask(WORK, 4, seconds=2.5)
    await until(lambda: _running(house, 4), seconds=20)
    await house.kill_redis()
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        meanwhile = await house.ask(WORK, 3)
        await until(lambda jobs=meanwhile: house.all_done(jobs), seconds=20)  # type: ignore[misc]
        await asyncio.sleep(0.5)
    assert await house.all_done(before)
    await house.start_redis()
    redis = connect_redis(house.redis.url())
    await until(lambda: _is_polled(redis), seconds=RECOVERED_SECONDS)
    await house.ask(WORK, 5)
    await until(lambda: house.all_done(house.jobs), seconds=20)
    assert worker.is_running()
    await redis.aclose(close_connection_pool=True)
    await every_effect_once(house)
    assert {attempts for _, attempts, _ in await house.states(house.jobs)} == {1}


async def survive_a_silent_redis(house: House) -> None:
    """Redis that accepts and never answers is worse than none: nothing may hang on it."""
    worker = await house.start_worker()
    house.redis_child.process.send_signal(signal.SIGSTOP)
    await house.ask(WORK, 8, seconds=0.2)
    await until(lambda: house.all_done(house.jobs), seconds=30)
    house.redis_child.process.send_signal(signal.SIGCONT)
    await house.ask(WORK, 2)
    await until(lambda: house.all_done(house.jobs), seconds=20)
    assert worker.is_running()
    await every_effect_once(house)


async def survive_dead_and_paused_workers(house: House) -> None:
    """One worker killed in the middle, one stopped and woken too late: a third takes over from both."""
    killed = await house.start_worker()
    of_killed = await house.ask(WORK, 2, seconds=0.5, hold=4)
    await until(lambda: _taken(house, of_killed, killed), seconds=20)
    await asyncio.sleep(1.5)  # Into the open transaction that holds the effect.
    killed.process.kill()
    killed_at = datetime.now(UTC)
    await asyncio.to_thread(killed.process.wait)
    paused = await house.start_worker()
    of_paused = await house.ask(WORK, 2, seconds=4)
    await until(lambda: _taken(house, of_paused, paused), seconds=20)
    paused.process.send_signal(signal.SIGSTOP)
    paused_at = datetime.now(UTC)
    third = await house.start_worker()
    await until(lambda: house.all_done(house.jobs), seconds=60)
    states = await house.states(house.jobs)
    assert {(attempts, (worker or "").rpartition(":")[2]) for _, attempts, worker in states} == {
        (2, str(third.pid))
    }
    for jobs, moment in ((of_killed, killed_at), (of_paused, paused_at)):
        for job_id in jobs:
            assert house.taken_at(job_id, 2) - moment <= TAKEN_OVER
            assert house.taken_at(job_id, 2) - house.taken_at(job_id, 1) >= LEASE
    paused.process.send_signal(signal.SIGCONT)
    for job_id in of_paused:
        ended = {"job_id": str(job_id), "attempt": 1, "outcome": "lost"}
        await until(lambda facts=ended: house.has_logged(paused, "job_attempt_ended", **facts), seconds=20)  # type: ignore[misc]
    await every_effect_once(house)


async def survive_a_restart_of_postgres(house: House, server: Postgres, running: Child) -> Child:
    """PostgreSQL ended at once, as in a crash, with jobs running and queued; the workers stay up."""
    workers = [await house.start_worker(), await house.start_worker()]
    broken_off = await house.ask(WORK, 6, seconds=0.5, hold=3)
    await house.ask(WORK, 30, seconds=0.1)
    await until(lambda: _running(house, 6), seconds=20)
    await asyncio.sleep(1)  # Into the open transactions that hold the effects.
    running.process.send_signal(signal.SIGQUIT)
    await asyncio.to_thread(running.process.wait)
    await asyncio.sleep(2)
    started = await asyncio.to_thread(server.start)
    await until(lambda: house.all_done(house.jobs), seconds=60)
    assert all(worker.is_running() for worker in workers)
    assert max(attempts for _, attempts, _ in await house.states(broken_off)) > 1
    await every_effect_once(house)
    return started


async def end_with_grace(house: House) -> None:
    """SIGTERM: what runs ends well, what waits is left to others, and the process ends by itself."""
    worker = await house.start_worker()
    await until(lambda: _is_seen(house), seconds=20)
    running = await house.ask(WORK, 4, seconds=4, hold=0.5)
    await until(lambda: _taken(house, running, worker), seconds=20)
    waiting = await house.ask(WORK, 3)
    worker.process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(worker.process.wait, 25) == 0
    assert await house.all_done(running)
    assert [(state, tries) for state, tries, _ in await house.states(waiting)] == [(JobState.QUEUED, 0)] * 3
    assert await _health(house) == {"due": 3, "dead_letters": 0, "workers": 0}
    await _break_off(house)
    await _end_in_a_rush(house)
    assert not [child for child in house.workers if await house.has_logged(child, "worker_part_failed")]
    await every_effect_once(house)


async def _end_in_a_rush(house: House) -> None:
    """Check that a worker ends while Redis is told much: there a cancellation is lost easily."""
    for child in house.workers:
        if child.is_running():
            child.process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(child.process.wait, 25) == 0
    many = await house.ask(WORK, 300)
    rushed = await house.start_worker()
    await until(lambda: _done(house, many, 20), seconds=20)
    rushed.process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(rushed.process.wait, 20) == 0
    assert not await house.has_logged(rushed, "worker_task_does_not_end")
    await house.start_worker()
    await until(lambda: house.all_done(many), seconds=60)


async def _break_off(house: House) -> None:
    """Check that a second signal gives what runs back at once, and that the next worker does it."""
    hurried = await house.start_worker()
    await until(lambda: house.all_done(house.jobs), seconds=20)
    [long] = await house.ask(WORK, seconds=6)
    await until(lambda: house.is_taken(long, hurried), seconds=20)
    hurried.process.send_signal(signal.SIGINT)
    await until(lambda: house.has_logged(hurried, "worker_stopping"), seconds=10)
    hurried.process.send_signal(signal.SIGINT)
    assert await asyncio.to_thread(hurried.process.wait, 10) == 0
    assert [state[:2] for state in await house.states([long])] == [(JobState.QUEUED, 1)]
    await house.start_worker()
    await until(lambda: house.all_done([long]), seconds=30)
    assert [state[:2] for state in await house.states([long])] == [(JobState.DONE, 1)]


async def _is_seen(house: House) -> bool:
    return (await queue_health(house.database)).workers == 1


async def _health(house: House) -> dict[str, Any]:
    health = await queue_health(house.database)
    return {"due": health.due, "dead_letters": health.dead_letters, "workers": health.workers}


async def _running(house: House, count: int) -> bool:
    states = await house.states(house.jobs)
    return sum(state is JobState.RUNNING for state, _, _ in states) >= count


async def _done(house: House, jobs: list[Any], count: int) -> bool:
    return sum(state is JobState.DONE for state, _, _ in await house.states(jobs)) >= count


async def _taken(house: House, jobs: list[Any], worker: Child) -> bool:
    return all([await house.is_taken(job_id, worker) for job_id in jobs])


async def _is_polled(redis: ArqRedis) -> bool:
    """Tell whether a worker asks this Redis for calls."""
    return bool(await redis.exists(f"{redis.default_queue_name}:health-check"))
