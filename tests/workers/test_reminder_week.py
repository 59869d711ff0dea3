"""A whole week of several prisons, by the real scheduler, runner and mail server: who is told what, once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import pytest_asyncio
from sqlalchemy import select, text, update

from core.accounts.roles import Role
from core.accounts.system import system_viewer
from core.clock import LONDON, add_working_days, today
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.identifiers import JobId
from core.jobs.declarations import Job, JobContext
from core.jobs.models import QueuedJob
from core.jobs.pulse import Pulse
from core.jobs.runner import Runner
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.messages.enums import MessageState
from core.messages.jobs import MailJobs
from core.messages.models import Message
from core.messages.post import Post
from core.partnership.models import Person
from core.partnership.services import add_contact
from core.plugins.activation import switch_module
from core.plugins.loader import Registry
from core.reminders.declarations import Told
from core.reminders.jobs import MORNING_REMINDERS, remind_on
from core.reminders.models import ReminderExtension, ReminderItem, ReminderNotice
from core.testkit import make_prison
from infra.database_roles import DatabaseUrls
from plugins.vetting import models
from plugins.vetting.enums import Verb, VettingLevel
from plugins.vetting.tests.desk import Desk, make_desk
from tests.core.accounts.conftest import People
from tests.core.messages.conftest import SITE, smtp_road
from tests.core.messages.servers import MailServer
from tests.servers import run_apart

_numbers = count()
BEFORE_TURN = 5
"""Working days until the first rung of the ladder of the policy in force."""
MONDAY = add_working_days(today(), 1)
WEEK = tuple(add_working_days(MONDAY, number) for number in range(5))


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


@dataclass
class Morning:
    """A worker that is brought to one morning after the other."""

    database: Database
    registry: Registry
    server: MailServer
    pulse: Pulse
    day: date = MONDAY
    failures: list[str] = field(default_factory=list)

    def work(self) -> Work:
        whole, mail = (
            Work.of(self.registry.contributions),
            MailJobs(lambda: Post(smtp_road(self.server), SITE)),
        )

        async def remind(context: JobContext) -> None:
            await remind_on(context, self.day)

        jobs = {**whole.jobs, mail.send.name: mail.send, "core.remind": Job(name="core.remind", run=remind)}
        return replace(whole, jobs=jobs, schedules=(MORNING_REMINDERS,))

    async def ask(self, day: date) -> None:
        """Let it be 07:31 of a day, and write down what is due for each prison."""
        self.day = day
        moment = datetime(day.year, day.month, day.day, 7, 31, tzinfo=LONDON).astimezone(UTC)
        await Scheduler(self.database, self.work()).tick_at(moment)

    async def work_off(self, kind: str) -> None:
        """Do every job of a kind, in every prison."""
        runner = Runner(self.database, self.work(), self.pulse, name="morning", watch=self._watch)
        async with self.database.engine.connect() as connection:
            rows = await connection.execute(
                select(QueuedJob.prison_id, QueuedJob.job_id).where(QueuedJob.kind == kind)
            )
            waiting = [(row.prison_id, JobId(row.job_id)) for row in rows]
        for prison_id, job_id in waiting:
            await runner.run(prison_id, job_id)

    def _watch(self, kind: str, outcome: str, _seconds: float) -> None:
        if outcome != "done":
            self.failures.append(f"{kind}: {outcome}")

    async def comes(self, day: date) -> None:
        await self.ask(day)
        await self.work_off("core.remind")
        await self.work_off("core.send_message")


@pytest.fixture
def morning(database: Database, urls: DatabaseUrls, registry: Registry) -> Iterator[Morning]:
    server, pulse = MailServer(), Pulse(urls.app, every_seconds=0.1)
    server.start()
    pulse.start()
    yield Morning(database, registry, server, pulse)
    pulse.stop()
    server.stop()


@dataclass(frozen=True)
class Place:
    """A prison with one person who has the turn, and the addresses of all who may be told."""

    desk: Desk
    case: models.Case
    person: str
    contact: str
    coordinator: str


MakePlace = Callable[[], Awaitable[Place]]


@pytest.fixture
def place(database: Database, registry: Registry) -> MakePlace:
    async def make() -> Place:
        number = next(_numbers)
        desk = await make_desk(database, registry, await make_prison(database, f"W{number:04d}"))
        person, contact = f"person{number}@example.org", f"contact{number}@example.org"
        colleague = await People(database, registry).add(desk.prison, Role.COORDINATOR)
        async with database.write(desk.coordinator) as session:
            await session.execute(update(Person).where(Person.id == desk.person.id).values(email=person))
            await add_contact(
                session,
                desk.coordinator,
                desk.partner.id,
                name="Kit Birch",
                email=contact,
            )
        since = add_working_days(add_working_days(WEEK[1], -5), -BEFORE_TURN)
        case = await desk.moved(await desk.opened(on=since), Verb.ASK_SPONSOR, on=since)
        case = await desk.moved(case, Verb.SEND_FORM, on=since)
        return Place(desk, case, person, contact, str(colleague.account.email))

    return make


async def acts(one: Place, day: date) -> None:
    """Let the person do what was asked for."""
    case = await one.desk.moved(one.case, Verb.RECORD_FORM_STARTED, on=day)
    await one.desk.moved(case, Verb.BOOK_DOCUMENTS, on=day)


async def test_a_week_of_several_prisons(morning: Morning, registry: Registry, place: MakePlace) -> None:
    waits, acts_at_once, off = [await place() for _ in range(3)]
    by = replace(off.desk.coordinator, disabled_modules=frozenset())
    async with morning.database.write(by) as session:
        await switch_module(session, by, "vetting", on=False, hooks=registry.hooks)

    # Monday: the person is told, though the day for it was last week. One acts before the mail leaves.
    await morning.ask(WEEK[0])
    await morning.work_off("core.remind")
    await acts(acts_at_once, today())
    await morning.work_off("core.send_message")
    assert [len(morning.server.to(one.person)) for one in (waits, acts_at_once, off)] == [1, 0, 0]
    assert await fates(acts_at_once) == [MessageState.DROPPED]
    [mail] = morning.server.to(waits.person)
    assert mail["Subject"] == "Something in Gatehouse waits for you"
    assert "vetting" not in mail.get_content().lower()
    assert waits.desk.person.surname not in mail.get_content()

    # Tuesday no worker is there. Wednesday it is, twice: the organisation is told, late and once.
    await morning.comes(WEEK[2])
    await morning.comes(WEEK[2])
    assert len(morning.server.to(waits.person)) == 1
    assert len(morning.server.to(waits.contact)) == 1

    # Thursday nothing new is due. Then it is done, and Friday is quiet; so are the weeks that follow, for
    # them: from then on it is the desk's turn, and the desk alone is told.
    await morning.comes(WEEK[3])
    await acts(waits, today())
    for day in (WEEK[4], add_working_days(WEEK[4], 5), add_working_days(WEEK[4], 10)):
        await morning.comes(day)
    theirs = [len(morning.server.to(address)) for address in (waits.person, waits.contact)]
    assert theirs == [1, 1]
    assert {str(mail["To"]) for mail in morning.server.mailbox.taken} <= {
        waits.person,
        waits.contact,
        waits.coordinator,
        acts_at_once.coordinator,
    }
    assert await fates(off) == []
    assert morning.failures == []
    told = await rows(waits, ReminderNotice)
    steps = [(one.step, one.sent_on) for one in told if one.told is not Told.COORDINATOR]
    assert steps == [("-25:PERSON", WEEK[0]), ("-20:PARTNER", WEEK[2])]
    assert await rows(waits, ReminderExtension) == []
    closed = [item.closed_on for item in await rows(waits, ReminderItem) if item.name == "vetting.turn"]
    assert WEEK[4] in closed


async def test_hypha_4476_a_date_that_moves_is_recorded_and_said(morning: Morning, place: MakePlace) -> None:
    one: Place = await place()
    await acts(one, today())
    ends = WEEK[0] + timedelta(days=30)
    async with morning.database.write(one.desk.coordinator) as session:
        clearance = models.Clearance(
            person_id=one.desk.person.id,
            partner_id=one.desk.partner.id,
            level=VettingLevel.HMPPS_EL2,
            scope="THIS_PRISON",
            granted_on=today() - timedelta(days=300),
            expires_on=ends,
        )
        session.add(clearance)
    await morning.comes(WEEK[0])
    assert len(morning.server.to(one.person)) == 1
    moved_to = WEEK[1] + timedelta(days=30)
    async with morning.database.write(one.desk.coordinator) as session:
        found = await session.scalar(select(models.Clearance).where(models.Clearance.id == clearance.id))
        assert found is not None
        found.expires_on = moved_to
    await morning.comes(WEEK[1])
    [extension] = await rows(one, ReminderExtension)
    assert (extension.from_on, extension.to_on, extension.noticed_on) == (ends, moved_to, WEEK[1])
    assert extension.account_id == one.desk.coordinator.account_id
    assert len(morning.server.to(one.person)) == 2
    assert morning.failures == []


async def ends(one: Place, day: date) -> None:
    """Give the place's person a clearance that ends on a day, and nothing else to be told of."""
    await acts(one, today())
    async with one.desk.database.write(one.desk.coordinator) as session:
        session.add(
            models.Clearance(
                person_id=one.desk.person.id,
                partner_id=one.desk.partner.id,
                level=VettingLevel.HMPPS_EL2,
                scope="THIS_PRISON",
                granted_on=today() - timedelta(days=300),
                expires_on=day,
            )
        )


async def test_trap_a_jump_onto_a_day_off_loses_nobody_who_should_have_been_told(
    morning: Morning, place: MakePlace
) -> None:
    """TRAP: what fell due on days off, or with the worker down, is never told of, or twice.

    The calendar jumps from today to a Saturday, past every working day between; one clearance ends on that
    day and the other on the Sunday. All is made good on the next working day, once.
    """
    saturday = next(day for day in _days_after(MONDAY) if day.weekday() == 5)
    one, other = await place(), await place()
    await ends(one, saturday)
    await ends(other, saturday + timedelta(days=1))
    await morning.comes(saturday)
    assert [len(morning.server.to(each.person)) for each in (one, other)] == [0, 0]
    back = add_working_days(saturday, 1)
    assert back > saturday + timedelta(days=1)
    for day in (back, back, add_working_days(back, 1), add_working_days(back, 3)):
        await morning.comes(day)
        told = [len(morning.server.to(address)) for each in (one, other) for address in _both(each)]
        assert told == [1, 1, 1, 1], day
    for each in (one, other):
        steps = [(row.step, row.told) for row in await rows(each, ReminderNotice)]
        assert len(steps) == len(set(steps))
    assert morning.failures == []


def _days_after(day: date) -> Iterator[date]:
    return (day + timedelta(days=number) for number in count(1))


def _both(one: Place) -> tuple[str, str]:
    return one.person, one.contact


async def fates(one: Place) -> list[MessageState]:
    return [message.state for message in await rows(one, Message)]


async def rows(one: Place, kind: type) -> list:  # type: ignore[type-arg]
    async with one.desk.database.read(system_viewer(one.desk.prison.id)) as session:
        return list(await session.scalars(select(kind).order_by(kind.id)))  # type: ignore[attr-defined]
