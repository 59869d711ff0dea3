"""How long vetting takes in a prison, as measured each night: what the start of a renewal goes by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ARRAY, CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes
from plugins.vetting.enums.renewal import LeadBasis


class MeasuredLeadTime(TenantModel):
    """One measurement. The latest for its levels holds; those before say why a day has moved."""

    __tablename__ = "vetting_lead_time"
    __table_args__ = (
        Index("ix_vetting_lead_time_tenant_id_levels_since", "tenant_id", "levels", "since"),
        CheckConstraint("days BETWEEN 1 AND 250", name="days"),
    )

    levels: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """In alphabetical order; empty for all cases of the prison."""
    days: Mapped[int]
    """Working days that four in five cases took at most."""
    sample: Mapped[int]
    basis: Mapped[LeadBasis] = mapped_column(codes(LeadBasis, "basis"))
    since: Mapped[date]
