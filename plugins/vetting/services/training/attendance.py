"""Typing in an attendance sheet: who came is trained, who did not needs the training still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, Viewer, now, refuse, today, translate
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus
from plugins.vetting.errors import MarkInvalid
from plugins.vetting.permissions import TRAINING_RECORD
from plugins.vetting.services.training import reading

MARKS = {
    None: BookingState.BOOKED,
    True: BookingState.ATTENDED,
    False: BookingState.DID_NOT_ATTEND,
}
"""Left blank, came, did not come."""


async def key_attendance(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    *,
    marks: Mapping[UUID, bool | None],
    on: date | None = None,
) -> models.CourseSession:
    """Type a sheet in, by booking: all of it or nothing, with what is wrong at each row. Twice is as once."""
    viewer.require(TRAINING_RECORD)
    held = await reading.session_to_change(session, session_id)
    refuse(rules.attendance_faults(reading.teaching_of(held), on or today()))
    bookings = {row.id: row for row in await reading.bookings_of(session, session_id)}
    names = await queries.person_names(session, {row.person_id for row in bookings.values()})
    refuse(_faults(bookings, names, marks))
    # Held first, or a place that somebody left empty would go to whoever waits, after the day.
    held.state = TrainingSessionState.HELD
    await session.flush()
    for booking_id, came in marks.items():
        if MARKS[came] is not bookings[booking_id].state:
            await _mark(session, held, bookings[booking_id], MARKS[came])
    for booking in bookings.values():
        if booking.state is BookingState.WAITING:
            booking.state = BookingState.CANCELLED
    await session.flush()
    await session.refresh(held)
    return held


async def record_walk_in(
    session: AsyncSession, viewer: Viewer, session_id: UUID, person_id: UUID, *, on: date | None = None
) -> models.Booking:
    """Record that somebody came who was not on the sheet; there must be a place for them."""
    viewer.require(TRAINING_RECORD)
    held = await reading.session_to_change(session, session_id)
    refuse(rules.attendance_faults(reading.teaching_of(held), on or today()))
    person = await queries.person_by_id(session, person_id)
    bookings = {row.person_id: row for row in await reading.bookings_of(session, session_id)}
    booking = bookings.get(person.id)
    if booking is not None and booking.state in rules.SITS:
        marked = {booking.id: True}
        await key_attendance(session, viewer, session_id, marks=marked, on=on)
        return booking
    refuse(rules.walk_in_faults(reading.teaching_of(held), for_partner=person.partner_id is not None))
    held.state = TrainingSessionState.HELD
    await session.flush()
    if booking is None:
        booking = models.Booking(
            session_id=held.id,
            person_id=person.id,
            partner_id=person.partner_id,
            state=BookingState.CANCELLED,
            asked_at=now(),
            booked_by=viewer.account_id,
        )
        session.add(booking)
        await session.flush()
    await _mark(session, held, booking, BookingState.ATTENDED)
    return booking


def _faults(
    bookings: Mapping[UUID, models.Booking],
    names: Mapping[UUID, str],
    marks: Mapping[UUID, bool | None],
) -> Iterator[DomainError]:
    for booking_id in marks:
        booking, field = bookings.get(booking_id), f"marks.{booking_id}"
        if booking is None:
            yield MarkInvalid(translate("That row is not on this sheet."), field)
        else:
            yield from rules.mark_faults(booking.state, names.get(booking.person_id, ""), field)


async def _mark(
    session: AsyncSession, held: models.CourseSession, booking: models.Booking, state: BookingState
) -> None:
    """Mark one row, and let the person's record say the same."""
    done = await _record_done(session, held, booking.person_id)
    if state is BookingState.ATTENDED:
        booking.state = state
        await session.flush()
        await _record_attended(session, held, booking, done)
        return
    # Taken back before the booking changes, so that the database finds one record to go on with.
    if done is not None:
        done.status, done.completed_on, done.expires_on = TrainingStatus.REQUIRED, None, None
        await session.flush()
    booking.state = state
    await session.flush()


async def _record_attended(
    session: AsyncSession,
    held: models.CourseSession,
    booking: models.Booking,
    done: models.Training | None,
) -> None:
    kind, local = held.course.type, reading.local_course(held)
    policy = await queries.policy_on(session, held.held_on)
    row = done or await queries.unfinished_training(session, booking.person_id, kind, local)
    if row is None:
        row = models.Training(
            person_id=booking.person_id, partner_id=booking.partner_id, type=kind, course_id=local
        )
        session.add(row)
    row.status, row.completed_on, row.booked_on = TrainingStatus.COMPLETED, held.held_on, None
    row.expires_on = rules.trained_until(kind, held.held_on, held.course.validity_months, policy)
    await session.flush()


async def _record_done(
    session: AsyncSession, held: models.CourseSession, person_id: UUID
) -> models.Training | None:
    """Return the record that says the person did this training on this day."""
    statement = (
        select(models.Training)
        .where(
            models.Training.person_id == person_id,
            models.Training.type == held.course.type,
            models.Training.course_id.is_not_distinct_from(reading.local_course(held)),
            models.Training.status == TrainingStatus.COMPLETED,
            models.Training.completed_on == held.held_on,
        )
        .order_by(models.Training.id)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: models.Training | None = await session.scalar(statement)
    return found
