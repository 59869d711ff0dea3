"""Who was asked for a reference, and what they said: codes alone, never a word of their own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict


class Reference(TenantModel):
    """One referee of one case. It goes when the case is deleted."""

    __tablename__ = "vetting_reference"
    __table_args__ = (
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_reference_tenant_id_case_id", "tenant_id", "case_id"),
        Index("ix_vetting_reference_tenant_id_person_id", "tenant_id", "person_id"),
        CheckConstraint("(state = 'GIVEN') = (suitable IS NOT NULL)", name="given"),
    )

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    referee_name: Mapped[str]
    referee_email: Mapped[str]
    relation: Mapped[Relation] = mapped_column(codes(Relation, "relation"))
    """How the co-ordinator was told that they know each other."""
    asked_on: Mapped[date]
    asked_by: Mapped[UUID]
    answer_by: Mapped[date]
    """The last day on which the link sent last can be answered."""
    state: Mapped[ReferenceState] = mapped_column(codes(ReferenceState, "state"))
    """As recorded: that nobody answered in time follows from the day."""
    answered_on: Mapped[date | None]
    known_for: Mapped[KnownFor | None] = mapped_column(codes(KnownFor, "known_for"))
    knows_as: Mapped[Relation | None] = mapped_column(codes(Relation, "knows_as"))
    """How the referee says that they know each other."""
    reliable: Mapped[Verdict | None] = mapped_column(codes(Verdict, "reliable"))
    suitable: Mapped[Verdict | None] = mapped_column(codes(Verdict, "suitable"))
