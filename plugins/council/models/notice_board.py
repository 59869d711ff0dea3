"""Whether a prison shows what its council published to everybody: each decision, the last of which holds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from core.sdk import TenantModel


class NoticeBoard(TenantModel):
    """One decision about the public page. Without any there is no such page."""

    __tablename__ = "council_notice_board"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    number: Mapped[int]
    """Counted from 1."""
    is_open: Mapped[bool]
    decided_by: Mapped[UUID]
