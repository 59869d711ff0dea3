"""When services take place, who comes to them, and who is away."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, Service, TenantModel, codes, same_tenant
from plugins.rota.enums import SessionOutcome


class Pattern(TenantModel):
    """A service's regular time: which weekday, every how many weeks, from when to when, where."""

    __tablename__ = "rota_pattern"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("service_id", "service"),
        Index("ix_rota_pattern_tenant_id_service_id", "tenant_id", "service_id"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("every_weeks BETWEEN 1 AND 8", name="every_weeks"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("minimum_cover >= 1", name="minimum_cover"),
        CheckConstraint("last_on >= first_on", name="dates"),
    )

    partner_id: Mapped[UUID]
    service_id: Mapped[UUID]
    weekday: Mapped[int] = mapped_column(SmallInteger)
    """0 is Monday."""
    every_weeks: Mapped[int] = mapped_column(SmallInteger, default=1)
    """Counted from the week of `first_on`."""
    starts_at: Mapped[time]
    """London time, as the prison's clock shows it."""
    ends_at: Mapped[time]
    place: Mapped[str]
    entrance: Mapped[str]
    minimum_cover: Mapped[int] = mapped_column(SmallInteger, default=1)
    """How many people have to come for the session to take place."""
    escort_needed: Mapped[bool] = mapped_column(default=False)
    first_on: Mapped[date]
    last_on: Mapped[date | None]

    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    regulars: Mapped[list[Regular]] = relationship(lazy="raise", viewonly=True)


class Regular(TenantModel):
    """Somebody who comes to every session of a pattern."""

    __tablename__ = "rota_regular"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("pattern_id", "rota_pattern", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "pattern_id", "person_id", "first_on"),
        Index("ix_rota_regular_tenant_id_person_id", "tenant_id", "person_id"),
        CheckConstraint("last_on >= first_on", name="dates"),
    )

    partner_id: Mapped[UUID]
    pattern_id: Mapped[UUID]
    person_id: Mapped[UUID]
    first_on: Mapped[date]
    last_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    pattern: Mapped[Pattern] = relationship(lazy="raise", viewonly=True)


class Session(TenantModel):
    """One session on one day: made ahead from its pattern, or by itself."""

    __tablename__ = "rota_session"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("service_id", "service"),
        same_tenant("pattern_id", "rota_pattern"),
        UniqueConstraint("tenant_id", "pattern_id", "week_on"),
        Index("ix_rota_session_tenant_id_held_on", "tenant_id", "held_on", "starts_at", "id"),
        Index("ix_rota_session_tenant_id_service_id", "tenant_id", "service_id", "held_on"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("minimum_cover >= 1", name="minimum_cover"),
        CheckConstraint("attendance >= 0", name="attendance"),
        CheckConstraint("(pattern_id IS NULL) = (week_on IS NULL)", name="week_on"),
        CheckConstraint("late_minutes > 0", name="late_minutes"),
    )

    partner_id: Mapped[UUID]
    service_id: Mapped[UUID]
    pattern_id: Mapped[UUID | None]
    week_on: Mapped[date | None]
    """The Monday of the week of its pattern that it stands for; it stays so when the session is moved."""
    held_on: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str]
    entrance: Mapped[str]
    minimum_cover: Mapped[int] = mapped_column(SmallInteger, default=1)
    escort_needed: Mapped[bool] = mapped_column(default=False)
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Somebody changed this one session: it no longer follows its pattern."""
    outcome: Mapped[SessionOutcome | None] = mapped_column(codes(SessionOutcome, "outcome"))
    attendance: Mapped[int | None]
    """How many people in prison took part: a number, never names."""
    late_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    """How much later than planned it began, because of a late unlock."""
    revision: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Counts the changes, so that calendars replace what they hold (RFC 5545, SEQUENCE)."""
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    """When that was last (RFC 5545, LAST-MODIFIED)."""

    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    pattern: Mapped[Pattern | None] = relationship(lazy="raise", viewonly=True)
    stand_ins: Mapped[list[StandIn]] = relationship(lazy="raise", viewonly=True)


class StandIn(TenantModel):
    """Somebody who comes to one session beside the regulars."""

    __tablename__ = "rota_stand_in"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("session_id", "rota_session", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "session_id", "person_id"),
        Index("ix_rota_stand_in_tenant_id_person_id", "tenant_id", "person_id"),
    )

    partner_id: Mapped[UUID]
    session_id: Mapped[UUID]
    person_id: Mapped[UUID]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    session: Mapped[Session] = relationship(lazy="raise", viewonly=True)


class Absence(TenantModel):
    """Days on which somebody does not come. Why is nobody's business here, so there is no place for it."""

    __tablename__ = "rota_absence"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        Index("ix_rota_absence_tenant_id_person_id", "tenant_id", "person_id", "first_on"),
        CheckConstraint("last_on >= first_on", name="dates"),
    )

    partner_id: Mapped[UUID | None]
    person_id: Mapped[UUID]
    first_on: Mapped[date]
    last_on: Mapped[date]
    recorded_by: Mapped[UUID]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
