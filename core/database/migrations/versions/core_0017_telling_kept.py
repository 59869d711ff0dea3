"""Secret links, messages and reminders go by rules as all else does: a hold keeps them, a tombstone stays."""

from __future__ import annotations

from core.database.retention import forget_retention_rule, register_retention_rule

revision = "core_0017_telling_kept"
down_revision = "core_0016_reminder_choices"
branch_labels = None
depends_on = None

DEAD = "(least(r.revoked_at, r.used_at, r.expires_at) AT TIME ZONE 'Europe/London')::date"
ASKED_FOR = "(r.created_at AT TIME ZONE 'Europe/London')::date"
CODES = ("core.link", "core.message", "core.reminder")


def upgrade() -> None:
    register_retention_rule(
        "core.link",
        "link",
        since=DEAD,
        record="r.subject_id",
        unit="DAY",
        keep=90,
        least=30,
        most=365,
    )
    register_retention_rule(
        "core.message",
        "message",
        since=ASKED_FOR,
        record="r.subject_id",
        keep=12,
        least=3,
        most=24,
    )
    register_retention_rule(
        "core.reminder",
        "reminder_item",
        since="r.closed_on",
        record="r.subject_id",
        keep=12,
        least=3,
        most=24,
    )


def downgrade() -> None:
    for code in CODES:
        forget_retention_rule(code)
