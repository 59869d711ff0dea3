"""A night in one prison, and everything the database and the files hold, as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import select

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.jobs.declarations import Job
from core.jobs.enqueue import enqueue
from core.jobs.models import QueuedJob
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.work import Work
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.jobs import expiry_job
from core.retention.jobs import CARRY_OUT
from infra.database_roles import DatabaseUrls
from tests.core.retention.planting import Garden
from tests.isolation.catalogue import Catalogue
from tests.isolation.conftest import catalogue as catalogue  # noqa: PLC0414 -- a fixture of another folder
from tests.servers import run_apart

EXPIRY = "core.expire_reports"


@dataclass
class Night:
    """Does a prison's work as the worker does it, until nothing is left to do."""

    database: Database
    runner: Runner
    prison: Prison
    system: Viewer
    outcomes: list[Outcome]

    async def ask(self, job: Job = CARRY_OUT) -> None:
        async with self.database.write(self.system) as session:
            await enqueue(session, job, self.system)

    async def work(self) -> int:
        """Do all that is queued, what it asks for included; return how many jobs that were."""
        done = 0
        while waiting := await self._waiting():
            for job_id in waiting:
                done += await self.runner.run(self.prison.id, job_id)
        return done

    async def pass_by(self) -> int:
        await self.ask()
        return await self.work()

    async def _waiting(self) -> list[UUID]:
        statement = select(QueuedJob.job_id).where(
            QueuedJob.prison_id == self.prison.id, QueuedJob.dead_at.is_(None)
        )
        async with self.database.read(self.system) as session:
            return list(await session.scalars(statement))


@pytest.fixture(scope="session")
def database_urls(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> DatabaseUrls:
    """A database that nobody else fills: these tests read all of it, again and again."""
    urls = empty_database()
    run_apart(upgrade(urls.owner, registry.histories))
    return urls


@pytest_asyncio.fixture(scope="session")
async def database(database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    opened = Database(engine_for(database_urls.app, pool_size=5))
    yield opened
    await opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def store(folder: Path) -> FileStore:
    return FileStore.from_url(str(folder))


@pytest_asyncio.fixture
async def garden(
    database: Database, database_urls: DatabaseUrls, catalogue: Catalogue, store: FileStore
) -> AsyncIterator[Garden]:
    owner = Database(engine_for(database_urls.owner, pool_size=1))
    yield Garden(database, owner, catalogue, store)
    await owner.close()


@pytest.fixture
def night_in(
    database: Database, database_urls: DatabaseUrls, registry: Registry, store: FileStore
) -> Iterator[Callable[[Prison], Night]]:
    """Return what makes a night in a prison: the jobs of all modules, with the test's own files."""
    work = Work.of(registry.contributions)
    jobs = {**work.jobs, EXPIRY: expiry_job(lambda: store)}
    outcomes: list[Outcome] = []
    pulse = Pulse(database_urls.app, every_seconds=0.1)
    pulse.start()
    runner = Runner(
        database,
        Work(jobs, work.schedules, work.permissions),
        pulse,
        name="night",
        watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
    )
    yield lambda prison: Night(
        database,
        runner,
        prison,
        system_viewer(prison.id, registry.permissions, code=prison.code),
        outcomes,
    )
    pulse.stop()


@pytest.fixture
def night(night_in: Callable[[Prison], Night], prison: Prison) -> Night:
    return night_in(prison)


async def whole_database(urls: DatabaseUrls) -> dict[str, str]:
    """Return every table as text, as a dump would hold it, as the superuser."""
    connection = await asyncpg.connect(urls.superuser)
    try:
        names = await connection.fetch(
            "SELECT relname FROM pg_class"
            " WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace"
        )
        return {
            row["relname"]: await connection.fetchval(
                f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM public.{row['relname']} t"  # noqa: S608 -- names from the catalogue
            )
            for row in names
        }
    finally:
        await connection.close()


def whole_folder(folder: Path) -> str:
    """Return the names and contents of every file below a folder."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return "\n".join(f"{path}\n{path.read_bytes()!r}" for path in found)
