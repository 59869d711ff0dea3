"""A step that waited for somebody's next message, and whoever it was for is gone by then."""

from __future__ import annotations

from alembic import op

revision = "core_0021_gone"
down_revision = "core_0020_owners"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("ck_reminder_notice_code", "reminder_notice")
    op.create_check_constraint("code", "reminder_notice", "code IN ('NOBODY', 'DECLINED', 'PUT_OFF', 'GONE')")


def downgrade() -> None:
    op.execute("DELETE FROM reminder_notice WHERE code = 'GONE'")
    op.drop_constraint("ck_reminder_notice_code", "reminder_notice")
    op.create_check_constraint("code", "reminder_notice", "code IN ('NOBODY', 'DECLINED', 'PUT_OFF')")
