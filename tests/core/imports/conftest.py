"""A co-ordinator with an account, a store for files, and a worker that does the jobs of imports."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import AccountId, JobId
from core.imports.actions import Action
from core.imports.choices import Choices
from core.imports.importer import Importer
from core.imports.jobs import forgetting_jobs, import_jobs
from core.imports.models import ImportBatch, ImportFile, ImportPlan, ImportRow
from core.imports.services import receive_upload, request_commit, request_plan, request_undo
from core.jobs.models import JobRow
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.work import Work
from core.partnership.imports import PARTNER_IMPORTER
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, viewer
from infra.database_roles import DatabaseUrls
from plugins.council.imports import LOG_IMPORTER
from plugins.vetting.imports import TRACKER_IMPORTER, TRAINING_IMPORTER

_numbers = count()


@pytest_asyncio.fixture
async def keeper(database: Database, prison: Prison, registry: Registry) -> Viewer:
    """A co-ordinator whose account holds the role: a job acts as what the account may do by then."""
    async with database.write(NOBODY) as session:
        account = Account(issuer="https://desk.example", subject=f"k{next(_numbers)}", name="Morgan Vale")
        session.add(account)
        await session.flush()
        session.add(Membership(account_id=account.id, prison_id=prison.id, role=Role.COORDINATOR))
    return viewer(registry, prison, Role.COORDINATOR, account_id=AccountId(account.id))


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore.from_url(str(tmp_path / "files"))


@dataclass
class Desk:
    """Imports files as a co-ordinator does: step by step, with a worker for what takes longer."""

    database: Database
    viewer: Viewer
    store: FileStore
    runner: Runner
    outcomes: list[Outcome]

    async def upload(self, importer: Importer, content: bytes, name: str = "list.csv") -> ImportFile:
        async with self.database.write(self.viewer) as session:
            return await receive_upload(
                session, self.viewer, self.store, importer, name=name, content=content
            )

    async def plan(
        self,
        content: bytes,
        *,
        importer: Importer = PARTNER_IMPORTER,
        name: str = "list.csv",
        choices: Choices | None = None,
    ) -> UUID:
        """Upload a file and have it planned."""
        file = await self.upload(importer, content, name)
        async with self.database.write(self.viewer) as session:
            plan = await request_plan(session, self.viewer, importer, file.id, choices=choices or Choices())
        await self.work(plan.job_id)
        return plan.id

    async def commit(self, plan_id: UUID, *, importer: Importer = PARTNER_IMPORTER) -> Outcome:
        async with self.database.write(self.viewer) as session:
            plan = await request_commit(session, self.viewer, importer, plan_id)
        return await self.work(plan.job_id)

    async def undo(self, plan_id: UUID, *, importer: Importer = PARTNER_IMPORTER) -> Outcome:
        async with self.database.write(self.viewer) as session:
            plan = await request_undo(session, self.viewer, importer, plan_id)
        return await self.work(plan.job_id)

    async def bring_in(self, content: bytes, *, importer: Importer = PARTNER_IMPORTER) -> UUID:
        """Plan a file and carry it out."""
        plan_id = await self.plan(content, importer=importer)
        assert await self.commit(plan_id, importer=importer) is Outcome.DONE
        return plan_id

    async def work(self, job_id: UUID | None) -> Outcome:
        assert job_id is not None
        assert self.viewer.tenant_id is not None
        assert await self.runner.run(self.viewer.tenant_id, JobId(job_id))
        return self.outcomes[-1]

    async def rows(self, plan_id: UUID) -> Sequence[ImportRow]:
        async with self.database.read(self.viewer) as session:
            found = await session.scalars(
                select(ImportRow).where(ImportRow.plan_id == plan_id).order_by(ImportRow.position)
            )
            return found.all()

    async def actions(self, plan_id: UUID) -> list[Action]:
        return [row.action for row in await self.rows(plan_id)]

    async def planned_changes(self, plan_id: UUID) -> int:
        async with self.database.read(self.viewer) as session:
            batches = await session.scalars(select(ImportBatch).where(ImportBatch.plan_id == plan_id))
            return sum(len(batch.changes) for batch in batches)

    async def plan_row(self, plan_id: UUID) -> ImportPlan:
        async with self.database.read(self.viewer) as session:
            return (await session.scalars(select(ImportPlan).where(ImportPlan.id == plan_id))).one()

    async def refusal(self, plan_id: UUID) -> str:
        """Return the sentence with which the plan's latest job ended."""
        async with self.database.read(self.viewer) as session:
            statement = (
                select(JobRow.error_message)
                .join(ImportPlan, ImportPlan.job_id == JobRow.id)
                .where(ImportPlan.id == plan_id)
            )
            return str(await session.scalar(statement))

    async def query(self, statement: str) -> list[tuple[object, ...]]:
        async with self.database.read(self.viewer) as session:
            return [tuple(row) for row in await session.execute(text(statement))]

    async def change(self, statement: str) -> None:
        async with self.database.write(self.viewer) as session:
            await session.execute(text(statement))


@contextmanager
def keep_pulse(urls: DatabaseUrls) -> Iterator[Pulse]:
    pulse = Pulse(urls.app, every_seconds=0.1)
    pulse.start()
    yield pulse
    pulse.stop()


@pytest_asyncio.fixture
async def desk(
    database: Database,
    database_urls: DatabaseUrls,
    keeper: Viewer,
    store: FileStore,
    registry: Registry,
) -> AsyncIterator[Desk]:
    outcomes: list[Outcome] = []
    jobs = [
        *import_jobs(PARTNER_IMPORTER, lambda: store).all(),
        *import_jobs(TRACKER_IMPORTER, lambda: store).all(),
        *import_jobs(TRAINING_IMPORTER, lambda: store).all(),
        *import_jobs(LOG_IMPORTER, lambda: store).all(),
        *forgetting_jobs(lambda: store),
    ]
    with keep_pulse(database_urls) as pulse:
        runner = Runner(
            database,
            Work({job.name: job for job in jobs}, permissions=registry.permissions),
            pulse,
            name="desk",
            watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
        )
        yield Desk(database, keeper, store, runner, outcomes)
