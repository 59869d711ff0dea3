"""What happened at the gate: who came in, and what was lost."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, TenantModel, codes, same_tenant
from plugins.rota.enums import FrictionCause, VisitOutcome
from plugins.rota.models.session import Session


class Visit(TenantModel):
    """One person's line on a day's gate list, and what the sheet said of it afterwards."""

    __tablename__ = "rota_visit"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("session_id", "rota_session", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "session_id", "person_id"),
        UniqueConstraint("tenant_id", "held_on", "code"),
        Index("ix_rota_visit_tenant_id_person_id", "tenant_id", "person_id", "held_on"),
        CheckConstraint("left_at >= arrived_at", name="times"),
    )

    partner_id: Mapped[UUID | None]
    session_id: Mapped[UUID]
    person_id: Mapped[UUID]
    held_on: Mapped[date]
    code: Mapped[str]
    """Short, printed beside the line, and typed back; each only once on its day."""
    answer: Mapped[str]
    """What the gate was told: yes, escorted or no (`EntryAnswer`). Never why."""
    outcome: Mapped[VisitOutcome | None] = mapped_column(codes(VisitOutcome, "outcome"))
    arrived_at: Mapped[time | None]
    left_at: Mapped[time | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    session: Mapped[Session] = relationship(lazy="raise", viewonly=True)


class Friction(TenantModel):
    """Time that was lost at a session, and by which cause."""

    __tablename__ = "rota_friction"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        same_tenant("session_id", "rota_session", ondelete="CASCADE"),
        Index("ix_rota_friction_tenant_id_happened_on", "tenant_id", "happened_on", "id"),
        Index("ix_rota_friction_tenant_id_session_id", "tenant_id", "session_id"),
        CheckConstraint("minutes_lost > 0", name="minutes_lost"),
        CheckConstraint("people_affected >= 1", name="people_affected"),
    )

    partner_id: Mapped[UUID]
    session_id: Mapped[UUID]
    happened_on: Mapped[date]
    cause: Mapped[FrictionCause] = mapped_column(codes(FrictionCause, "cause"))
    minutes_lost: Mapped[int] = mapped_column(SmallInteger)
    """Of each of the people affected."""
    people_affected: Mapped[int] = mapped_column(SmallInteger, default=1)

    session: Mapped[Session] = relationship(lazy="raise", viewonly=True)
