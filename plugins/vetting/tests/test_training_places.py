"""Places in training, over a real database: never more than there are, and each to whoever waits first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import delete

from core.sdk import Forbidden, InvalidInput, NotFound, Person, PersonStatus
from plugins.vetting import models
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus, TrainingType
from plugins.vetting.services import training
from plugins.vetting.tests.classroom import HELD_ON, TODAY, Classroom
from plugins.vetting.tests.desk import Desk

B, T = BookingState, TrainingType
WAITING, BOOKED, CANCELLED = B.WAITING, B.BOOKED, B.CANCELLED


@pytest_asyncio.fixture
async def classroom(desk: Desk) -> Classroom:
    return Classroom(desk)


async def test_past_the_last_place_people_wait_in_the_order_of_asking(classroom: Classroom) -> None:
    held = await classroom.planned(await classroom.course())
    people = await classroom.people(4)
    outcome = await classroom.book(held, *people)
    assert (outcome.booked, outcome.waiting, outcome.skipped) == (2, 2, ())
    assert await classroom.states(held) == [BOOKED, BOOKED, WAITING, WAITING]
    counted = await classroom.session(held)
    assert (counted.places_taken, counted.partner_places_taken, counted.waiting) == (2, 2, 2)


async def test_freed_place_goes_to_the_first_who_waits_and_only_to_them(classroom: Classroom) -> None:
    held = await classroom.planned(await classroom.course())
    people = await classroom.people(4)
    await classroom.book(held, *people)
    first = (await classroom.bookings(held))[0]
    await classroom.give_up(first.id)
    assert await classroom.states(held) == [CANCELLED, BOOKED, BOOKED, WAITING]
    (record,) = await classroom.records(people[2])
    assert (record.status, record.booked_on) == (TrainingStatus.BOOKED, HELD_ON)
    (left,) = await classroom.records(people[0])
    assert (left.status, left.booked_on) == (TrainingStatus.REQUIRED, None)
    assert await classroom.records(people[3]) == []


async def test_partner_gives_a_place_back_to_somebody_it_may_not_see(classroom: Classroom) -> None:
    desk, other = classroom.desk, await classroom.another_partner()
    held = await classroom.planned(await classroom.course(), places=1)
    (stranger,) = await classroom.people(1, other.id)
    lead = desk.partner_lead(desk.partner.id)
    outcome = await classroom.book(held, desk.person, by=lead)
    assert (outcome.booked, outcome.waiting) == (1, 0)
    await classroom.book(held, stranger)
    mine = await classroom.bookings(held, by=lead)
    assert [row.person_id for row in mine] == [desk.person.id]
    await classroom.give_up(mine[0].id, by=lead)
    assert await classroom.states(held) == [CANCELLED, BOOKED]
    assert [row.status for row in await classroom.records(stranger)] == [TrainingStatus.BOOKED]
    refused = await classroom.book(held, stranger, by=lead)
    assert [left.reason for left in refused.skipped] == ["That person is not in this prison."]


async def test_partners_take_no_more_than_the_places_offered_to_them(classroom: Classroom) -> None:
    desk = classroom.desk
    held = await classroom.planned(await classroom.course(), places=3, partner_places=1)
    first, second = await classroom.people(2)
    own = await desk.another("Chapel")
    async with desk.database.write(desk.coordinator) as session:
        (await session.merge(own)).partner_id = None
    await classroom.book(held, first, second, own)
    assert await classroom.states(held) == [BOOKED, WAITING, BOOKED]
    async with desk.database.write(desk.coordinator) as session:
        await training.change_places(session, desk.coordinator, held.id, places=3, partner_places=2)
    assert await classroom.states(held) == [BOOKED, BOOKED, BOOKED]


async def test_many_book_the_last_places_at_the_same_moment(classroom: Classroom) -> None:
    """Real transactions side by side: exactly as many sit as there are places."""
    held = await classroom.planned(await classroom.course(), places=3)
    people = await classroom.people(10)
    await asyncio.gather(*(classroom.book(held, person) for person in people))
    states = await classroom.states(held)
    assert (states.count(BOOKED), states.count(WAITING)) == (3, 7)
    sitting = [row for row in await classroom.bookings(held) if row.state is BOOKED]
    extra = await classroom.people(5)
    await asyncio.gather(
        *(classroom.give_up(row.id) for row in sitting), *(classroom.book(held, one) for one in extra)
    )
    states = await classroom.states(held)
    assert (states.count(BOOKED), states.count(CANCELLED), states.count(WAITING)) == (3, 3, 9)
    counted = await classroom.session(held)
    assert (counted.places_taken, counted.waiting) == (3, 9)


async def test_erasing_a_person_gives_their_place_to_the_next(classroom: Classroom) -> None:
    desk = classroom.desk
    held = await classroom.planned(await classroom.course(), places=1)
    first, second = await classroom.people(2)
    await classroom.book(held, first, second)
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(delete(Person).where(Person.id == first.id))
    assert await classroom.states(held) == [BOOKED]
    assert (await classroom.session(held)).waiting == 0


async def test_cancelled_session_leaves_nobody_booked_or_waiting(classroom: Classroom) -> None:
    desk = classroom.desk
    held = await classroom.planned(await classroom.course(), places=1)
    people = await classroom.people(3)
    await classroom.book(held, *people)
    async with desk.database.write(desk.coordinator) as session:
        cancelled = await training.cancel_session(session, desk.coordinator, held.id, on=TODAY)
    assert cancelled.state is TrainingSessionState.CANCELLED
    assert await classroom.states(held) == [CANCELLED] * 3
    assert (cancelled.places_taken, cancelled.waiting) == (0, 0)
    (record,) = await classroom.records(people[0])
    assert (record.status, record.booked_on) == (TrainingStatus.REQUIRED, None)
    with pytest.raises(InvalidInput, match="This session is “Cancelled”"):
        await classroom.book(held, people[0])


async def test_place_moves_to_another_day_and_is_never_lost(classroom: Classroom) -> None:
    desk, course = classroom.desk, await classroom.course()
    held, full = await classroom.planned(course, places=1), await classroom.planned(course, places=1)
    first, second, third = await classroom.people(3)
    await classroom.book(held, first, second)
    await classroom.book(full, third)
    (place,) = [row for row in await classroom.bookings(held) if row.state is BOOKED]
    with pytest.raises(InvalidInput, match="No place is left on 27 November 2026, so they keep"):
        await move(desk, place, full)
    assert await classroom.states(held) == [BOOKED, WAITING]
    later = await classroom.planned(course, held_on=HELD_ON.replace(month=12))
    moved = await move(desk, place, later)
    assert (moved.state, moved.session_id) == (BOOKED, later.id)
    assert await classroom.states(held) == [CANCELLED, BOOKED]
    (record,) = await classroom.records(first)
    assert record.booked_on == later.held_on


async def move(desk: Desk, place: models.Booking, to: models.CourseSession) -> models.Booking:
    async with desk.database.write(desk.coordinator) as session:
        return await training.move_booking(session, desk.coordinator, place.id, to.id, on=TODAY)


async def test_nobody_is_booked_twice_for_one_training(classroom: Classroom) -> None:
    course = await classroom.course()
    held = await classroom.planned(course)
    later = await classroom.planned(course, held_on=HELD_ON.replace(month=12))
    (person,) = await classroom.people(1)
    await classroom.book(held, person)
    (again,) = (await classroom.book(held, person)).skipped
    assert again.reason == "Robin Learner0 has a place in this session already, or waits for one."
    (other_day,) = (await classroom.book(later, person)).skipped
    assert other_day.reason == (
        "Robin Learner0 is booked for the same training on 27 November 2026. Move that booking instead."
    )
    assert await classroom.states(later) == []


async def test_what_comes_first_is_asked_for_by_the_day_of_the_session(classroom: Classroom) -> None:
    first = await classroom.course(T.SECURITY_INDUCTION)
    keys = await classroom.course(T.KEY_TRAINING, prerequisites=[T.SECURITY_INDUCTION])
    held = await classroom.planned(keys)
    (person,) = await classroom.people(1)
    (refused,) = (await classroom.book(held, person)).skipped
    assert refused.reason == "Robin Learner0 first needs: Security induction."
    await classroom.book(await classroom.planned(first, held_on=HELD_ON.replace(day=20)), person)
    assert (await classroom.book(held, person)).booked == 1


async def test_whoever_has_left_and_whoever_is_elsewhere_cannot_be_booked(
    classroom: Classroom, other_desk: Desk
) -> None:
    desk, held = classroom.desk, await classroom.planned(await classroom.course())
    async with desk.database.write(desk.coordinator) as session:
        (await session.merge(desk.person)).status = PersonStatus.LEFT
    outcome = await classroom.book(held, desk.person, other_desk.person)
    assert [left.reason for left in outcome.skipped] == [
        "Robin Ashdown has left, so no place can be booked for them.",
        "That person is not in this prison.",
    ]
    with pytest.raises(NotFound):
        await Classroom(other_desk).book(held, other_desk.person)


async def test_only_those_who_may_plan_book_and_key(classroom: Classroom) -> None:
    desk, held = classroom.desk, await classroom.planned(await classroom.course())
    for who in (desk.volunteer(desk.person.id), desk.governor):
        with pytest.raises(Forbidden):
            await classroom.book(held, desk.person, by=who)
    lead = desk.partner_lead(desk.partner.id)
    async with desk.database.write(lead) as session:
        with pytest.raises(Forbidden):
            await training.cancel_session(session, lead, held.id, on=TODAY)
        with pytest.raises(Forbidden):
            await training.key_attendance(session, lead, held.id, marks={}, on=HELD_ON)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_places_are_given_in_the_order_of_asking(
    classroom: Classroom, seed: int
) -> None:
    """The rule, said once more without a database, and compared after each of many chance steps."""
    chance = Random(seed)  # noqa: S311 -- a course of events, no secret
    desk, places = classroom.desk, chance.randint(1, 4)
    queue = Queue(places, chance.randint(0, places))
    held = await classroom.planned(
        await classroom.course(), places=queue.places, partner_places=queue.partner_places
    )
    for number in range(12):
        await take_step(classroom, held, queue, chance, number)
        found = {row.person_id: row.state for row in await classroom.bookings(held)}
        assert found == {asking.person_id: asking.state for asking in queue.askings}
        counted = await classroom.session(held)
        assert (counted.places_taken, counted.partner_places_taken) == (
            queue.sitting(),
            queue.sitting(of_partners=True),
        )
        assert queue.sitting() <= queue.places
    for asking in queue.askings:
        records = await desk.rows(models.Training, models.Training.person_id == asking.person_id)
        booked = [row for row in records if row.status is TrainingStatus.BOOKED]
        assert len(booked) == (asking.state is BOOKED)


async def take_step(
    classroom: Classroom, held: models.CourseSession, queue: Queue, chance: Random, number: int
) -> None:
    """Let one thing happen, in the database and beside it."""
    desk, by = classroom.desk, classroom.desk.coordinator
    asking = [item for item in queue.askings if item.state in {BOOKED, WAITING}]
    step = chance.choice(("ask", "ask", "ask", "give", "change"))
    if step == "give" and asking:
        chosen = chance.choice(asking)
        rows = await classroom.bookings(held)
        await classroom.give_up(next(row.id for row in rows if row.person_id == chosen.person_id))
        chosen.state = CANCELLED
    elif step == "change":
        queue.partner_places = max(queue.sitting(of_partners=True), chance.randint(0, 4))
        queue.places = max(queue.sitting(), queue.partner_places, chance.randint(1, 5))
        async with desk.database.write(by) as session:
            await training.change_places(
                session, by, held.id, places=queue.places, partner_places=queue.partner_places
            )
    else:
        of_partner = chance.random() < 0.6
        person = await desk.another(f"Chance{number}")
        if not of_partner:
            async with desk.database.write(by) as session:
                (await session.merge(person)).partner_id = None
        await classroom.book(held, person)
        queue.askings.append(Asking(person.id, of_partner))
    queue.seat()


@dataclass
class Asking:
    person_id: UUID
    of_partner: bool
    state: BookingState = WAITING


@dataclass
class Queue:
    """Who asked, in order, and who sits."""

    places: int
    partner_places: int
    askings: list[Asking] = field(default_factory=list)

    def sitting(self, *, of_partners: bool = False) -> int:
        return sum(item.state is BOOKED and (item.of_partner or not of_partners) for item in self.askings)

    def seat(self) -> None:
        for item in self.askings:
            room = not item.of_partner or self.sitting(of_partners=True) < self.partner_places
            if item.state is WAITING and room and self.sitting() < self.places:
                item.state = BOOKED
