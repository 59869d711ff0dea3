"""Booking people into training: whoever asks waits, and the database gives the places in that order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, Person, PersonStatus, Viewer, now, refuse, today, translate
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import BookingState
from plugins.vetting.errors import SessionClosed
from plugins.vetting.permissions import TRAINING_BOOK
from plugins.vetting.policy import Policy
from plugins.vetting.services.training import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBooked:
    """Somebody who was not booked, and why."""

    person_id: UUID
    person_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingOutcome:
    """What became of those who were to be booked."""

    booked: int
    waiting: int
    skipped: tuple[NotBooked, ...]


async def book_places(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    person_ids: Sequence[UUID],
    *,
    on: date | None = None,
) -> BookingOutcome:
    """Book people in the order given; past the last place they wait. Who cannot be booked is named."""
    viewer.require(TRAINING_BOOK)
    day, wanted = on or today(), list(dict.fromkeys(person_ids))
    held = await reading.session_to_change(session, session_id)
    refuse(rules.open_faults(reading.teaching_of(held), day))
    people = await _people(session, wanted)
    askings = await _askings(session, held, people, day)
    bookings = {row.person_id: row for row in await reading.bookings_of(session, session_id)}
    policy = await queries.policy_on(session, day)
    skipped, asked = [], []
    for person_id in wanted:
        reason = _reason(held, askings.get(person_id), day, policy)
        if reason:
            name = askings[person_id].name if person_id in askings else ""
            skipped.append(NotBooked(person_id=person_id, person_name=name, reason=reason))
            continue
        asked.append(await _ask(session, viewer, held, people[person_id], bookings.get(person_id)))
    for booking in asked:
        await session.refresh(booking)
    await session.refresh(held)
    booked = sum(booking.state is BookingState.BOOKED for booking in asked)
    return BookingOutcome(booked=booked, waiting=len(asked) - booked, skipped=tuple(skipped))


async def move_booking(
    session: AsyncSession,
    viewer: Viewer,
    booking_id: UUID,
    session_id: UUID,
    *,
    on: date | None = None,
) -> models.Booking:
    """Move somebody's place to another day of the same training: never into a queue."""
    viewer.require(TRAINING_BOOK)
    day = on or today()
    booking = await reading.booking_to_change(session, booking_id)
    found = await reading.sessions_to_change(session, [booking.session_id, session_id])
    await session.refresh(booking)
    source, target = found[booking.session_id], found[session_id]
    people = await _people(session, [booking.person_id])
    person = people[booking.person_id]
    there = {row.person_id: row for row in await reading.bookings_of(session, session_id)}
    asking = (await _askings(session, target, people, day))[person.id]
    refuse(
        (
            *_over(booking),
            *rules.open_faults(reading.teaching_of(source), day),
            *rules.moving_faults(
                reading.teaching_of(source),
                reading.teaching_of(target),
                for_partner=booking.partner_id is not None,
            ),
            *rules.booking_faults(
                reading.teaching_of(target),
                replace(asking, booked_elsewhere_on=None),
                day,
                await queries.policy_on(session, day),
            ),
        )
    )
    booking.state = BookingState.CANCELLED
    await session.flush()
    moved = await _ask(session, viewer, target, person, there.get(person.id))
    await session.refresh(moved)
    return moved


async def give_up_place(
    session: AsyncSession, viewer: Viewer, booking_id: UUID, *, on: date | None = None
) -> models.Booking:
    """Take somebody off a session or its queue; a place that becomes free goes to whoever waits first."""
    viewer.require(TRAINING_BOOK)
    booking = await reading.booking_to_change(session, booking_id)
    held = await reading.session_to_change(session, booking.session_id)
    await session.refresh(booking)
    refuse((*_over(booking), *rules.open_faults(reading.teaching_of(held), on or today())))
    booking.state = BookingState.CANCELLED
    await session.flush()
    return booking


def _over(booking: models.Booking) -> Iterator[DomainError]:
    if booking.state not in rules.ASKS:
        message = translate("This booking is “{state}” and cannot be changed.")
        yield SessionClosed(message.format(state=booking.state.label), "bookingId")


async def _ask(
    session: AsyncSession,
    viewer: Viewer,
    held: models.CourseSession,
    person: Person,
    before: models.Booking | None,
) -> models.Booking:
    """Put somebody at the end of the queue, from which the database seats them."""
    booking = before
    if booking is None:
        booking = models.Booking(session_id=held.id, person_id=person.id, partner_id=person.partner_id)
        session.add(booking)
    booking.state, booking.asked_at = BookingState.WAITING, now()
    booking.booked_by, booking.partner_id = viewer.account_id, person.partner_id
    await session.flush()
    return booking


async def _people(session: AsyncSession, person_ids: Sequence[UUID]) -> dict[UUID, Person]:
    """Lock the people, so that nobody is booked into two sessions of one training at once."""
    statement = (
        select(Person).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update(key_share=True)
    )
    return {person.id: person for person in await session.scalars(statement)}


async def _askings(
    session: AsyncSession, held: models.CourseSession, people: dict[UUID, Person], on: date
) -> dict[UUID, rules.Asking]:
    elsewhere = await reading.booked_elsewhere(session, held, people, on)
    trainings = await reading.trainings_of(session, people)
    here = {row.person_id for row in await reading.bookings_of(session, held.id) if row.state in rules.ASKS}
    return {
        person.id: rules.Asking(
            name=person.name,
            is_here=person.status is PersonStatus.CURRENT,
            has_place=person.id in here,
            booked_elsewhere_on=elsewhere.get(person.id),
            trainings=tuple(trainings[person.id]),
        )
        for person in people.values()
    }


def _reason(held: models.CourseSession, asking: rules.Asking | None, on: date, policy: Policy) -> str:
    """Return why somebody cannot be booked; empty when they can."""
    if asking is None:
        return translate("That person is not in this prison.")
    return " ".join(
        str(fault) for fault in rules.booking_faults(reading.teaching_of(held), asking, on, policy)
    )
