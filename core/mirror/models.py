"""What people asked to be put right in their own records, and what they were answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import TenantModel, codes, same_tenant
from core.mirror.enums import CorrectionPart, CorrectionState


class Correction(TenantModel):
    """One request to put a record right. It is answered, and stays for its time; nobody can delete it."""

    __tablename__ = "correction_request"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_correction_request_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_correction_request_tenant_id_state", "tenant_id", "state", "due_on", "id"),
        CheckConstraint("(state = 'OPEN') = (answered_on IS NULL)", name="answered"),
        CheckConstraint("answered_on IS NULL OR answer IS NOT NULL", name="answer"),
        CheckConstraint("char_length(words) BETWEEN 1 AND 500", name="words"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    part: Mapped[CorrectionPart] = mapped_column(codes(CorrectionPart, "part"))
    words: Mapped[str]
    """In the person's own words; kept out of the trail."""
    asked_by: Mapped[UUID]
    asked_on: Mapped[date]
    due_on: Mapped[date]
    """One calendar month after it was asked (UK GDPR art. 12(3)); it never moves."""
    state: Mapped[CorrectionState] = mapped_column(
        codes(CorrectionState, "state"), default=CorrectionState.OPEN
    )
    answer: Mapped[str | None]
    """The sentence the person reads; kept out of the trail."""
    answered_on: Mapped[date | None]
    answered_by: Mapped[UUID | None]
