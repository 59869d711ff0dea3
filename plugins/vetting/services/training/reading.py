"""Rows that planning, booking and attendance need, locked where they change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from core.sdk import NotFound, translate
from core.sdk import lazy_gettext as _
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import TrainingSessionState, TrainingType

NOT_HERE = _("That training session is not in this prison.")


async def course_by_id(session: AsyncSession, course_id: UUID) -> models.Course:
    """Return the course, or say that this prison has none of that id."""
    found = await session.scalar(select(models.Course).where(models.Course.id == course_id))
    if found is None:
        raise NotFound(translate("That course is not in this prison."), "courseId")
    return found


async def sessions_to_change(
    session: AsyncSession, session_ids: Iterable[UUID]
) -> dict[UUID, models.CourseSession]:
    """Lock sessions with their courses until the end of the transaction, always in one order."""
    wanted = list(dict.fromkeys(session_ids))
    statement = (
        select(models.CourseSession)
        .options(joinedload(models.CourseSession.course, innerjoin=True))
        .where(models.CourseSession.id.in_(wanted))
        .order_by(models.CourseSession.id)
        .with_for_update(key_share=True, of=models.CourseSession)
        .execution_options(populate_existing=True)
    )
    found = {row.id: row for row in await session.scalars(statement)}
    if len(found) < len(wanted):
        raise NotFound(NOT_HERE, "trainingSessionId")
    return found


async def session_with_course(session: AsyncSession, session_id: UUID) -> models.CourseSession:
    """Return a session with its course, to be read; or say that this prison has none of that id."""
    statement = (
        select(models.CourseSession)
        .options(joinedload(models.CourseSession.course, innerjoin=True))
        .where(models.CourseSession.id == session_id)
    )
    found = await session.scalar(statement)
    if found is None:
        raise NotFound(NOT_HERE, "trainingSessionId")
    return found


async def session_to_change(session: AsyncSession, session_id: UUID) -> models.CourseSession:
    """Lock one session with its course, or say that this prison has none of that id."""
    return (await sessions_to_change(session, [session_id]))[session_id]


async def booking_to_change(session: AsyncSession, booking_id: UUID) -> models.Booking:
    """Return the booking, or say that there is none of that id for this viewer."""
    found = await session.scalar(select(models.Booking).where(models.Booking.id == booking_id))
    if found is None:
        raise NotFound(translate("That booking is not in this prison."), "bookingId")
    return found


async def bookings_of(session: AsyncSession, session_id: UUID) -> Sequence[models.Booking]:
    """Return everybody's bookings of a session that the viewer may see, in the order of asking."""
    statement = (
        select(models.Booking)
        .where(models.Booking.session_id == session_id)
        .order_by(models.Booking.asked_at, models.Booking.id)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def booked_elsewhere(
    session: AsyncSession, held: models.CourseSession, people: Collection[UUID], on: date
) -> dict[UUID, date]:
    """Return for which day to come these people have a place in another session of the training."""
    other, course = models.CourseSession, models.Course
    same = other.course_id == held.course_id
    if held.course.type is not TrainingType.OTHER_LOCAL:
        same = course.type == held.course.type
    statement = (
        select(models.Booking.person_id, func.min(other.held_on))
        .join(other, (other.tenant_id == models.Booking.tenant_id) & (other.id == models.Booking.session_id))
        .join(course, (course.tenant_id == other.tenant_id) & (course.id == other.course_id))
        .where(
            models.Booking.person_id.in_(list(people)),
            models.Booking.state.in_(sorted(rules.ASKS)),
            other.id != held.id,
            other.state == TrainingSessionState.PLANNED,
            other.held_on >= on,
            same,
        )
        .group_by(models.Booking.person_id)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


async def trainings_of(session: AsyncSession, people: Collection[UUID]) -> dict[UUID, list[rules.Training]]:
    """Return what these people hold, by person."""
    found: dict[UUID, list[rules.Training]] = defaultdict(list)
    statement = select(models.Training).where(models.Training.person_id.in_(list(people)))
    for row in await session.scalars(statement.order_by(models.Training.id)):
        found[row.person_id].append(queries.training_facts(row))
    return found


def teaching_of(held: models.CourseSession) -> rules.Teaching:
    """Make the rules' value of a session with its course."""
    return rules.Teaching(
        type=held.course.type,
        held_on=held.held_on,
        state=held.state,
        places=held.places,
        partner_places=held.partner_places,
        places_taken=held.places_taken,
        partner_places_taken=held.partner_places_taken,
        prerequisites=frozenset(TrainingType(kind) for kind in held.course.prerequisites),
    )


def local_course(held: models.CourseSession) -> UUID | None:
    """Return the course that a training record names: only where the type does not say which it is."""
    return held.course_id if held.course.type is TrainingType.OTHER_LOCAL else None
