"""A migrated database with the effect table, and people who ask for jobs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import count
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import select, text

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.migrate import core_history, upgrade
from core.database.unit_of_work import Database, engine_for
from core.identifiers import AccountId, JobId, TenantId
from core.jobs.models import JobRow, QueuedJob
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.prisons.models import Prison
from core.testkit import NOBODY, make_prison
from infra.database_roles import DatabaseUrls
from tests.servers import run_apart
from tests.workers.jobs import EFFECT_TABLE, EVERYTHING

_numbers = count()


async def prepare(urls: DatabaseUrls) -> None:
    """Migrate the core alone and add the effect table."""
    await upgrade(urls.owner, [core_history(())])
    connection = await asyncpg.connect(urls.owner)
    for statement in EFFECT_TABLE:
        await connection.execute(statement)
    await connection.close()


@pytest.fixture(scope="session")
def job_urls(empty_database: Callable[[], DatabaseUrls]) -> DatabaseUrls:
    urls = empty_database()
    run_apart(prepare(urls))
    return urls


@pytest_asyncio.fixture(scope="session")
async def job_database(job_urls: DatabaseUrls) -> AsyncIterator[Database]:
    opened = Database(engine_for(job_urls.app, pool_size=8))
    yield opened
    await opened.close()


@dataclass
class Desk:
    """One prison, somebody who asks for jobs in it, and what can be seen of them."""

    database: Database
    prison: Prison
    viewer: Viewer

    async def job(self, job_id: UUID) -> JobRow:
        async with self.database.read(self.viewer) as session:
            return (await session.execute(select(JobRow).where(JobRow.id == job_id))).scalar_one()

    async def entry(self, job_id: UUID) -> QueuedJob | None:
        async with self.database.read(self.viewer) as session:
            return await session.scalar(select(QueuedJob).where(QueuedJob.job_id == job_id))

    async def effects(self, job_id: UUID) -> list[int]:
        """Return the attempts that left an effect."""
        async with self.database.read(self.viewer) as session:
            found = await session.scalars(
                text("SELECT attempt FROM test_effect WHERE job_id = :job_id"), {"job_id": job_id}
            )
            return list(found)

    async def end_lease(self, job_id: UUID) -> None:
        """Let the time of the lease pass."""
        async with self.database.write(self.viewer) as session:
            await session.execute(
                text("UPDATE job_queue SET lease_until = now() - interval '1 ms' WHERE job_id = :job_id"),
                {"job_id": job_id},
            )


async def open_desk(job_database: Database) -> Desk:
    """Make a prison, and its co-ordinator."""
    number = next(_numbers)
    prison = await make_prison(job_database, f"J{number:04d}")
    async with job_database.write(NOBODY) as session:
        account = Account(issuer="https://people.example", subject=f"s{number}", name="Morgan Vale")
        session.add(account)
        await session.flush()
        session.add(Membership(account_id=account.id, prison_id=prison.id, role=Role.COORDINATOR))
    viewer = Viewer(
        account_id=AccountId(account.id),
        name=account.name,
        roles=frozenset({Role.COORDINATOR}),
        permissions=frozenset(),
        tenant_id=TenantId(prison.id),
        tenant_code=prison.code,
    )
    return Desk(job_database, prison, viewer)


@pytest_asyncio.fixture
async def desk(job_database: Database) -> Desk:
    return await open_desk(job_database)


@dataclass
class Bench:
    """A runner of the tests' jobs, and the outcomes it told."""

    runner: Runner
    outcomes: list[Outcome]

    async def run(self, desk: Desk, job_id: JobId) -> Outcome | None:
        """Do one attempt; return its outcome, or None when the entry was not to be had."""
        taken = await self.runner.run(desk.prison.id, job_id)
        return self.outcomes[-1] if taken else None


@pytest.fixture
def bench(job_database: Database, job_urls: DatabaseUrls) -> Iterator[Bench]:
    outcomes: list[Outcome] = []
    pulse = Pulse(job_urls.app, every_seconds=0.1)
    pulse.start()
    runner = Runner(
        job_database,
        EVERYTHING,
        pulse,
        name="bench",
        watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
    )
    yield Bench(runner, outcomes)
    pulse.stop()
