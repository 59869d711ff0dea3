"""What the API says of planned training: courses, sessions with their places, and bookings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, cast, func, select
from strawberry import ID

from core.sdk import PersonNode, computed, extend, node
from plugins.vetting import models
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingType
from plugins.vetting.graphql.nodes import MODULE, account_name, partner_name, person_name, person_surname
from plugins.vetting.permissions import DECISION_READ, TRAINING_READ

for code_list in (BookingState, TrainingSessionState):
    strawberry.enum(code_list, name=f"Vetting{code_list.__name__}")


def of_course(held: Any, column: Any) -> ColumnElement[Any]:
    """Return something of the session's course."""
    found: ColumnElement[Any] = (
        select(column)
        .where(models.Course.tenant_id == held.tenant_id, models.Course.id == held.course_id)
        .correlate(held)
        .scalar_subquery()
    )
    return found


def of_session(booking: Any, column: Any) -> ColumnElement[Any]:
    """Return something of the booking's session, or of its course."""
    held, course = models.CourseSession, models.Course
    found: ColumnElement[Any] = (
        select(column)
        .select_from(held)
        .join(course, (course.tenant_id == held.tenant_id) & (course.id == held.course_id))
        .where(held.tenant_id == booking.tenant_id, held.id == booking.session_id)
        .correlate(booking)
        .scalar_subquery()
    )
    return found


def clock_time(value: Any) -> ColumnElement[str]:
    """Write a time of day as people read it: 09:30."""
    return func.to_char(value, "HH24:MI")


@node(models.Booking, permission=TRAINING_READ, module=MODULE, sorted_by=("asked_at", "id"))
class VettingBooking:
    id: ID
    session_id: ID
    person_id: ID
    state: BookingState
    asked_at: datetime
    code: str = computed(lambda booking: func.upper(func.right(cast(booking.id, Text), 4)))
    person_name: str = computed(person_name)
    person_surname: str = computed(person_surname)
    partner_name: str | None = computed(partner_name)
    booked_by: str | None = computed(
        lambda booking: account_name(booking, booking.booked_by), permission=DECISION_READ
    )
    held_on: date = computed(lambda booking: of_session(booking, models.CourseSession.held_on))
    course_title: str = computed(lambda booking: of_session(booking, models.Course.title))
    type: TrainingType = computed(lambda booking: of_session(booking, models.Course.type))


@node(models.CourseSession, permission=TRAINING_READ, module=MODULE, sorted_by=("held_on", "starts_at", "id"))
class VettingTrainingSession:
    id: ID
    course_id: ID
    held_on: date
    place: str
    trainer: str | None
    state: TrainingSessionState
    places: int
    partner_places: int
    places_taken: int
    partner_places_taken: int
    waiting: int
    bookings: list[VettingBooking]
    starts_at: str = computed(lambda held: clock_time(held.starts_at))
    ends_at: str = computed(lambda held: clock_time(held.ends_at))
    course_title: str = computed(lambda held: of_course(held, models.Course.title))
    type: TrainingType = computed(lambda held: of_course(held, models.Course.type))
    places_left: int = computed(lambda held: held.places - held.places_taken)
    partner_places_left: int = computed(
        lambda held: func.least(
            held.places - held.places_taken, held.partner_places - held.partner_places_taken
        )
    )


@node(models.Course, permission=TRAINING_READ, module=MODULE, sorted_by=("title", "id"))
class VettingCourse:
    id: ID
    type: TrainingType
    title: str
    length_minutes: int | None
    validity_months: int | None
    prerequisites: list[str]
    suits: list[str]
    sessions: list[VettingTrainingSession]


@extend(PersonNode, module=MODULE)
class PersonBookings:
    vetting_bookings: list[VettingBooking]
