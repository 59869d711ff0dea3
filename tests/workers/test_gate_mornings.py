"""The morning's gate list by the real scheduler and runner: at six, once for each prison, with its paper."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time

import pytest
import pytest_asyncio
from sqlalchemy import select

from core.accounts.system import SYSTEM_ACCOUNT
from core.clock import LONDON, today
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.identifiers import JobId
from core.jobs.models import JobRow
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.plugins.loader import Registry
from core.reports.models import ReportFile
from core.testkit import make_prison
from infra.database_roles import DatabaseUrls
from plugins.rota.models import GateList, Visit
from plugins.rota.tests.desk import Desk, make_desk
from plugins.rota.tests.gate import make_session
from tests.servers import run_apart

MORNING = "rota.make_gate_list"


@pytest.fixture(scope="module")
def urls(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> DatabaseUrls:
    """A database whose prisons are of this file alone: a schedule is asked for in all there are."""
    made = empty_database()
    run_apart(upgrade(made.owner, registry.histories))
    return made


@pytest_asyncio.fixture
async def database(urls: DatabaseUrls) -> AsyncIterator[Database]:
    opened = Database(engine_for(urls.app, pool_size=4))
    yield opened
    await opened.close()


async def test_two_workers_make_the_list_of_six_o_clock_once_for_each_prison(
    database: Database, urls: DatabaseUrls, registry: Registry
) -> None:
    desks = [
        await make_desk(database, registry, await make_prison(database, code)) for code in ("G0001", "G0002")
    ]
    await make_session(desks[0], desks[0].person)
    work, outcomes = Work.of(registry.contributions), list[Outcome]()
    six = datetime.combine(today(), time(6), LONDON).astimezone(UTC)
    pulse = Pulse(urls.app, every_seconds=0.1)
    pulse.start()
    try:
        for _worker in range(2):
            await Scheduler(database, work).tick_at(six)
            runner = Runner(
                database,
                work,
                pulse,
                name="mornings",
                watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
            )
            for desk in desks:
                for job in await asked(desk):
                    await runner.run(desk.prison.id, JobId(job.id))
    finally:
        pulse.stop()
    assert outcomes == [Outcome.DONE, Outcome.DONE]
    assert [len(await asked(desk)) for desk in desks] == [1, 1]
    [listed] = await desks[0].rows(GateList)
    assert (listed.made_by, listed.printed_at) == (SYSTEM_ACCOUNT, listed.made_at)
    assert {row.id for row in await desks[0].rows(ReportFile)} == {listed.list_file, listed.sheet_file}
    assert len(await desks[0].rows(Visit)) == 1
    [empty] = await desks[1].rows(GateList)
    assert empty.printed_at is None, "Where nobody is expected no paper is asked for."
    assert await desks[1].rows(ReportFile) == []


async def asked(desk: Desk) -> list[JobRow]:
    async with desk.database.read(desk.coordinator) as session:
        return list(await session.scalars(select(JobRow).where(JobRow.kind == MORNING)))
