"""The nightly work of vetting by the real scheduler and runner: asked once, caught up, done as the system."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from core.accounts.roles import Role
from core.accounts.system import SYSTEM_ACCOUNT
from core.accounts.viewer import Viewer
from core.audit.models import AuditEntry
from core.clock import LONDON, today
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.identifiers import JobId
from core.jobs.models import JobRow
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.plugins.activation import switch_module
from core.plugins.loader import Registry
from core.testkit import make_prison, viewer
from infra.database_roles import DatabaseUrls
from plugins.vetting import models, services
from plugins.vetting.enums import TrainingStatus, TrainingType, Verb, VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.desk import TO_THE_TEAM, Desk, make_desk
from tests.servers import run_apart

S, V = VettingStage, Verb
DAY = timedelta(days=1)
NIGHTLY = "vetting.move_due_cases"
_numbers = count()


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
    async with opened.engine.begin() as connection:
        await connection.execute(text("UPDATE prison SET active = false"))
    await opened.close()


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry) -> Desk:
    return await make_desk(database, registry, await make_prison(database, f"N{next(_numbers):04d}"))


@pytest_asyncio.fixture
async def other_desk(database: Database, registry: Registry) -> Desk:
    return await make_desk(database, registry, await make_prison(database, f"N{next(_numbers):04d}"))


@dataclass
class Nights:
    """The schedules of all modules, and a worker that does what they ask for."""

    database: Database
    work: Work
    runner: Runner
    outcomes: list[Outcome]

    def scheduler(self) -> Scheduler:
        """Return the scheduler of a worker that has just come up."""
        return Scheduler(self.database, self.work)

    async def asked(self, desk: Desk) -> list[JobRow]:
        async with self.database.read(desk.coordinator) as session:
            wanted = select(JobRow).where(JobRow.kind == NIGHTLY).order_by(JobRow.dedupe_key)
            return list(await session.scalars(wanted))

    async def work_off(self, desk: Desk) -> list[Outcome]:
        """Do what is asked for in this prison; return what became of each."""
        before = len(self.outcomes)
        for job in await self.asked(desk):
            await self.runner.run(desk.prison.id, JobId(job.id))
        return self.outcomes[before:]


@pytest.fixture
def nights(database: Database, urls: DatabaseUrls, registry: Registry) -> Iterator[Nights]:
    outcomes: list[Outcome] = []
    work = Work.of(registry.contributions)
    pulse = Pulse(urls.app, every_seconds=0.1)
    pulse.start()
    runner = Runner(
        database, work, pulse, name="nights", watch=lambda _kind, outcome, _seconds: outcomes.append(outcome)
    )
    yield Nights(database, work, runner, outcomes)
    pulse.stop()


def just_after_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 0, 6, tzinfo=LONDON).astimezone(UTC)


async def came_in(desk: Desk, surname: str, *, ends: date) -> models.Case:
    """Take somebody all the way in, a year ago, on a clearance that ends on a day."""
    person, begun = await desk.another(surname), today() - 420 * DAY
    case = await desk.opened(person, on=begun)
    for verb in TO_THE_TEAM:
        case = await desk.moved(case, verb, on=begun)
    granted: dict[str, object] = {"level": VettingLevel.HMPPS_EL2, "reference": "SSCL-2026-0042"}
    await desk.moved(
        case, V.APPROVE, desk.security, on=begun + DAY, happened_on=begun, expires_on=ends, **granted
    )
    await desk.moved(case, V.START_ONBOARDING, on=begun + DAY)
    for kind in (TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT):
        await desk.trained(person.id, kind, begun)
    return await desk.moved(case, V.ACTIVATE, on=begun + DAY)


async def test_shortly_after_midnight_in_london_each_prison_is_asked_once(
    nights: Nights, desk: Desk, other_desk: Desk
) -> None:
    first, second = nights.scheduler(), nights.scheduler()
    summer = date(2027, 7, 14)
    await first.tick_at(just_after_midnight(summer) - timedelta(minutes=2))
    for worker in (first, second, first):
        await worker.tick_at(just_after_midnight(summer))
    for where in (desk, other_desk):
        keys = [job.dedupe_key for job in await nights.asked(where)]
        assert keys == [f"vetting.nightly_due_moves:2027-07-{day}" for day in (13, 14)]


async def test_it_is_done_once_as_the_system_and_dated_by_the_clearance(
    nights: Nights, desk: Desk, other_desk: Desk
) -> None:
    ended = await came_in(desk, "Ashdown", ends=today() - 12 * DAY)
    soon = await came_in(desk, "Fennimore", ends=today() + 20 * DAY)
    later = await came_in(desk, "Quill", ends=today() + 900 * DAY)
    elsewhere = await came_in(other_desk, "Tansley", ends=today() - 12 * DAY)
    await nights.scheduler().tick_at(just_after_midnight(today()))
    assert await nights.work_off(desk) == [Outcome.DONE]
    assert await nights.work_off(desk) == []

    stood = {case.id: (case.stage, case.stage_since) for case in await desk.rows(models.Case)}
    assert stood == {
        ended.id: (S.EXPIRED, today() - 11 * DAY),
        soon.id: (S.RENEWAL_DUE, today() - 160 * DAY),
        later.id: (S.ACTIVE, later.stage_since),
    }
    assert [(job.state, job.result) for job in await nights.asked(desk)] == [("DONE", {"moved": 3})]
    assert (await other_desk.case(elsewhere)).stage is S.ACTIVE
    added = [(event.verb, event.account_id) for event in (await desk.events(ended))[-2:]]
    assert added == [(V.MARK_RENEWAL_DUE, SYSTEM_ACCOUNT), (V.EXPIRE, SYSTEM_ACCOUNT)]
    expired = AuditEntry.after["stage"].astext == S.EXPIRED
    (entry,) = await desk.rows(AuditEntry, AuditEntry.table_name == "vetting_case", expired)
    assert (entry.account_id, entry.row_id) == (SYSTEM_ACCOUNT, ended.id)

    await nights.scheduler().tick_at(just_after_midnight(today() + DAY))
    assert await nights.work_off(desk) == [Outcome.DONE]
    assert [job.result for job in await nights.asked(desk)] == [{"moved": 3}, {"moved": 0}]


async def test_after_an_outage_one_night_does_the_work_of_all(nights: Nights, desk: Desk) -> None:
    worker = nights.scheduler()
    await worker.tick_at(just_after_midnight(today() - 9 * DAY))
    assert await nights.work_off(desk) == [Outcome.DONE]
    case = await came_in(desk, "Ashdown", ends=today() - 5 * DAY)
    await nights.scheduler().tick_at(just_after_midnight(today()) + timedelta(hours=9))
    assert await nights.work_off(desk) == [Outcome.DONE]
    assert len(await nights.asked(desk)) == 2
    assert [event.happened_on for event in (await desk.events(case))[-2:]] == [
        today() - 185 * DAY,
        today() - 4 * DAY,
    ]


async def test_a_prison_without_the_module_is_left_alone_until_it_has_it_again(
    nights: Nights, registry: Registry, desk: Desk, other_desk: Desk
) -> None:
    case = await came_in(desk, "Ashdown", ends=today() - 5 * DAY)
    await nights.scheduler().tick_at(just_after_midnight(today() - 2 * DAY))
    await switch(desk, registry, on=False)
    assert await nights.work_off(desk) == [Outcome.REFUSED]
    await nights.scheduler().tick_at(just_after_midnight(today() - DAY))
    assert len(await nights.asked(desk)) == 1
    assert len(await nights.asked(other_desk)) == 2
    assert (await desk.case(case)).stage is S.ACTIVE

    await switch(desk, registry, on=True)
    await nights.scheduler().tick_at(just_after_midnight(today()))
    assert await nights.work_off(desk) == [Outcome.DONE]
    assert ((await desk.case(case)).stage, (await desk.case(case)).stage_since) == (
        S.EXPIRED,
        today() - 4 * DAY,
    )


async def switch(desk: Desk, registry: Registry, *, on: bool) -> None:
    by: Viewer = viewer(registry, desk.prison, Role.COORDINATOR)
    by = by if not on else replace(by, disabled_modules=frozenset({"vetting"}))
    async with desk.database.write(by) as session:
        await switch_module(session, by, "vetting", on=on, hooks=registry.hooks)


async def test_what_was_taken_over_can_be_taken_back_for_a_week(nights: Nights, desk: Desk) -> None:
    """An import of people whose clearance has run out stays undoable: the calendar waits until it is not."""
    gone = Clearance(
        level=VettingLevel.HMPPS_EL2, granted_on=today() - 900 * DAY, expires_on=today() - 30 * DAY
    )
    case = await desk.taken_over(S.APPROVED, since=today() - 900 * DAY, clearances=[gone])
    await nights.scheduler().tick_at(just_after_midnight(today()))
    assert await nights.work_off(desk) == [Outcome.DONE]
    assert (await desk.case(case)).stage is S.APPROVED
    async with desk.database.write(desk.coordinator) as session:
        moved = await services.move_due_cases(session, desk.coordinator, left_as_taken_over=timedelta(0))
    assert moved == 1
    assert ((await desk.case(case)).stage, (await desk.case(case)).stage_since) == (
        S.EXPIRED,
        today() - 29 * DAY,
    )


async def test_a_training_that_ran_out_does_not_end_a_clearance(nights: Nights, desk: Desk) -> None:
    case = await came_in(desk, "Ashdown", ends=today() + 900 * DAY)
    async with desk.database.read(desk.coordinator) as session:
        wanted = select(models.Training.status, models.Training.expires_on)
        held = (await session.execute(wanted.where(models.Training.person_id == case.person_id))).all()
    assert all(row.status is TrainingStatus.COMPLETED for row in held)
    assert min(row.expires_on for row in held) < today()
    await nights.scheduler().tick_at(just_after_midnight(today()))
    assert await nights.work_off(desk) == [Outcome.DONE]
    assert (await desk.case(case)).stage is S.ACTIVE
