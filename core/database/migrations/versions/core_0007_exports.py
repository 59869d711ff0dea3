"""Who took which list away as a file: added to and read, never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from core.database.tables import create_tenant_table

revision = "core_0007_exports"
down_revision = "core_0006_sort_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tenant_table(
        "export_entry",
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("correlation_id", sa.Text, nullable=True),
        sa.Column("list_name", sa.Text, nullable=False),
        sa.Column("about", sa.Uuid, nullable=True),
        sa.Column("filters", ARRAY(sa.Text), nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        rights="SELECT, INSERT",
        audited=False,
        staff_reads=True,
    )
    op.create_index(
        op.f("ix_export_entry_tenant_id_list_name"), "export_entry", ["tenant_id", "list_name", "created_at"]
    )


def downgrade() -> None:
    op.drop_table("export_entry")
