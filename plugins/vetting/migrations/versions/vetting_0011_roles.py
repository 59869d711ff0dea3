"""What a role asks of people before they come in for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from core.sdk import create_tenant_table, one_of

revision = "vetting_0011_roles"
down_revision = "vetting_0010_lead_times"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tenant_table(
        "vetting_role_requirement",
        sa.Column("role_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("levels", ARRAY(sa.Text), nullable=False),
        sa.Column("access_mode", sa.String(60), nullable=True),
        sa.Column("training", ARRAY(sa.Text), nullable=False),
        one_of("access_mode", "ESCORTED", "UNESCORTED_NO_KEYS", "KEY_HOLDER"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "role_id"],
            ["role_description.tenant_id", "role_description.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        partner_column="partner_id",
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_vetting_role_requirement_tenant_id_role_id"),
        "vetting_role_requirement",
        ["tenant_id", "role_id", "since"],
    )


def downgrade() -> None:
    op.drop_table("vetting_role_requirement")
