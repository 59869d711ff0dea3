"""Planned changes kept in batches for each table, as they are carried out, and no longer with each row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON, JSONB

from core.database.tables import create_tenant_table, one_of

revision = "core_0004_import_batches"
down_revision = "core_0003_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tenant_table(
        "import_batch",
        sa.Column("plan_id", sa.Uuid, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("operation", sa.String(60), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "plan_id"], ["import_plan.tenant_id", "import_plan.id"], ondelete="CASCADE"
        ),
        one_of("operation", "insert", "update", "append"),
        staff_only=True,
        audited=False,
    )
    op.create_index(
        op.f("ix_import_batch_tenant_id_plan_id_table_name"),
        "import_batch",
        ["tenant_id", "plan_id", "table_name", "operation"],
    )
    op.drop_column("import_row", "changes")


def downgrade() -> None:
    op.add_column("import_row", sa.Column("changes", JSONB, server_default=sa.text("'[]'"), nullable=False))
    op.drop_table("import_batch")
