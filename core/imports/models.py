"""Uploaded files, what is planned with them, and what headings and records were matched to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import TenantModel, codes, same_tenant
from core.imports.actions import Action, Decision, Operation


class ImportFile(TenantModel):
    """A file as it was uploaded. Its content is in the file store, for a day at the most."""

    __tablename__ = "import_file"

    importer: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    uploaded_by: Mapped[UUID]
    expires_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    """When the content was deleted."""


class ImportPlan(TenantModel):
    """What importing a file would do: stored whole, and carried out as it stands or not at all."""

    __tablename__ = "import_plan"
    __table_args__ = (
        same_tenant("file_id", "import_file", ondelete="CASCADE"),
        same_tenant("job_id", "job", ondelete="SET NULL (job_id)"),
        Index("ix_import_plan_tenant_id_file_id", "tenant_id", "file_id"),
    )

    file_id: Mapped[UUID]
    importer: Mapped[str]
    as_at: Mapped[date]
    choices: Mapped[dict[str, object]] = mapped_column(JSONB)
    """Sheets, header rows and columns that the person chose, where they differ from what was suggested."""
    requested_by: Mapped[UUID]
    job_id: Mapped[UUID | None]
    """The latest job: planning, committing or undoing."""
    read_at: Mapped[datetime | None]
    """When the prison's rows were read for the plan; what was added since makes it stale."""
    planned_at: Mapped[datetime | None]
    counts: Mapped[dict[str, object]] = mapped_column(JSONB, default=dict)
    """Sheet → counts of rows by action and of problems by kind."""
    notices: Mapped[list[str]] = mapped_column(default=list)
    committed_at: Mapped[datetime | None]
    undo_until: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    """When the rows were deleted; the counts stay."""


class ImportRow(TenantModel):
    """One row of the file: what becomes of it, and why."""

    __tablename__ = "import_row"
    __table_args__ = (
        same_tenant("plan_id", "import_plan", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "plan_id", "position"),
        Index("ix_import_row_tenant_id_plan_id_action", "tenant_id", "plan_id", "action", "position"),
    )

    plan_id: Mapped[UUID]
    position: Mapped[int]
    """Counts from 1 over all sheets of the plan."""
    sheet: Mapped[str]
    row_number: Mapped[int]
    action: Mapped[Action] = mapped_column(codes(Action, "action"))
    label: Mapped[str]
    """Who or what the row is about; '' for a row that cannot be read."""
    merged_into: Mapped[int | None]
    """The number of the earlier row that this one updates."""
    maybe_same_as: Mapped[int | None]
    """The number of the earlier row that this one may be the same as."""
    decision: Mapped[Decision | None] = mapped_column(codes(Decision, "decision"))
    """What a person said of that; without an answer it comes in by itself."""
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    differences: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    source: Mapped[list[dict[str, str]] | None] = mapped_column(JSONB)
    """A rejected row as it was written, heading by heading, without what must not be kept."""


class ImportBatch(TenantModel):
    """Planned changes of one table, a thousand at a time: carried out together, so they are kept together."""

    __tablename__ = "import_batch"
    __table_args__ = (
        same_tenant("plan_id", "import_plan", ondelete="CASCADE"),
        Index(
            "ix_import_batch_tenant_id_plan_id_table_name", "tenant_id", "plan_id", "table_name", "operation"
        ),
    )

    plan_id: Mapped[UUID]
    table_name: Mapped[str]
    operation: Mapped[Operation] = mapped_column(codes(Operation, "operation"))
    changes: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    """For each: the row's id `i`, its values `v`, and `b`, what stood there before.

    JSON as it was written: somebody waits for the preview, and an import that follows takes it apart.
    """


class ImportMapping(TenantModel):
    """Which field a heading means in this prison, where a person chose it; '' when it is left out."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("tenant_id", "layout", "heading"),)

    layout: Mapped[str]
    heading: Mapped[str]
    """Folded."""
    field: Mapped[str]


class ImportMatch(TenantModel):
    """Which rows a record of a list became, so that the same list a second time finds them again.

    Holds no personal data: the record by a hash, and of each value last imported a few figures of its hash.
    """

    __tablename__ = "import_match"
    __table_args__ = (UniqueConstraint("tenant_id", "importer", "key"),)

    importer: Mapped[str]
    key: Mapped[str]
    ids: Mapped[dict[str, object]] = mapped_column(JSONB)
    seen: Mapped[dict[str, object]] = mapped_column(JSONB)
