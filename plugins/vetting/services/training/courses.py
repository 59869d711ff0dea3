"""Planning training: courses, their sessions, and what happens when a session is changed or cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Invalid,
    Viewer,
    explain_constraint,
    fold_name,
    refuse,
    today,
    translate,
)
from core.sdk import lazy_gettext as _
from plugins.vetting import models, rules
from plugins.vetting.enums import AccessMode, BookingState, TrainingSessionState, TrainingType
from plugins.vetting.errors import CourseInvalid
from plugins.vetting.permissions import TRAINING_PLAN
from plugins.vetting.services.training import reading

explain_constraint(
    "uq_vetting_course_tenant_id_title_key",
    _("There is a course of that title already. Choose it, or give this one another title."),
    "title",
)
explain_constraint(
    "ck_vetting_course_session_places_taken",
    _("Every place in this session is taken. Give it more places first."),
    "places",
)
explain_constraint(
    "ck_vetting_course_session_partner_places_taken",
    _("Every place offered to partners is taken. Offer partners more places first."),
    "partnerPlaces",
)


async def add_course(
    session: AsyncSession,
    viewer: Viewer,
    *,
    type: TrainingType,
    title: str,
    length_minutes: int | None = None,
    validity_months: int | None = None,
    prerequisites: Iterable[TrainingType] = (),
    suits: Iterable[AccessMode] = (),
) -> models.Course:
    """Add a course that the prison holds."""
    viewer.require(TRAINING_PLAN)
    needs = frozenset(prerequisites)
    if type in needs:
        raise CourseInvalid(translate("A course cannot come before itself."), "prerequisites")
    if not fold_name(title):
        raise Invalid(translate("Enter the title of the course."), "title")
    made = models.Course(
        type=type,
        title=title.strip(),
        title_key=fold_name(title),
        length_minutes=length_minutes,
        validity_months=validity_months,
        prerequisites=sorted(needs),
        suits=sorted(frozenset(suits)),
    )
    session.add(made)
    await session.flush()
    return made


async def plan_session(
    session: AsyncSession,
    viewer: Viewer,
    course_id: UUID,
    *,
    held_on: date,
    starts_at: str,
    ends_at: str,
    place: str,
    places: int,
    partner_places: int | None = None,
    trainer: str | None = None,
    on: date | None = None,
) -> models.CourseSession:
    """Plan a course for a day; unless said otherwise, every place is offered to partners."""
    viewer.require(TRAINING_PLAN)
    course = await reading.course_by_id(session, course_id)
    offered = places if partner_places is None else partner_places
    starts, ends = read_clock(starts_at, "startsAt"), read_clock(ends_at, "endsAt")
    refuse(
        rules.session_faults(
            held_on=held_on,
            starts_at=starts,
            ends_at=ends,
            places=places,
            partner_places=offered,
            on=on or today(),
        )
    )
    if not place.strip():
        raise Invalid(translate("Enter where the training will be held."), "place")
    planned = models.CourseSession(
        course_id=course.id,
        held_on=held_on,
        starts_at=starts,
        ends_at=ends,
        place=place.strip(),
        trainer=(trainer or "").strip() or None,
        state=TrainingSessionState.PLANNED,
        places=places,
        partner_places=offered,
        places_taken=0,
        partner_places_taken=0,
        waiting=0,
    )
    session.add(planned)
    await session.flush()
    return planned


async def change_places(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    *,
    places: int,
    partner_places: int,
) -> models.CourseSession:
    """Give a session more places, or fewer; the database seats whoever waits while it is still to come."""
    viewer.require(TRAINING_PLAN)
    held = await reading.session_to_change(session, session_id)
    teaching = reading.teaching_of(held)
    refuse(
        (
            *rules.cancelled_faults(teaching),
            *rules.session_faults(
                held_on=held.held_on,
                starts_at=held.starts_at,
                ends_at=held.ends_at,
                places=places,
                partner_places=partner_places,
                on=held.held_on,
            ),
            *rules.fewer_places_faults(teaching, places, partner_places),
        )
    )
    held.places, held.partner_places = places, partner_places
    await session.flush()
    await session.refresh(held)
    return held


async def cancel_session(
    session: AsyncSession, viewer: Viewer, session_id: UUID, *, on: date | None = None
) -> models.CourseSession:
    """Cancel a session: nobody is booked or waits any more, and each needs the training again."""
    viewer.require(TRAINING_PLAN)
    held = await reading.session_to_change(session, session_id)
    refuse(rules.open_faults(reading.teaching_of(held), on or today()))
    # Cancelled first, or each place given back would go to whoever waits.
    held.state = TrainingSessionState.CANCELLED
    await session.flush()
    for booking in await reading.bookings_of(session, session_id):
        if booking.state in rules.ASKS:
            booking.state = BookingState.CANCELLED
    await session.flush()
    await session.refresh(held)
    return held


def read_clock(text: str, field: str) -> time:
    """Read a time of day such as 09:30."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Invalid(translate("Enter a time of day, such as 09:30."), field) from None
