"""What people have learnt: training, wanted, booked and done."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.vetting.enums import TrainingStatus, TrainingType


class Training(TenantModel):
    """One course of one person: wanted, booked, done, or not needed."""

    __tablename__ = "vetting_training"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_training_tenant_id_person_id", "tenant_id", "person_id"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    type: Mapped[TrainingType] = mapped_column(codes(TrainingType, "type"))
    status: Mapped[TrainingStatus] = mapped_column(codes(TrainingStatus, "status"))
    completed_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    booked_on: Mapped[date | None]
