"""Who asked not to be reminded, and what the desk lets wait until when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.tables import create_tenant_table, one_of

revision = "core_0016_reminder_choices"
down_revision = "core_0015_mirror"
branch_labels = None
depends_on = None


def _about(*also: tuple[str, str]) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the keys that hold a row to this prison."""
    return tuple(
        sa.ForeignKeyConstraint(
            ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete="CASCADE"
        )
        for column, target in (("person_id", "person"), ("partner_id", "partner"), *also)
    )


def upgrade() -> None:
    create_tenant_table(
        "reminder_refusal",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("lifted_on", sa.Date, nullable=True),
        *_about(),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(
        "uq_reminder_refusal_tenant_id_person_id",
        "reminder_refusal",
        ["tenant_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("lifted_on IS NULL"),
    )
    create_tenant_table(
        "reminder_snooze",
        sa.Column("item_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("snoozed_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("reason", sa.String(60), nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("ended_on", sa.Date, nullable=True),
        *_about(("item_id", "reminder_item")),
        one_of("reason", "IN_HAND", "DATE_AGREED", "OTHERS_FIRST", "AWAY"),
        sa.CheckConstraint("until > snoozed_on", name="until"),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index("ix_reminder_snooze_tenant_id_item_id", "reminder_snooze", ["tenant_id", "item_id"])
    op.create_index("ix_reminder_snooze_tenant_id_person_id", "reminder_snooze", ["tenant_id", "person_id"])
    for table in ("reminder_refusal", "reminder_snooze"):
        op.create_index(f"ix_{table}_tenant_id_partner_id", table, ["tenant_id", "partner_id"])
    op.drop_constraint("ck_reminder_notice_code", "reminder_notice")
    op.create_check_constraint("code", "reminder_notice", "code IN ('NOBODY', 'DECLINED')")


def downgrade() -> None:
    op.execute("UPDATE reminder_notice SET code = NULL WHERE code = 'DECLINED'")
    op.drop_constraint("ck_reminder_notice_code", "reminder_notice")
    op.create_check_constraint("code", "reminder_notice", "code IN ('NOBODY')")
    for table in ("reminder_snooze", "reminder_refusal"):
        op.drop_table(table)
