"""What the prison shows to other prisons: published answers, and nothing that is not published."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import Theme


class ShownAnswer(TenantModel):
    """The published text of a proposal and its answer; the row is gone once it is not published any more."""

    __tablename__ = "council_shown_answer"
    __table_args__ = (
        same_tenant("proposal_id", "council_proposal", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "proposal_id"),
    )

    proposal_id: Mapped[UUID]
    theme: Mapped[Theme] = mapped_column(codes(Theme, "theme"))
    published_on: Mapped[date]
    problem: Mapped[str]
    idea: Mapped[str]
    answer: Mapped[str]
    words: Mapped[str]
    """All of the text in small letters, to be searched."""
