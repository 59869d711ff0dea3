"""What people hold: clearances."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, TenantModel, codes, same_tenant
from plugins.vetting.enums import ClearanceScope, VettingLevel


class Clearance(TenantModel):
    """What a person was cleared for: level, where, from when to when, by which reference."""

    __tablename__ = "vetting_clearance"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_clearance_tenant_id_expires_on", "tenant_id", "expires_on", "id"),
        Index("ix_vetting_clearance_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_vetting_clearance_tenant_id_case_id", "tenant_id", "case_id"),
        CheckConstraint("expires_on >= granted_on", name="dates"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    level: Mapped[VettingLevel] = mapped_column(codes(VettingLevel, "level"))
    scope: Mapped[ClearanceScope] = mapped_column(codes(ClearanceScope, "scope"))
    granted_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    reference: Mapped[str | None]
    revoked_on: Mapped[date | None]
    confirmed_at: Mapped[datetime | None]
    """When security stood by it. Without, it is only what somebody's list said."""
    confirmed_by: Mapped[UUID | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
