"""A migrated database, people with roles in their prisons, and a runner for the reports they ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account, Membership
from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.accounts.viewer import Viewer, permissions_of
from core.database.migrate import core_history, upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.identifiers import AccountId, JobId, PartnerId, TenantId
from core.jobs.models import JobRow
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.work import Work
from core.prisons.models import Prison
from core.reports.declarations import Report
from core.reports.document import ReportDocument
from core.reports.jobs import expiry_job, report_job
from core.testkit import NOBODY, make_partner, make_prison
from infra.database_roles import DatabaseUrls
from tests.core.reports.samples import full_report
from tests.servers import run_apart

COUNT_READ = Permission(
    "test.count.read",
    "See the count",
    frozenset({Role.COORDINATOR, Role.GOVERNOR, Role.PARTNER_ADMIN}),
)
_numbers = count()


async def count_report(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> ReportDocument:
    """Build the sample report over what is really there: the number of jobs in this prison."""
    if parameters.get("broken"):
        raise RuntimeError("the rows could not be read")
    jobs = len((await session.execute(select(JobRow.id))).all())
    document = full_report()
    return ReportDocument(
        title=f"{jobs} job",
        prison_name=document.prison_name,
        prison_code=document.prison_code,
        as_at=document.as_at,
        produced_at=document.produced_at,
        produced_by=viewer.name,
        classification=document.classification,
        summary=(),
        sections=document.sections,
    )


COUNT = Report(
    code="test.count",
    title="How many",
    description="How many are there?",
    permission=COUNT_READ,
    build=count_report,
)


@pytest.fixture(scope="session")
def report_urls(empty_database: Callable[[], DatabaseUrls]) -> DatabaseUrls:
    urls = empty_database()
    run_apart(upgrade(urls.owner, [core_history(())]))
    return urls


@pytest_asyncio.fixture(scope="session")
async def report_database(report_urls: DatabaseUrls) -> AsyncIterator[Database]:
    opened = Database(engine_for(report_urls.app, pool_size=5))
    yield opened
    await opened.close()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore.from_url(str(tmp_path / "files"))


@dataclass
class People:
    """Makes prisons, and accounts with a role there."""

    database: Database

    async def prison(self) -> Prison:
        return await make_prison(self.database, f"R{next(_numbers):04d}")

    async def with_role(self, prison: Prison, role: Role, *, partner: str | None = None) -> Viewer:
        partner_id = None
        if partner is not None:
            system = Viewer(
                account_id=AccountId(UUID(int=1)),
                name="Setting up",
                roles=frozenset(),
                permissions=frozenset({"core.partner.change"}),
                tenant_id=TenantId(prison.id),
            )
            partner_id = PartnerId((await make_partner(self.database, system, partner)).id)
        async with self.database.write(NOBODY) as session:
            number = next(_numbers)
            account = Account(issuer="https://people.example", subject=f"r{number}", name="Morgan Vale")
            session.add(account)
            await session.flush()
            session.add(
                Membership(account_id=account.id, prison_id=prison.id, role=role, partner_id=partner_id)
            )
        return Viewer(
            account_id=AccountId(account.id),
            name=account.name,
            roles=frozenset({role}),
            permissions=permissions_of({role}, [COUNT_READ]),
            tenant_id=TenantId(prison.id),
            tenant_code=prison.code,
            partner_id=partner_id,
        )


@pytest.fixture
def people(report_database: Database) -> People:
    return People(report_database)


@pytest_asyncio.fixture
async def asker(people: People) -> Viewer:
    """A co-ordinator in a prison of her own."""
    return await people.with_role(await people.prison(), Role.COORDINATOR)


@dataclass
class Worker:
    """Does jobs, and says what became of each."""

    runner: Runner
    outcomes: list[Outcome]

    async def run(self, viewer: Viewer, job_id: UUID | None) -> Outcome:
        assert viewer.tenant_id is not None
        assert job_id is not None
        assert await self.runner.run(viewer.tenant_id, JobId(job_id))
        return self.outcomes[-1]


@pytest.fixture
def worker(report_database: Database, report_urls: DatabaseUrls, store: FileStore) -> Iterator[Worker]:
    outcomes: list[Outcome] = []
    pulse = Pulse(report_urls.app, every_seconds=0.1)
    pulse.start()
    jobs = [report_job(COUNT, lambda: store), expiry_job(lambda: store)]
    runner = Runner(
        report_database,
        Work({job.name: job for job in jobs}, permissions=(COUNT_READ,)),
        pulse,
        name="bench",
        watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
    )
    yield Worker(runner, outcomes)
    pulse.stop()
