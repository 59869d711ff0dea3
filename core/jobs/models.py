"""A job says what is to be done in one prison; the queue says only what is due, above prisons."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import Base, GlobalModel, TenantModel, codes


class JobState(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class JobRow(TenantModel):
    """One thing to do. Its arguments are ids and codes only, never personal data."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("tenant_id", "dedupe_key"),
        Index("ix_job_tenant_id_state", "tenant_id", "state"),
    )

    kind: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="")
    """What was asked for, in English as the catalogues have it: said in the reader's language."""
    arguments: Mapped[dict[str, object]] = mapped_column(JSONB)
    dedupe_key: Mapped[str | None]
    state: Mapped[JobState] = mapped_column(codes(JobState, "state"), default=JobState.QUEUED)
    requested_by: Mapped[UUID]
    language: Mapped[str] = mapped_column(server_default="en")
    """Of whoever asked: what the job says and writes is in it."""
    attempts: Mapped[int] = mapped_column(default=0)
    taken_by: Mapped[str | None]
    """The worker that took it last."""
    done_steps: Mapped[int] = mapped_column(default=0)
    total_steps: Mapped[int | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    result: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    """A sentence for the person who asked; details stand in the log under the correlation id."""
    correlation_id: Mapped[str | None]
    left_at: Mapped[datetime | None]
    """When somebody chose not to have it tried again."""


class QueuedJob(Base):
    """An entry of the queue: ids and times only, so that one relay can serve every prison."""

    __tablename__ = "job_queue"
    __table_args__ = (
        ForeignKeyConstraint(["prison_id", "job_id"], ["job.tenant_id", "job.id"], ondelete="CASCADE"),
        Index("ix_job_queue_available_at", "available_at"),
    )

    prison_id: Mapped[UUID] = mapped_column(ForeignKey("prison.id"), primary_key=True)
    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    available_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str | None]
    woken_at: Mapped[datetime | None]
    """When the relay told Redis of it; empty again once a worker has taken it."""
    dead_at: Mapped[datetime | None]
    """Set when every attempt failed: the entry stays to be counted and looked into, and nobody takes it."""


class WorkerRow(GlobalModel):
    """A worker process that is alive, as it last said itself."""

    __tablename__ = "worker"

    name: Mapped[str]
    seen_at: Mapped[datetime]
