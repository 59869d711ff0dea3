"""What was forecast of a case when it was sent, and what came: so that a prison can say how wrong it was."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.vetting.enums.forecast import ForecastBasis


class Forecast(TenantModel):
    """A range of days for a decision. It never moves; a case begun again gets another."""

    __tablename__ = "vetting_forecast"
    __table_args__ = (
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_forecast_tenant_id_case_id", "tenant_id", "case_id"),
        Index("ix_vetting_forecast_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_vetting_forecast_tenant_id_came_on", "tenant_id", "came_on"),
        CheckConstraint("given_on <= earliest AND earliest <= latest", name="dates"),
    )

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    given_on: Mapped[date]
    earliest: Mapped[date]
    latest: Mapped[date]
    basis: Mapped[ForecastBasis] = mapped_column(codes(ForecastBasis, "basis"))
    sample: Mapped[int]
    """How many finished cases it rests on."""
    came_on: Mapped[date | None]
    """The day of the decision; empty while there is none."""
