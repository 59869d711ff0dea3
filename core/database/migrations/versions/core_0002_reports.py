"""Reports that were asked for, with their files until they expire."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.database.tables import create_tenant_table

revision = "core_0002_reports"
down_revision = "core_0001_partnership"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tenant_table(
        "report_file",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("permission", sa.Text, nullable=False),
        sa.Column("formats", ARRAY(sa.Text), nullable=False),
        sa.Column("parameters", JSONB, nullable=False),
        sa.Column("requested_by", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("job_id", sa.Uuid, nullable=True),
        sa.Column("files", JSONB, nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "job_id"], ["job.tenant_id", "job.id"], ondelete="SET NULL (job_id)"
        ),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        partner_column="partner_id",
    )
    op.create_index(op.f("ix_report_file_tenant_id_expires_at"), "report_file", ["tenant_id", "expires_at"])


def downgrade() -> None:
    op.drop_table("report_file")
