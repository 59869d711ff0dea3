"""A council, what it proposes, and every step a proposal took: steps are added, never changed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import MemberRole, ProposalStatus, Theme


class Council(TenantModel):
    """A council of people in prison."""

    __tablename__ = "council_council"
    __table_args__ = (
        UniqueConstraint("tenant_id", "name"),
        CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum"),
        CheckConstraint("ended_on >= first_on", name="dates"),
    )

    name: Mapped[str]
    quorum: Mapped[int] = mapped_column(SmallInteger)
    """How many members have to be there for a meeting to decide."""
    first_on: Mapped[date]
    ended_on: Mapped[date | None]


class Proposal(TenantModel):
    """What a council asks for. Its number and its text stay; where it stands is its last step."""

    __tablename__ = "council_proposal"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        same_tenant("earlier_id", "council_proposal"),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_council_proposal_tenant_id_answer_due_on", "tenant_id", "answer_due_on"),
        Index("ix_council_proposal_tenant_id_council_id", "tenant_id", "council_id"),
        Index("ix_council_proposal_tenant_id_earlier_id", "tenant_id", "earlier_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("support >= 0", name="support"),
    )

    council_id: Mapped[UUID]
    number: Mapped[int]
    """Counted in the prison from 1, so that paper can say it."""
    theme: Mapped[Theme] = mapped_column(codes(Theme, "theme"))
    problem: Mapped[str]
    idea: Mapped[str]
    who_benefits: Mapped[str | None]
    cost: Mapped[str | None]
    """In words: an estimate, or who could pay."""
    support: Mapped[int | None]
    """How many people were for it when the council asked around."""
    raised_by: Mapped[MemberRole] = mapped_column(codes(MemberRole, "raised_by"))
    """A role, never a name."""
    raised_on: Mapped[date]
    status: Mapped[ProposalStatus] = mapped_column(codes(ProposalStatus, "status"))
    status_on: Mapped[date]
    answer_due_on: Mapped[date | None]
    """28 days after it was tabled; never moved."""
    answered_on: Mapped[date | None]
    until_on: Mapped[date | None]
    """By when it is to be done, or looked at again."""
    earlier_id: Mapped[UUID | None]
    """The proposal this one is the same as, or asks again."""
    is_held_back: Mapped[bool]
    """Whether the scan found something that nobody has looked at: it is then in nothing published."""

    council: Mapped[Council] = relationship(lazy="raise", viewonly=True)
    steps: Mapped[list[Step]] = relationship(lazy="raise", viewonly=True)


class Step(TenantModel):
    """One entry of a proposal's history. The app may add one, and neither change nor delete it."""

    __tablename__ = "council_step"
    __table_args__ = (
        same_tenant("proposal_id", "council_proposal", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "proposal_id", "position"),
        CheckConstraint("position >= 1", name="position"),
    )

    proposal_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[ProposalStatus] = mapped_column(codes(ProposalStatus, "status"))
    happened_on: Mapped[date]
    reason: Mapped[str | None]
    until_on: Mapped[date | None]
    recorded_by: Mapped[UUID]
    """The account that wrote it down."""
