"""A step that waits for somebody's next message; and addresses that mail did not reach go in time too."""

from __future__ import annotations

from alembic import op

from core.database.retention import forget_retention_rule, register_retention_rule

revision = "core_0018_put_off"
down_revision = "core_0017_telling_kept"
branch_labels = None
depends_on = None

COUNTED = "(r.created_at AT TIME ZONE 'Europe/London')::date"


def upgrade() -> None:
    op.drop_constraint("ck_reminder_notice_code", "reminder_notice")
    op.create_check_constraint("code", "reminder_notice", "code IN ('NOBODY', 'DECLINED', 'PUT_OFF')")
    register_retention_rule("core.mail_reach", "mail_reach", since=COUNTED, keep=12, least=3, most=24)


def downgrade() -> None:
    forget_retention_rule("core.mail_reach")
    op.execute("DELETE FROM reminder_notice WHERE code = 'PUT_OFF'")
    op.drop_constraint("ck_reminder_notice_code", "reminder_notice")
    op.create_check_constraint("code", "reminder_notice", "code IN ('NOBODY', 'DECLINED')")
