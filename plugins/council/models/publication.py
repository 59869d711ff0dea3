"""What the scan found and what was decided; what was published, as it was; the words of a prison."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import HitKind, Release, Resolution, SourceKind, Theme, WithdrawReason, WordUse


class Hit(TenantModel):
    """A place in one exact text that names somebody or touches security, and what a person decided."""

    __tablename__ = "council_hit"
    __table_args__ = (
        UniqueConstraint(
            "tenant_id",
            "source_kind",
            "source_id",
            "field",
            "digest",
            "kind",
            "first",
            "past",
            name="uq_council_hit_place",
        ),
        CheckConstraint("0 <= first AND first < past", name="place"),
        CheckConstraint("(resolution IS NULL) = (resolved_at IS NULL)", name="resolved"),
        CheckConstraint("(resolution = 'GENERALISED') = (said_instead IS NOT NULL)", name="said_instead"),
    )

    source_kind: Mapped[SourceKind] = mapped_column(codes(SourceKind, "source_kind"))
    source_id: Mapped[UUID]
    field: Mapped[str]
    """Which passage of the source."""
    digest: Mapped[str]
    """Of that passage's text: a decision holds for this text and no other."""
    kind: Mapped[HitKind] = mapped_column(codes(HitKind, "kind"))
    first: Mapped[int]
    past: Mapped[int]
    """The place, half-open, in characters."""
    is_current: Mapped[bool]
    """Whether the text still reads so and the scan still finds it."""
    resolution: Mapped[Resolution | None] = mapped_column(codes(Resolution, "resolution"))
    said_instead: Mapped[str | None]
    resolved_by: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]


class Publication(TenantModel):
    """One entry of the history of what was published of a source. The last one says what is out now."""

    __tablename__ = "council_publication"
    __table_args__ = (
        UniqueConstraint("tenant_id", "source_kind", "source_id", "number"),
        Index("ix_council_publication_tenant_id_source_kind", "tenant_id", "source_kind", "about_on"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(release = 'WITHDRAWN') <= (reason IS NOT NULL)", name="taken_back"),
    )

    source_kind: Mapped[SourceKind] = mapped_column(codes(SourceKind, "source_kind"))
    source_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    """Counted from 1 for each source."""
    release: Mapped[Release] = mapped_column(codes(Release, "release"))
    reason: Mapped[WithdrawReason | None] = mapped_column(codes(WithdrawReason, "reason"))
    """Why it was taken back or masked."""
    title: Mapped[str]
    theme: Mapped[Theme | None] = mapped_column(codes(Theme, "theme"))
    about_on: Mapped[date]
    """The day it is about: of the meeting, of the answer."""
    language: Mapped[str]
    digest: Mapped[str]
    """Of the title and all passages as published."""
    published_by: Mapped[UUID]

    passages: Mapped[list[Passage]] = relationship(lazy="raise", viewonly=True)


class Passage(TenantModel):
    """A passage as it was published, with what was left out left out."""

    __tablename__ = "council_passage"
    __table_args__ = (
        same_tenant("publication_id", "council_publication", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "publication_id", "position"),
        CheckConstraint("position >= 1", name="position"),
    )

    publication_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    field: Mapped[str]
    heading: Mapped[str]
    text: Mapped[str]
    kept: Mapped[list[list[int | str]]] = mapped_column(JSONB)
    """Places a person looked at: first, past and what the scan takes it for; "" for a mark of our own."""


class Word(TenantModel):
    """What a prison said of a word: that it touches security, that it does not, that it is no name here."""

    __tablename__ = "council_word"
    __table_args__ = (
        UniqueConstraint("tenant_id", "folded"),
        CheckConstraint("word <> ''", name="word"),
    )

    word: Mapped[str]
    folded: Mapped[str]
    """As the scan compares it."""
    use: Mapped[WordUse] = mapped_column(codes(WordUse, "use"))
    added_by: Mapped[UUID]
