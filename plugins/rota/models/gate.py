"""What happened at the gate: who came in, and what was lost."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, TenantModel, codes, entry, same_tenant
from plugins.rota.enums import FrictionCause, VisitOutcome
from plugins.rota.models.session import Session


class GateList(TenantModel):
    """A day's gate list: when it was made and printed. Its lines are the visits of that day."""

    __tablename__ = "rota_gate_list"
    __table_args__ = (
        UniqueConstraint("tenant_id", "held_on"),
        CheckConstraint("printed_at >= first_printed_at", name="printed"),
    )

    held_on: Mapped[date]
    made_at: Mapped[datetime | None]
    made_by: Mapped[UUID | None]
    first_printed_at: Mapped[datetime | None]
    """What was added later is marked as new on every later sheet: the first one still lies at the gate."""
    printed_at: Mapped[datetime | None]
    list_file: Mapped[UUID | None]
    """The report with the list as it was last printed, and that with the sheet to be signed."""
    sheet_file: Mapped[UUID | None]


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
        CheckConstraint("cause IS NULL OR outcome = 'TURNED_AWAY'", name="turned_away"),
    )

    partner_id: Mapped[UUID | None]
    session_id: Mapped[UUID]
    person_id: Mapped[UUID]
    held_on: Mapped[date]
    code: Mapped[str]
    """Short, printed beside the line, and typed back; each only once on its day."""
    answer: Mapped[entry.EntryAnswer] = mapped_column(codes(entry.EntryAnswer, "answer"))
    """What the gate was told: yes, escorted or no (`EntryAnswer`). Never why."""
    answered_at: Mapped[datetime]
    """When the gate's list last got this answer."""
    dropped_at: Mapped[datetime | None]
    """When somebody who stood on the list was no longer expected; the code stays theirs."""
    outcome: Mapped[VisitOutcome | None] = mapped_column(codes(VisitOutcome, "outcome"))
    cause: Mapped[FrictionCause | None] = mapped_column(codes(FrictionCause, "cause"))
    """By which of the prison's causes somebody was turned away: a code, nothing about the person."""
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
    is_derived: Mapped[bool] = mapped_column(default=False)
    """Follows from the sign-in sheet and the session's outcome, and is put right with them."""

    session: Mapped[Session] = relationship(lazy="raise", viewonly=True)
