"""What the prison gives to HMPPS of a proposal: what it is about, how long it took, the published text."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import ProposalStatus, Theme


class Shared(TenantModel):
    """A proposal as HMPPS and other prisons may see it; the text is there only while it is published."""

    __tablename__ = "council_shared"
    __table_args__ = (
        same_tenant("proposal_id", "council_proposal", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "proposal_id"),
        CheckConstraint("days >= 0", name="days"),
    )

    proposal_id: Mapped[UUID]
    number: Mapped[int]
    theme: Mapped[Theme] = mapped_column(codes(Theme, "theme"))
    status: Mapped[ProposalStatus] = mapped_column(codes(ProposalStatus, "status"))
    raised_on: Mapped[date]
    answered_on: Mapped[date | None]
    days: Mapped[int | None] = mapped_column(SmallInteger)
    """From the day it was tabled to the first answer."""
    escalated_on: Mapped[date | None]
    """Since when it waits for HMPPS."""
    published_on: Mapped[date | None]
    problem: Mapped[str | None]
    idea: Mapped[str | None]
    answer: Mapped[str | None]
    words: Mapped[str | None]
    """All of the text in small letters, to be searched."""
