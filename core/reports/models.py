"""The reports that were asked for, and where their files are until they expire."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import TenantModel, codes, same_tenant
from core.reports.enums import TakenBack


class ReportFile(TenantModel):
    """One report that somebody asked for. Its state is computed: see `queries.py`."""

    __tablename__ = "report_file"
    __table_args__ = (
        same_tenant("job_id", "job", ondelete="SET NULL (job_id)"),
        same_tenant("partner_id", "partner"),
        Index("ix_report_file_tenant_id_expires_at", "tenant_id", "expires_at"),
        CheckConstraint("(taken_back IS NULL) = (taken_back_at IS NULL)", name="taken_back_at"),
    )

    kind: Mapped[str]
    """The report's code, `vetting.position`."""
    title: Mapped[str]
    permission: Mapped[str]
    """The code of the right that the report asked for: whoever holds it in this prison may download."""
    formats: Mapped[list[str]]
    parameters: Mapped[dict[str, object]] = mapped_column(JSONB)
    """Ids and codes only."""
    requested_by: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    """Set when a partner's account asked: the report holds that organisation's rows, for it alone."""
    job_id: Mapped[UUID | None]
    files: Mapped[dict[str, object]] = mapped_column(JSONB, default=dict)
    """Format → name, path within the prison's files, size in bytes. Empty before and after."""
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    """Whatever became of it by then, its files are deleted."""
    deleted_at: Mapped[datetime | None]
    """When its files were deleted."""
    taken_back: Mapped[TakenBack | None] = mapped_column(codes(TakenBack, "taken_back"))
    """Why nobody may have it any more, though it was kept."""
    taken_back_at: Mapped[datetime | None]
