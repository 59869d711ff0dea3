"""A desk that sends: a prison, a worker with a road of the test's choosing, and what became of messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from core.accounts.models import Membership
from core.accounts.roles import Role
from core.accounts.services import give_access
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import JobId
from core.jobs.models import JobRow, QueuedJob
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.work import Work
from core.messages.enums import Security
from core.messages.jobs import MailJobs
from core.messages.models import MailReach, Message
from core.messages.post import Post
from core.messages.roads.declarations import MailRoad
from core.messages.roads.smtp import SmtpRoad
from core.plugins.loader import Registry
from core.prisons.models import Prison
from infra.database_roles import DatabaseUrls
from tests.core.accounts.conftest import People
from tests.core.messages.servers import MailServer, Notify, notify_server

SITE = "https://gatehouse.example"
SENDER = "desk@gatehouse.example"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def notify() -> Iterator[Notify]:
    with notify_server() as service:
        yield service


def smtp_road(server: MailServer) -> SmtpRoad:
    return SmtpRoad("127.0.0.1", server.port, sender=SENDER, security=Security.NONE)


@dataclass
class Desk:
    """A prison, its co-ordinator, and a worker that is made to work by the test."""

    database: Database
    registry: Registry
    prison: Prison
    viewer: Viewer
    pulse: Pulse
    outcomes: list[Outcome]

    async def invite(self, address: str, *, name: str = "Ewan Rees", by: Viewer | None = None) -> Membership:
        viewer = by or self.viewer
        async with self.database.write(viewer) as session:
            return await give_access(session, viewer, name=name, email=address, role=Role.PRISON_STAFF_READER)

    def work(self, road: MailRoad) -> Work:
        """Return the work of all modules, with mail leaving by this road."""
        whole, jobs = Work.of(self.registry.contributions), MailJobs(lambda: Post(road, SITE))
        return replace(whole, jobs={**whole.jobs, jobs.send.name: jobs.send, jobs.follow.name: jobs.follow})

    async def attempt(self, road: MailRoad, kind: str = "core.send_message") -> list[Outcome]:
        """Do one attempt of every job of a kind that waits, due or not; return what became of each."""
        runner = Runner(
            self.database,
            self.work(road),
            self.pulse,
            name="bench",
            watch=lambda _kind, outcome, _seconds: self.outcomes.append(outcome),
        )
        before = len(self.outcomes)
        for job_id in await self.waiting(kind):
            await self.let_time_pass(job_id)
            await runner.run(self.prison.id, JobId(job_id))
        return self.outcomes[before:]

    async def waiting(self, kind: str) -> list[UUID]:
        wanted = (
            select(QueuedJob.job_id)
            .join(JobRow, (JobRow.tenant_id == QueuedJob.prison_id) & (JobRow.id == QueuedJob.job_id))
            .where(QueuedJob.kind == kind, QueuedJob.dead_at.is_(None))
            .order_by(QueuedJob.job_id)
        )
        async with self.database.read(self.viewer) as session:
            return list(await session.scalars(wanted))

    async def let_time_pass(self, job_id: UUID) -> None:
        """Let a wait and a lease run out."""
        async with self.database.write(self.viewer) as session:
            await session.execute(
                text(
                    "UPDATE job_queue SET available_at = now() - interval '1 ms', "
                    "lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE now() - interval '1 ms' END "
                    "WHERE job_id = :job_id"
                ),
                {"job_id": job_id},
            )

    async def messages(self) -> list[Message]:
        async with self.database.read(self.viewer) as session:
            return list(await session.scalars(select(Message).order_by(Message.id)))

    async def message(self) -> Message:
        [only] = await self.messages()
        return only

    async def reaches(self) -> list[MailReach]:
        async with self.database.read(self.viewer) as session:
            return list(await session.scalars(select(MailReach)))


@pytest_asyncio.fixture
async def desk(
    database: Database,
    database_urls: DatabaseUrls,
    registry: Registry,
    prison: Prison,
) -> AsyncIterator[Desk]:
    pulse = Pulse(database_urls.app, every_seconds=0.1)
    pulse.start()
    colleague = await People(database, registry).add(prison, Role.COORDINATOR)
    yield Desk(database, registry, prison, colleague.viewer, pulse, [])
    pulse.stop()


@pytest.fixture
def people(database: Database, registry: Registry) -> People:
    return People(database, registry)
