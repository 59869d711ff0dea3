"""The year on the desk: no page of it is empty, what is told was told once, and nothing is private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from core.accounts.roles import Role
from core.clock import add_working_days, is_working_day, today
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.messages.enums import MessageState
from core.messages.models import MailReach, Message
from core.pages.declarations import ListPage, RecordPage
from core.partnership.models import Person
from core.plugins.loader import Registry
from core.prisons.queries import prison_by_code
from core.reminders.models import ReminderExtension, ReminderItem, ReminderNotice
from core.reminders.noticing import notice_due
from core.retention.models import Hold
from core.testkit import NOBODY, viewer
from frontend_api.graphql.execution import Engine
from infra.demo import demo_loader
from plugins.rota import models as rota
from plugins.vetting import models as vetting
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus
from plugins.vetting.enums.reference import ReferenceState
from plugins.vetting.reminders import REMINDERS
from tests.infra.lived import Year
from tests.servers import run_apart

DESK = ("vetting.", "rota.", "core.reminders", "core.unreached", "core.retention")
WEEK = timedelta(days=7)
SECURITY_ONLY = frozenset({"vetting.assessments"})
"""What an assessment of lived experience is, the co-ordinator does not know."""


def on_a_working_day() -> str:
    day = today()
    return (day if is_working_day(day) else add_working_days(day, 1)).isoformat()


def variables() -> dict[str, Any]:
    """Return what the documents of pages are asked with."""
    return {
        "first": 25,
        "weeks": 12,
        **dict.fromkeys(("leap", "holds", "starts"), False),
        "on": on_a_working_day(),
        "last": (today() + WEEK).isoformat(),
        **{name: {} for name in ("soon", "toClose", "coming", "in30", "in90", "in180")},
    }


def asked(document: str) -> dict[str, Any]:
    """Return the variables that a document declares; a span of days where it wants one."""
    given = {name: value for name, value in variables().items() if f"${name}:" in document}
    if "$first: Date!" in document:
        return {**given, "first": (today() - WEEK).isoformat()}
    return {name: value for name, value in given.items() if name != "last"}


def rows_in(answer: Any) -> int:
    """Count the rows of the longest list in an answer."""
    if isinstance(answer, Mapping):
        return max(map(rows_in, answer.values()), default=0)
    return max(len(answer), *map(rows_in, answer)) if isinstance(answer, list) and answer else 0


def desk_pages(registry: Registry) -> list[Any]:
    """Return the pages of the desk that need nothing but a prison."""
    pages = [page for part in registry.contributions for page in part.pages]
    return [
        page
        for page in pages
        if page.name.startswith(DESK) and isinstance(page, ListPage | RecordPage) and "{" not in page.path
    ]


def test_no_page_of_the_desk_is_empty(year: Year, registry: Registry, tmp_path: Any) -> None:
    found: dict[str, int] = {}

    async def read() -> None:
        database = Database(engine_for(year.urls.app, pool_size=1))
        engine = Engine(registry, database, FileStore.from_url(str(tmp_path)), introspection=False)
        try:
            for page in desk_pages(registry):
                role = Role.SECURITY_VETTING if page.name in SECURITY_ONLY else Role.COORDINATOR
                by = viewer(registry, year.prison, role)
                answer = await engine.execute(by, str(page.document), asked(str(page.document)))
                assert not answer.errors, (page.name, answer.errors)
                found[page.name] = rows_in(answer.data)
        finally:
            await database.close()

    run_apart(read())
    assert {name for name, count in found.items() if not count} == set()
    assert {
        *("vetting.cases", "vetting.expiring", "vetting.times", "vetting.unconfirmed", "vetting.policies"),
        *("vetting.training", "vetting.training_needs", "vetting.assessments", "rota.week", "rota.cover"),
        *("rota.absences", "rota.notices", "rota.gate", "rota.hours_lost", "rota.losses", "rota.feeds"),
        *("core.reminders", "core.reminders_ahead", "core.unreached", "core.retention"),
    } <= found.keys()


@pytest.mark.parametrize("code", ["EXI", "DAI", "BWI"])
def test_the_small_demo_has_training_of_its_own(year: Year, registry: Registry, code: str) -> None:
    async def read() -> tuple[int, int]:
        database = Database(engine_for(year.urls.app, pool_size=1))
        try:
            async with database.read(NOBODY) as session:
                prison = await prison_by_code(session, code)
            assert prison is not None
            async with database.read(demo_loader(registry, prison.id, code)) as session:
                sessions = await session.scalar(select(func.count()).select_from(vetting.CourseSession))
                bookings = await session.scalar(select(func.count()).select_from(vetting.Booking))
                return sessions or 0, bookings or 0
        finally:
            await database.close()

    sessions, bookings = run_apart(read())
    assert sessions == 4
    assert bookings >= 5


@pytest.mark.parametrize(
    ("model", "fewest"),
    [
        *((vetting.Course, 4), (vetting.CourseSession, 60), (vetting.Booking, 150)),
        *((vetting.Reference, 300), (vetting.Passport, 10), (vetting.PassportUse, 3)),
        *((vetting.Recognition, 4), (vetting.Forecast, 150), (vetting.MeasuredLeadTime, 1)),
        *((vetting.PolicyVersion, 1), (rota.EntryNotice, 3), (Hold, 2)),
        *((ReminderItem, 100), (ReminderNotice, 150), (ReminderExtension, 5), (Message, 100), (MailReach, 2)),
    ],
)
def test_there_are_rows_of_every_kind(year: Year, model: type, fewest: int) -> None:
    assert year.count(model) >= fewest


def test_training_says_of_everybody_the_same_as_the_sheet(year: Year) -> None:
    held, booking, done = vetting.CourseSession, vetting.Booking, vetting.Training
    came = year.rows(
        select(booking.person_id, vetting.Course.type, held.held_on)
        .join(held, held.id == booking.session_id)
        .join(vetting.Course, vetting.Course.id == held.course_id)
        .where(booking.state == BookingState.ATTENDED)
    )
    known = set(
        year.rows(
            select(done.person_id, done.type, done.completed_on).where(
                done.status == TrainingStatus.COMPLETED, done.completed_on >= today() - timedelta(days=365)
            )
        )
    )
    assert {tuple(row) for row in came} == {tuple(row) for row in known}
    states = Counter(year.rows(select(held.state, held.held_on >= today())))
    assert states[TrainingSessionState.HELD, True] == states[TrainingSessionState.PLANNED, False] == 0
    assert states[TrainingSessionState.PLANNED, True] > 0
    assert states[TrainingSessionState.CANCELLED, False] > 0
    bookings = Counter(state for (state,) in year.rows(select(booking.state)))
    assert min(bookings[one] for one in (BookingState.BOOKED, BookingState.WAITING)) > 0
    assert bookings[BookingState.DID_NOT_ATTEND] > 0


def test_no_session_takes_more_than_its_places(year: Year) -> None:
    held = vetting.CourseSession
    assert year.count(held, held.places_taken > held.places) == 0
    full = (held.waiting > 0, held.places_taken < held.places)
    assert year.count(held, *full, held.state == TrainingSessionState.PLANNED) == 0


def test_references_were_given_in_time_and_of_every_kind(year: Year) -> None:
    row = vetting.Reference
    states = Counter(state for (state,) in year.rows(select(row.state)))
    for state in (ReferenceState.ASKED, ReferenceState.GIVEN, ReferenceState.DECLINED):
        assert states[state] > 0, state
    assert year.count(row, (row.answered_on > today()) | (row.asked_on > today())) == 0
    assert year.count(row, ~row.answered_on.between(row.asked_on, row.answer_by)) == 0


def test_forecasts_are_of_the_day_of_sending_and_some_were_wrong(year: Year) -> None:
    row = vetting.Forecast
    assert year.count(row, row.given_on > today()) == 0
    assert year.count(row, row.came_on < row.given_on) == 0
    inside = year.count(row, row.came_on.between(row.earliest, row.latest))
    came = year.count(row, row.came_on.is_not(None))
    assert 0.6 < inside / came < 1


def test_nobody_was_told_before_there_was_something_to_tell_nor_today(year: Year) -> None:
    notice, event = ReminderNotice, vetting.StageEvent
    assert year.count(notice, notice.sent_on >= today()) == 0
    began = (
        select(notice.id)
        .join(ReminderItem, ReminderItem.id == notice.item_id)
        .join(event, event.id == ReminderItem.subject_id)
        .where(notice.sent_on < event.happened_on)
    )
    assert year.rows(began) == []
    assert all(is_working_day(day) for (day,) in year.rows(select(notice.sent_on).distinct()))
    assert year.count(Message, Message.state == MessageState.QUEUED) == 0
    assert year.count(Message, Message.address.is_not(None)) == 0


def test_no_reminder_is_sent_twice_when_the_next_morning_comes(year: Year) -> None:
    """What the year told already is not told again; what it left is what falls on today, and later."""
    told = {tuple(row) for row in year.rows(select(ReminderNotice.item_id, ReminderNotice.step))}

    async def look() -> list[tuple[Any, str]]:
        database = Database(engine_for(year.urls.app, pool_size=1))
        try:
            async with database.write(year.by) as session:
                taken = await notice_due(session, year.by, REMINDERS, on=today())
                found = [(one.item.id, one.step.code) for one in taken]
                await session.rollback()
                return found
        finally:
            await database.close()

    again = run_apart(look())
    assert told.isdisjoint(again)
    assert len(again) < len(told) / 4


def test_no_date_moved_without_a_record(year: Year) -> None:
    moved = year.rows(
        select(ReminderExtension.to_on, ReminderItem.due_on, ReminderExtension.noticed_on).join(
            ReminderItem, ReminderItem.id == ReminderExtension.item_id
        )
    )
    assert all(to_on == due_on and noticed <= today() for to_on, due_on, noticed in moved)


def test_every_address_is_made_up(year: Year) -> None:
    """The names that end in .example belong to nobody (RFC 2606)."""
    for column in (Person.email, vetting.Reference.referee_email):
        assert year.rows(select(func.count()).where(column.is_not(None), ~column.like("%.example"))) == [(0,)]
