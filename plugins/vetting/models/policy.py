"""The versions of the vetting policy that a prison drafts and puts in force."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from core.sdk import TenantModel


class PolicyVersion(TenantModel):
    """One version. Once it is in force nobody changes it: the database refuses."""

    __tablename__ = "vetting_policy"
    __table_args__ = (
        UniqueConstraint("tenant_id", "version"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("(published_at IS NULL) = (published_by IS NULL)", name="published"),
        CheckConstraint("published_at IS NULL OR effective_from IS NOT NULL", name="effective"),
    )

    version: Mapped[str]
    """What a case opened under it keeps."""
    title: Mapped[str]
    effective_from: Mapped[date | None]
    source: Mapped[str]
    """The instrument it rests on."""
    source_on: Mapped[date | None]
    terms: Mapped[dict[str, object]]
    """All it says, as `policy.write_terms` writes it."""
    worth: Mapped[dict[str, object]]
    """What of it lists and filters look into, as `policy.worth_of` writes it."""
    drafted_by: Mapped[UUID]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
