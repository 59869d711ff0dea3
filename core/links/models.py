"""Secret addresses, of which only digests are kept, and on which days each was used."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import TenantModel, same_tenant


class Link(TenantModel):
    """One secret address: what it is for, and until when it is good."""

    __tablename__ = "link"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "digest"),
        # One address of a kind for a thing: whoever makes another makes this one useless.
        Index(
            "ix_link_tenant_id_purpose",
            "tenant_id",
            "purpose",
            "subject_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    purpose: Mapped[str]
    """Module and kind, such as `vetting.reference`."""
    subject_id: Mapped[UUID]
    """The row of the module that it is about."""
    person_id: Mapped[UUID | None]
    """Whoever opens it is shown this person's rows alone."""
    partner_id: Mapped[UUID | None]
    """Whoever opens it is shown this organisation's rows alone."""
    digest: Mapped[str]
    made_by: Mapped[UUID]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    """When what it is for was done, after which it is dead: for those that are good once."""
    one_use: Mapped[bool]


class LinkUse(TenantModel):
    """That an address was opened on a day: how often, and when last. Not by whom: nobody knows."""

    __tablename__ = "link_use"
    __table_args__ = (
        same_tenant("link_id", "link", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "link_id", "used_on"),
    )

    link_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    used_on: Mapped[date]
    last_used_at: Mapped[datetime]
    uses: Mapped[int] = mapped_column(default=1)
