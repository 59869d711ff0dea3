"""What the API says of planned training: courses, sessions with their places, and bookings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, cast, func
from strawberry import ID

from core.sdk import Account, PersonNode, computed, extend, node, through
from plugins.vetting import models
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingType
from plugins.vetting.graphql.nodes import MODULE, PARTNER_NAME, PERSON_NAME, PERSON_SURNAME
from plugins.vetting.permissions import DECISION_READ, TRAINING_READ

for code_list in (BookingState, TrainingSessionState):
    strawberry.enum(code_list, name=f"Vetting{code_list.__name__}")
COURSE_TITLE = through("course_id", models.Course, "title")
COURSE_TYPE = through("course_id", models.Course, "type")


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
    person_name: str = computed(PERSON_NAME)
    person_surname: str = computed(PERSON_SURNAME)
    partner_name: str | None = computed(PARTNER_NAME)
    booked_by: str | None = computed(through("booked_by", Account, "name"), permission=DECISION_READ)
    held_on: date = computed(through("session_id", models.CourseSession, "held_on"))
    course_title: str = computed(through("session_id", models.CourseSession, COURSE_TITLE))
    type: TrainingType = computed(through("session_id", models.CourseSession, COURSE_TYPE))


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
    course_title: str = computed(COURSE_TITLE)
    type: TrainingType = computed(COURSE_TYPE)
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
