"""Whoever at the prison is to do something can be reminded of it, and after them those who lead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_0020_owners"
down_revision = "core_0019_given_to_hmpps"
branch_labels = None
depends_on = None

BEFORE = ("PERSON", "PARTNER", "COORDINATOR", "SECURITY")
AFTER = (*BEFORE, "OWNER", "LEADS")


def upgrade() -> None:
    op.add_column("reminder_item", sa.Column("owner_id", sa.Uuid, nullable=True))
    op.add_column("reminder_item", sa.Column("owner_role", sa.String(60), nullable=True))
    _allow(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM reminder_notice WHERE told IN ('OWNER', 'LEADS')")
    _allow(BEFORE)
    op.drop_column("reminder_item", "owner_role")
    op.drop_column("reminder_item", "owner_id")


def _allow(codes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{code}'" for code in codes)
    op.drop_constraint("ck_reminder_notice_told", "reminder_notice")
    op.create_check_constraint("told", "reminder_notice", f"told IN ({listed})")
