"""What people have learnt, and where they can learn it: training records, courses, sessions and places."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, TenantModel, codes, same_tenant
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus, TrainingType


class Course(TenantModel):
    """A course that the prison holds: what it teaches, how long it takes and how long it lasts."""

    __tablename__ = "vetting_course"
    __table_args__ = (
        UniqueConstraint("tenant_id", "title_key"),
        CheckConstraint("title_key <> ''", name="title"),
        CheckConstraint("length_minutes > 0", name="length_minutes"),
        CheckConstraint("validity_months > 0", name="validity_months"),
    )

    type: Mapped[TrainingType] = mapped_column(codes(TrainingType, "type"))
    title: Mapped[str]
    title_key: Mapped[str]
    """The title folded for comparison."""
    length_minutes: Mapped[int | None]
    validity_months: Mapped[int | None] = mapped_column(SmallInteger)
    """How long the training stays good; None: as the policy says for its type."""
    prerequisites: Mapped[list[str]]
    """Types of training that come first."""
    suits: Mapped[list[str]]
    """Ways of coming in for which it is meant; empty for all."""

    sessions: Mapped[list[CourseSession]] = relationship(lazy="raise", viewonly=True)


class CourseSession(TenantModel):
    """A course on one day: where, from when to when, and how many places there are."""

    __tablename__ = "vetting_course_session"
    __table_args__ = (
        same_tenant("course_id", "vetting_course"),
        Index("ix_vetting_course_session_tenant_id_held_on", "tenant_id", "held_on", "starts_at", "id"),
        Index("ix_vetting_course_session_tenant_id_course_id", "tenant_id", "course_id"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("places >= 1", name="places"),
        CheckConstraint("partner_places BETWEEN 0 AND places", name="partner_places"),
        CheckConstraint("places_taken BETWEEN 0 AND places", name="places_taken"),
        CheckConstraint("partner_places_taken BETWEEN 0 AND partner_places", name="partner_places_taken"),
    )

    course_id: Mapped[UUID]
    held_on: Mapped[date]
    starts_at: Mapped[time]
    """London time, as the prison's clock shows it."""
    ends_at: Mapped[time]
    place: Mapped[str]
    trainer: Mapped[str | None]
    """A department or organisation, never how to reach somebody."""
    state: Mapped[TrainingSessionState] = mapped_column(
        codes(TrainingSessionState, "state"), default=TrainingSessionState.PLANNED
    )
    places: Mapped[int] = mapped_column(SmallInteger)
    partner_places: Mapped[int] = mapped_column(SmallInteger)
    """How many of the places are offered to partner organisations."""
    places_taken: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Counted by the database, for whoever may not see every booking."""
    partner_places_taken: Mapped[int] = mapped_column(SmallInteger, default=0)
    waiting: Mapped[int] = mapped_column(SmallInteger, default=0)

    course: Mapped[Course] = relationship(lazy="raise", viewonly=True)
    bookings: Mapped[list[Booking]] = relationship(lazy="raise", viewonly=True)


class Booking(TenantModel):
    """Somebody's place in a session, or their place in the queue for one.

    Whoever asks waits first; the database gives places in the order of asking (`vetting_seat_bookings`).
    """

    __tablename__ = "vetting_booking"
    __table_args__ = (
        same_tenant("session_id", "vetting_course_session", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "session_id", "person_id"),
        Index("ix_vetting_booking_tenant_id_person_id", "tenant_id", "person_id"),
    )

    session_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    state: Mapped[BookingState] = mapped_column(codes(BookingState, "state"), default=BookingState.WAITING)
    asked_at: Mapped[datetime]
    """The order of the queue."""
    booked_by: Mapped[UUID]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    session: Mapped[CourseSession] = relationship(lazy="raise", viewonly=True)


class Training(TenantModel):
    """One course of one person: wanted, booked, done, or not needed."""

    __tablename__ = "vetting_training"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        same_tenant("course_id", "vetting_course"),
        Index("ix_vetting_training_tenant_id_person_id", "tenant_id", "person_id"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    type: Mapped[TrainingType] = mapped_column(codes(TrainingType, "type"))
    course_id: Mapped[UUID | None]
    """Which local course it is, where the type does not say it."""
    status: Mapped[TrainingStatus] = mapped_column(codes(TrainingStatus, "status"))
    completed_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    """The last day it is good for, or on which an exemption holds."""
    booked_on: Mapped[date | None]
    exempted_on: Mapped[date | None]
    exempted_by: Mapped[UUID | None]

    course: Mapped[Course | None] = relationship(lazy="raise", viewonly=True)
