"""An issue of "You said, we did", and the answers it tells: what people asked, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import BulletinStatus, LeftOut, ProposalStatus, Theme, Told

OPEN = "status IN ('DRAFT', 'CHECKED', 'APPROVED')"


class Bulletin(TenantModel):
    """One issue. What is on paper and on the web is what was published of it, never this row."""

    __tablename__ = "council_bulletin"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        same_tenant("meeting_id", "council_meeting"),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_council_bulletin_tenant_id_meeting_id", "tenant_id", "meeting_id"),
        # Two drafts at once would both tell the same answers.
        Index(
            "ix_council_bulletin_tenant_id_council_id",
            "tenant_id",
            "council_id",
            unique=True,
            postgresql_where=text(OPEN),
        ),
        CheckConstraint("number >= 1", name="number"),
    )

    council_id: Mapped[UUID]
    meeting_id: Mapped[UUID | None]
    """The meeting that it follows, where it follows one: people are told within 14 days."""
    number: Mapped[int]
    """Counted in the prison from 1, as it stands on the paper."""
    status: Mapped[BulletinStatus] = mapped_column(codes(BulletinStatus, "status"))
    composed_by: Mapped[UUID]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None]
    published_on: Mapped[date | None]
    published_by: Mapped[UUID | None]
    taken_back_on: Mapped[date | None]
    taken_back_by: Mapped[UUID | None]

    entries: Mapped[list[BulletinEntry]] = relationship(lazy="raise", viewonly=True)


class BulletinEntry(TenantModel):
    """One answer: a proposal as an issue tells it, in words of its own, or why it is left out."""

    __tablename__ = "council_bulletin_entry"
    __table_args__ = (
        same_tenant("bulletin_id", "council_bulletin", ondelete="CASCADE"),
        same_tenant("proposal_id", "council_proposal"),
        UniqueConstraint("tenant_id", "bulletin_id", "proposal_id"),
        Index("ix_council_bulletin_entry_tenant_id_proposal_id", "tenant_id", "proposal_id"),
        CheckConstraint("position >= 1", name="position"),
    )

    bulletin_id: Mapped[UUID]
    proposal_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    theme: Mapped[Theme] = mapped_column(codes(Theme, "theme"))
    status: Mapped[ProposalStatus] = mapped_column(codes(ProposalStatus, "status"))
    """Where the proposal stood when it was taken in: it is told again once it stands elsewhere."""
    told: Mapped[Told] = mapped_column(codes(Told, "told"))
    you_said: Mapped[str]
    we_did: Mapped[str]
    until_on: Mapped[date | None]
    """Of what is still worked on: by when."""
    easy_said: Mapped[str | None]
    easy_did: Mapped[str | None]
    """The same in short sentences, one idea in each; without them the plain words are set one to a line."""
    welsh_said: Mapped[str | None]
    welsh_did: Mapped[str | None]
    left_out: Mapped[LeftOut | None] = mapped_column(codes(LeftOut, "left_out"))
    """Why it is not in the issue; nothing where it is."""
