"""Packs as they were issued, with pages that stay; how long attendance and actions are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, forget_retention_rule, register_retention_rule

revision = "council_0011_packs"
down_revision = "council_0010_unknown_quorum"
branch_labels = None
depends_on = None

HELD_ON = (
    "(SELECT m.held_on FROM public.council_meeting m WHERE m.tenant_id = r.tenant_id AND m.id = r.meeting_id)"
)


def upgrade() -> None:
    create_tenant_table(
        "council_pack",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid, nullable=False),
        sa.Column("agenda", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("first_page", sa.SmallInteger, nullable=False),
        sa.Column("last_page", sa.SmallInteger, nullable=False),
        sa.CheckConstraint("number >= 0", name="number"),
        sa.CheckConstraint("1 <= first_page AND first_page <= last_page", name="pages"),
        _key("meeting_id", "council_meeting"),
        sa.UniqueConstraint("tenant_id", "meeting_id", "number"),
        staff_only=True,
        rights="SELECT, INSERT",
    )
    create_tenant_table(
        "council_pack_part",
        sa.Column("pack_id", sa.Uuid, nullable=False),
        sa.Column("paper_id", sa.Uuid, nullable=False),
        sa.Column("point", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("first_page", sa.SmallInteger, nullable=False),
        sa.CheckConstraint("first_page >= 1", name="first_page"),
        _key("pack_id", "council_pack"),
        _key("paper_id", "council_paper"),
        sa.UniqueConstraint("tenant_id", "paper_id", deferrable=True, initially="DEFERRED"),
        staff_only=True,
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_council_pack_part_tenant_id_pack_id"),
        "council_pack_part",
        ["tenant_id", "pack_id", "first_page"],
    )
    for code, table, since in (
        ("council.attendance", "council_attendance", HELD_ON),
        ("council.action", "council_action", "r.closed_on"),
    ):
        register_retention_rule(code, table, since=since, person="NULL", keep=84, least=12, most=120)


def downgrade() -> None:
    for code in ("council.attendance", "council.action"):
        forget_retention_rule(code)
    op.drop_table("council_pack_part")
    op.drop_table("council_pack")


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete="CASCADE"
    )
