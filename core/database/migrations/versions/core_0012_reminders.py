"""What falls due, every move of its date, and who was told on which step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.tables import create_tenant_table, one_of

revision = "core_0012_reminders"
down_revision = "core_0011_links"
branch_labels = None
depends_on = None


def _about(*also: tuple[str, str]) -> tuple[sa.schema.SchemaItem, ...]:
    """Return whose it is, and the keys that hold it to this prison."""
    return (
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete="CASCADE"
            )
            for column, target in (("person_id", "person"), ("partner_id", "partner"), *also)
        ),
    )


def upgrade() -> None:
    create_tenant_table(
        "reminder_item",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date, nullable=True),
        *_about(),
        sa.UniqueConstraint("tenant_id", "name", "subject_id"),
        partner_column="partner_id",
        person_column="person_id",
    )
    create_tenant_table(
        "reminder_extension",
        sa.Column("item_id", sa.Uuid, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date, nullable=False),
        sa.Column("noticed_on", sa.Date, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=True),
        *_about(("item_id", "reminder_item")),
        partner_column="partner_id",
        person_column="person_id",
    )
    create_tenant_table(
        "reminder_notice",
        sa.Column("item_id", sa.Uuid, nullable=False),
        sa.Column("message_id", sa.Uuid, nullable=True),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("told", sa.String(60), nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("code", sa.String(60), nullable=True),
        *_about(("item_id", "reminder_item"), ("message_id", "message")),
        sa.UniqueConstraint("tenant_id", "item_id", "due_on", "step", "recipient"),
        one_of("told", "PERSON", "PARTNER", "COORDINATOR", "SECURITY"),
        one_of("code", "NOBODY"),
        partner_column="partner_id",
        person_column="person_id",
    )
    for table in ("reminder_item", "reminder_extension", "reminder_notice"):
        for column in ("person_id", "partner_id"):
            op.create_index(f"ix_{table}_tenant_id_{column}", table, ["tenant_id", column])
    op.create_index("ix_reminder_extension_tenant_id_item_id", "reminder_extension", ["tenant_id", "item_id"])
    op.create_index("ix_reminder_notice_tenant_id_message_id", "reminder_notice", ["tenant_id", "message_id"])
    op.create_index("ix_reminder_notice_tenant_id_sent_on", "reminder_notice", ["tenant_id", "sent_on", "id"])


def downgrade() -> None:
    for table in ("reminder_notice", "reminder_extension", "reminder_item"):
        op.drop_table(table)
