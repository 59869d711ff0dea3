"""Secret addresses for people without an account: digests, ends, and the days of use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.tables import create_tenant_table

revision = "core_0011_links"
down_revision = "core_0010_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _links()
    _uses()


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )


def _links() -> None:
    create_tenant_table(
        "link",
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("made_by", sa.Uuid, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("one_use", sa.Boolean, nullable=False),
        _key("person_id", "person", "CASCADE"),
        _key("partner_id", "partner"),
        sa.UniqueConstraint("tenant_id", "digest"),
        partner_column="partner_id",
        person_column="person_id",
        masked=("digest",),
    )
    op.create_index(
        op.f("ix_link_tenant_id_purpose"),
        "link",
        ["tenant_id", "purpose", "subject_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def _uses() -> None:
    # Not audited: it is the trail of the uses itself, and calendars come back every hour.
    create_tenant_table(
        "link_use",
        sa.Column("link_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("used_on", sa.Date, nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        _key("link_id", "link", "CASCADE"),
        _key("person_id", "person", "CASCADE"),
        _key("partner_id", "partner"),
        sa.UniqueConstraint("tenant_id", "link_id", "used_on"),
        partner_column="partner_id",
        person_column="person_id",
        audited=False,
    )


def downgrade() -> None:
    op.drop_table("link_use")
    op.drop_table("link")
