"""Messages that left or wait to leave by mail, and addresses that do not take it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.tables import create_tenant_table, one_of

revision = "core_0010_messages"
down_revision = "core_0009_services"
branch_labels = None
depends_on = None

STATES = ("QUEUED", "SENT", "DELIVERED", "FAILED", "BOUNCED", "DROPPED")
CODES = (
    "REFUSED",
    "STOPPED",
    "NO_ADDRESS",
    "AWAY",
    "REJECTED",
    "UNFIT",
    "UNCONFIRMED",
    "ABANDONED",
    "NOT_TAKEN",
    "DONE_BEFORE",
)


def _whose() -> tuple[sa.schema.SchemaItem, ...]:
    """Return the columns that say who was told, and the keys that hold them to this prison."""
    return (
        sa.Column("account_id", sa.Uuid, nullable=True),
        sa.Column("member_id", sa.Uuid, nullable=True),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("contact_id", sa.Uuid, nullable=True),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete="CASCADE"
            )
            for column, target in (
                ("person_id", "person"),
                ("contact_id", "partner_contact"),
                ("partner_id", "partner"),
            )
        ),
    )


def upgrade() -> None:
    create_tenant_table(
        "message",
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=True),
        *_whose(),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=True),
        sa.Column("state", sa.String(60), nullable=False, server_default="QUEUED"),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(60), nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.Text, nullable=True),
        sa.Column("dedupe_key", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "dedupe_key"),
        one_of("state", *STATES),
        one_of("code", *CODES),
        partner_column="partner_id",
        person_column="person_id",
        masked=("address",),
    )
    for columns in (["created_at"], ["person_id"], ["partner_id"], ["contact_id"]):
        op.create_index(f"ix_message_tenant_id_{columns[0]}", "message", ["tenant_id", *columns])
    create_tenant_table(
        "mail_reach",
        sa.Column("digest", sa.Text, nullable=False),
        *_whose(),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("tenant_id", "digest"),
        staff_only=True,
        masked=("digest",),
    )
    for column in ("person_id", "contact_id", "partner_id"):
        op.create_index(f"ix_mail_reach_tenant_id_{column}", "mail_reach", ["tenant_id", column])


def downgrade() -> None:
    op.drop_table("mail_reach")
    op.drop_table("message")
