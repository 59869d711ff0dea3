"""Uploaded lists, what is planned with them, and what their headings and records were matched to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.database.tables import create_tenant_table, one_of

revision = "core_0003_imports"
down_revision = "core_0002_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tenant_table(
        "import_file",
        sa.Column("importer", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("uploaded_by", sa.Uuid, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        staff_only=True,
    )
    create_tenant_table(
        "import_plan",
        sa.Column("file_id", sa.Uuid, nullable=False),
        sa.Column("importer", sa.Text, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("choices", JSONB, nullable=False),
        sa.Column("requested_by", sa.Uuid, nullable=False),
        sa.Column("job_id", sa.Uuid, nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", JSONB, nullable=False),
        sa.Column("notices", ARRAY(sa.Text), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"], ["import_file.tenant_id", "import_file.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "job_id"], ["job.tenant_id", "job.id"], ondelete="SET NULL (job_id)"
        ),
        staff_only=True,
    )
    op.create_index(op.f("ix_import_plan_tenant_id_file_id"), "import_plan", ["tenant_id", "file_id"])
    create_tenant_table(
        "import_row",
        sa.Column("plan_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row_number", sa.Integer, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("merged_into", sa.Integer, nullable=True),
        sa.Column("maybe_same_as", sa.Integer, nullable=True),
        sa.Column("decision", sa.String(60), nullable=True),
        sa.Column("problems", JSONB, nullable=False),
        sa.Column("differences", JSONB, nullable=False),
        sa.Column("changes", JSONB, nullable=False),
        sa.Column("source", JSONB, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "plan_id"], ["import_plan.tenant_id", "import_plan.id"], ondelete="CASCADE"
        ),
        sa.UniqueConstraint("tenant_id", "plan_id", "position"),
        one_of("action", "CREATE", "UPDATE", "UNCHANGED", "MERGE", "SKIP", "LEFT_OUT"),
        one_of("decision", "SAME", "OTHER", "SKIP"),
        staff_only=True,
        audited=False,
    )
    op.create_index(
        op.f("ix_import_row_tenant_id_plan_id_action"),
        "import_row",
        ["tenant_id", "plan_id", "action", "position"],
    )
    create_tenant_table(
        "import_mapping",
        sa.Column("layout", sa.Text, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "layout", "heading"),
        staff_only=True,
    )
    create_tenant_table(
        "import_match",
        sa.Column("importer", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("ids", JSONB, nullable=False),
        sa.Column("seen", JSONB, nullable=False),
        sa.UniqueConstraint("tenant_id", "importer", "key"),
        staff_only=True,
        audited=False,
    )


def downgrade() -> None:
    for table in ("import_match", "import_mapping", "import_row", "import_plan", "import_file"):
        op.drop_table(table)
