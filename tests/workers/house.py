"""One database, one Redis and the worker processes of one scenario, and what can be seen of their jobs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database, engine_for
from core.identifiers import JobId
from core.jobs.declarations import Job
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.testkit import make_prison
from infra.database_roles import DatabaseUrls
from infra.embedded.ports import free_port
from infra.embedded.process import Child, Command
from infra.embedded.redis import Redis
from tests.servers import ROOT

POLL_SECONDS = 0.1


@dataclass
class House:
    urls: DatabaseUrls
    home: Path
    redis: Redis
    database: Database
    viewer: Viewer
    redis_child: Child
    workers: list[Child] = field(default_factory=list)
    jobs: list[JobId] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    """What the workers are told beside their usual settings, or instead."""

    async def start_worker(self) -> Child:
        """Start a worker process and wait until it says that it works."""
        log = self.home / f"worker-{len(self.workers)}.log"
        log.unlink(missing_ok=True)
        child = Child(
            Command(
                name="worker",
                argv=(sys.executable, "-m", "tests.workers.program"),
                log=log,
                folder=ROOT,
                environment={
                    "PATH": os.environ["PATH"],
                    "GATEHOUSE_ENVIRONMENT": "test",
                    "GATEHOUSE_DATABASE_URL": self.urls.app,
                    "GATEHOUSE_REDIS_URL": self.redis.url(),
                    "GATEHOUSE_WORKER_METRICS_PORT": str(free_port()),
                    **self.settings,
                },
            )
        )
        self.workers.append(child)
        await until(lambda: self.has_logged(child, "worker_started"), seconds=60)
        return child

    def events(self, child: Child) -> list[dict[str, Any]]:
        """Return what a worker has logged; a last line half written is left out."""
        found = []
        for line in child.command.log.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                found.append(json.loads(line))
        return found

    async def has_logged(self, child: Child, event: str, **facts: object) -> bool:
        return any(
            entry.get("event") == event and facts.items() <= entry.items() for entry in self.events(child)
        )

    def taken_at(self, job_id: UUID, attempt: int) -> datetime:
        """Return when a worker took the job for this attempt."""
        [moment] = [
            entry["timestamp"]
            for child in self.workers
            for entry in self.events(child)
            if entry.get("event") == "job_taken"
            and entry["job_id"] == str(job_id)
            and entry["attempt"] == attempt
        ]
        return datetime.fromisoformat(moment)

    async def ask(self, job: Job, count: int = 1, **arguments: Any) -> list[JobId]:
        """Ask for jobs, each in its own committed transaction, as a web process would."""
        asked = []
        for _ in range(count):
            async with self.database.write(self.viewer) as session:
                asked.append(await enqueue(session, job, self.viewer, **arguments))
        self.jobs += asked
        return asked

    async def states(self, jobs: Iterable[JobId]) -> list[tuple[JobState, int, str | None]]:
        """Return state, attempts and worker of the jobs, in their order."""
        wanted = list(jobs)
        async with self.database.read(self.viewer) as session:
            rows = await session.scalars(select(JobRow).where(JobRow.id.in_(wanted)))
            found = {row.id: (row.state, row.attempts, row.taken_by) for row in rows}
        return [found[job_id] for job_id in wanted]

    async def all_done(self, jobs: Iterable[JobId]) -> bool:
        return all(state is JobState.DONE for state, _, _ in await self.states(jobs))

    async def is_taken(self, job_id: JobId, child: Child) -> bool:
        [(state, _, worker)] = await self.states([job_id])
        return state is JobState.RUNNING and (worker or "").endswith(f":{child.pid}")

    async def effects(self) -> Counter[UUID]:
        """Count the effects of every job."""
        async with self.database.read(self.viewer) as session:
            return Counter(await session.scalars(text("SELECT job_id FROM test_effect")))

    async def kill_redis(self) -> None:
        """Kill Redis and lose all it held."""
        self.redis_child.process.kill()
        await asyncio.to_thread(self.redis_child.process.wait)
        shutil.rmtree(self.redis.data)

    async def start_redis(self) -> None:
        self.redis_child = await asyncio.to_thread(self.redis.start)


async def until(reached: Callable[[], Awaitable[bool]], *, seconds: float) -> None:
    """Wait until something is so; a server that is away meanwhile is no answer."""
    async with asyncio.timeout(seconds):
        while True:
            with contextlib.suppress(OSError, SQLAlchemyError, RedisError):
                if await reached():
                    return
            await asyncio.sleep(POLL_SECONDS)


@asynccontextmanager
async def open_house(urls: DatabaseUrls, home: Path) -> AsyncIterator[House]:
    """Open a prison in this database and start a Redis of its own; end every process at the end."""
    await asyncio.to_thread(_empty, home)
    async with AsyncExitStack() as stack:
        database = Database(engine_for(urls.app, pool_size=4))
        stack.push_async_callback(database.close)
        redis = Redis(home)
        prison = await make_prison(database, "WRK")
        house = House(
            urls, home, redis, database, system_viewer(prison.id), await asyncio.to_thread(redis.start)
        )
        stack.push_async_callback(_end, house)
        yield house


def _empty(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)


async def _end(house: House) -> None:
    for child in (*house.workers, house.redis_child):
        if child.is_running():
            child.process.send_signal(signal.SIGCONT)
            child.process.kill()
        await asyncio.to_thread(child.stop)
