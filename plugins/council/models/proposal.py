"""A council, what it proposes, and every step a proposal took: steps are added, never changed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import AnswerOwner, EscalationKind, MemberRole, ProposalStatus, Theme


class Council(TenantModel):
    """A council of people in prison."""

    __tablename__ = "council_council"
    __table_args__ = (
        UniqueConstraint("tenant_id", "name"),
        CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum"),
        CheckConstraint("ended_on >= first_on", name="dates"),
    )

    name: Mapped[str]
    quorum: Mapped[int | None] = mapped_column(SmallInteger)
    """How many members have to be there for a meeting to decide; None while nobody has said it."""
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
    """The last day of its history that is known."""
    answer_due_on: Mapped[date | None]
    """28 days after it was tabled; never moved."""
    answered_on: Mapped[date | None]
    owner_role: Mapped[AnswerOwner] = mapped_column(
        codes(AnswerOwner, "owner_role"), server_default=AnswerOwner.GOVERNOR.value
    )
    """Who owes the answer."""
    owner_id: Mapped[UUID | None]
    """The account of whoever it was given to; the role stands in when they are gone."""
    until_on: Mapped[date | None]
    """By when it is to be done, or looked at again."""
    earlier_id: Mapped[UUID | None]
    """The proposal this one is the same as, or asks again."""

    council: Mapped[Council] = relationship(lazy="raise", viewonly=True)
    steps: Mapped[list[Step]] = relationship(lazy="raise", viewonly=True)
    escalations: Mapped[list[Escalation]] = relationship(lazy="raise", viewonly=True)


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
    happened_on: Mapped[date | None]
    """None where nobody knows: a list that was brought in did not say."""
    reason: Mapped[str | None]
    until_on: Mapped[date | None]
    recorded_by: Mapped[UUID]
    """The account that wrote it down."""


class Escalation(TenantModel):
    """A question that a prison cannot decide: handed over as published, and what came back. Only added to."""

    __tablename__ = "council_escalation"
    __table_args__ = (
        same_tenant("proposal_id", "council_proposal"),
        same_tenant("publication_id", "council_publication"),
        UniqueConstraint("tenant_id", "proposal_id", "position"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("(kind = 'HANDED_OVER') = (publication_id IS NOT NULL)", name="handed_over"),
        CheckConstraint("kind <> 'CAME_BACK' OR said IS NOT NULL", name="came_back"),
        Index("ix_council_escalation_tenant_id_publication_id", "tenant_id", "publication_id"),
    )

    proposal_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[EscalationKind] = mapped_column(codes(EscalationKind, "kind"))
    happened_on: Mapped[date]
    publication_id: Mapped[UUID | None]
    """The text that was handed over: what is published of it, and nothing else."""
    said: Mapped[str | None]
    """What HMPPS answered."""
    recorded_by: Mapped[UUID]
