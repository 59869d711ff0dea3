"""What holds for everybody who comes in, for a while."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Service, TenantModel, codes, same_tenant
from plugins.rota.enums import NoticeBearing


class EntryNotice(TenantModel):
    """A live notice for the gate: for the whole prison, some wings, or one service."""

    __tablename__ = "rota_entry_notice"
    __table_args__ = (
        same_tenant("service_id", "service"),
        Index("ix_rota_entry_notice_tenant_id_first_on", "tenant_id", "first_on"),
        CheckConstraint("last_on >= first_on", name="dates"),
        CheckConstraint("words <> ''", name="words"),
    )

    service_id: Mapped[UUID | None]
    wings: Mapped[list[str]]
    """Empty where it holds everywhere."""
    bearing: Mapped[NoticeBearing] = mapped_column(codes(NoticeBearing, "bearing"))
    words: Mapped[str]
    """One line that everybody who comes in may read."""
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]

    service: Mapped[Service | None] = relationship(lazy="raise", viewonly=True)
