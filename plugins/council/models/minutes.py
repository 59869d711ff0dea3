"""The minutes of a meeting: versions are added, never changed; a passage may carry somebody's words."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import (
    AmendmentState,
    ConsentPurpose,
    CorrectionReason,
    MemberRole,
    MinutesState,
    SourceKind,
)
from plugins.council.models.meetings import Meeting


class Minutes(TenantModel):
    """The minutes of one meeting, and how far they are."""

    __tablename__ = "council_minutes"
    __table_args__ = (
        same_tenant("meeting_id", "council_meeting"),
        same_tenant("approved_at_id", "council_meeting"),
        UniqueConstraint("tenant_id", "meeting_id"),
        Index("ix_council_minutes_tenant_id_approved_at_id", "tenant_id", "approved_at_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint(
            "(state IN ('APPROVED', 'PUBLISHED', 'CORRECTED')) = (approved_at_id IS NOT NULL)",
            name="approved",
        ),
    )

    meeting_id: Mapped[UUID]
    state: Mapped[MinutesState] = mapped_column(codes(MinutesState, "state"), default=MinutesState.DRAFT)
    state_on: Mapped[date]
    number: Mapped[int] = mapped_column(SmallInteger)
    """Of the version that counts: the last."""
    approved_at_id: Mapped[UUID | None]
    """The later meeting at which the council approved them."""
    first_published_on: Mapped[date | None]
    published_number: Mapped[int | None] = mapped_column(SmallInteger)
    """Of the version that was published last."""

    meeting: Mapped[Meeting] = relationship(
        lazy="raise", viewonly=True, foreign_keys="[Minutes.tenant_id, Minutes.meeting_id]"
    )
    versions: Mapped[list[Version]] = relationship(lazy="raise", viewonly=True)
    amendments: Mapped[list[Amendment]] = relationship(lazy="raise", viewonly=True)


class Version(TenantModel):
    """One version, whole. The app may add one, and neither change nor delete it."""

    __tablename__ = "council_version"
    __table_args__ = (
        same_tenant("minutes_id", "council_minutes", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "minutes_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    minutes_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[CorrectionReason | None] = mapped_column(codes(CorrectionReason, "reason"))
    """Why it was made after the council had approved them."""
    written_by: Mapped[UUID]

    sections: Mapped[list[VersionSection]] = relationship(lazy="raise", viewonly=True)


class VersionSection(TenantModel):
    """A section of a version: a point of the agenda, who was there, when it was."""

    __tablename__ = "council_section"
    __table_args__ = (
        same_tenant("version_id", "council_version", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "version_id", "position"),
        CheckConstraint("position >= 1", name="position"),
    )

    version_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    field: Mapped[str]
    """The same in all versions, such as `item/2`."""
    heading: Mapped[str]
    """The title of a point of the agenda, as it was typed, or a word of the house."""
    text: Mapped[str]


class Amendment(TenantModel):
    """What somebody who was there wants a section to say; the facilitator writes it down, by role."""

    __tablename__ = "council_amendment"
    __table_args__ = (
        same_tenant("minutes_id", "council_minutes", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "minutes_id", "position"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("(state = 'OPEN') = (decided_on IS NULL)", name="decided"),
    )

    minutes_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[MemberRole] = mapped_column(codes(MemberRole, "role"))
    field: Mapped[str]
    text: Mapped[str]
    """What the section should say, whole."""
    state: Mapped[AmendmentState] = mapped_column(codes(AmendmentState, "state"), default=AmendmentState.OPEN)
    decided_on: Mapped[date | None]
    recorded_by: Mapped[UUID]


class Mention(TenantModel):
    """A passage carries somebody's own words: it is out only as long as they agree."""

    __tablename__ = "council_mention"
    __table_args__ = (
        same_tenant("member_id", "council_member", ondelete="SET NULL (member_id)"),
        UniqueConstraint(
            *("tenant_id", "source_kind", "source_id", "field", "member_id", "purpose"),
            name="uq_council_mention_place",
        ),
        Index("ix_council_mention_tenant_id_member_id", "tenant_id", "member_id"),
    )

    source_kind: Mapped[SourceKind] = mapped_column(codes(SourceKind, "source_kind"))
    source_id: Mapped[UUID]
    field: Mapped[str]
    member_id: Mapped[UUID | None]
    """Who it is, for as long as the roll of their term is kept."""
    purpose: Mapped[ConsentPurpose] = mapped_column(codes(ConsentPurpose, "purpose"))
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    """They asked to be forgotten: the passage stays out, though nobody knows any more whose it was."""
