"""Slips of paper on which people in prison write proposals, each with a code."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from core.sdk import TenantModel, same_tenant
from plugins.council.models.proposal import Council


class Slip(TenantModel):
    """A slip of paper with a code, printed for a council; once it is typed back its code is used."""

    __tablename__ = "council_slip"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        same_tenant("proposal_id", "council_proposal"),
        UniqueConstraint("tenant_id", "code"),
        UniqueConstraint("tenant_id", "number"),
        UniqueConstraint("tenant_id", "proposal_id"),
        Index("ix_council_slip_tenant_id_council_id", "tenant_id", "council_id"),
        CheckConstraint("number >= 1", name="number"),
    )

    council_id: Mapped[UUID]
    number: Mapped[int]
    """In the order in which they are printed."""
    code: Mapped[str]
    printed_on: Mapped[date]
    printed_by: Mapped[UUID]
    proposal_id: Mapped[UUID | None]
    """What was written on it."""

    council: Mapped[Council] = relationship(lazy="raise", viewonly=True)
