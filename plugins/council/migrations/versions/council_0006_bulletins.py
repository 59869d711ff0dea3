"""Issues of "You said, we did", the answers they tell, and whether a prison shows them to everybody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "council_0006_bulletins"
down_revision = "council_0005_unknown_days"
branch_labels = None
depends_on = None

THEMES = (
    "SAFETY",
    "RESPECT_DECENCY",
    "DIVERSITY_EQUALITY",
    "RESETTLEMENT",
    "TRAINING_EDUCATION",
    "COMMUNITY_ENVIRONMENT",
    "HEALTH",
    "FAMILY_CONTACT",
    "REGIME",
    "OTHER",
)
STATUSES = (
    "RAISED",
    "CANVASSED",
    "TABLED",
    "VOTED",
    "ACCEPTED",
    "ACCEPTED_MODIFIED",
    "DEFERRED",
    "NOT_ACCEPTED",
    "ESCALATED_NATIONAL",
    "IN_PROGRESS",
    "IMPLEMENTED",
    "FEEDBACK_PUBLISHED",
    "WITHDRAWN",
    "DUPLICATE_OF",
)
OPEN = "status IN ('DRAFT', 'CHECKED', 'APPROVED')"


def upgrade() -> None:
    _bulletins()
    _entries()
    create_tenant_table(
        "council_notice_board",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("decided_by", sa.Uuid, nullable=False),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.UniqueConstraint("tenant_id", "number"),
        staff_only=True,
        rights="SELECT, INSERT",
    )


def _bulletins() -> None:
    create_tenant_table(
        "council_bulletin",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("meeting_id", sa.Uuid, nullable=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("composed_by", sa.Uuid, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid, nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid, nullable=True),
        sa.Column("published_on", sa.Date, nullable=True),
        sa.Column("published_by", sa.Uuid, nullable=True),
        sa.Column("taken_back_on", sa.Date, nullable=True),
        sa.Column("taken_back_by", sa.Uuid, nullable=True),
        one_of("status", "DRAFT", "CHECKED", "APPROVED", "PUBLISHED", "TAKEN_BACK", "DROPPED"),
        sa.CheckConstraint("number >= 1", name="number"),
        _key("council_id", "council_council"),
        _key("meeting_id", "council_meeting"),
        sa.UniqueConstraint("tenant_id", "number"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(
        op.f("ix_council_bulletin_tenant_id_council_id"),
        "council_bulletin",
        ["tenant_id", "council_id"],
        unique=True,
        postgresql_where=sa.text(OPEN),
    )
    op.create_index(
        op.f("ix_council_bulletin_tenant_id_meeting_id"), "council_bulletin", ["tenant_id", "meeting_id"]
    )


def _entries() -> None:
    create_tenant_table(
        "council_bulletin_entry",
        sa.Column("bulletin_id", sa.Uuid, nullable=False),
        sa.Column("proposal_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("told", sa.String(60), nullable=False),
        sa.Column("you_said", sa.Text, nullable=False),
        sa.Column("we_did", sa.Text, nullable=False),
        sa.Column("until_on", sa.Date, nullable=True),
        sa.Column("easy_said", sa.Text, nullable=True),
        sa.Column("easy_did", sa.Text, nullable=True),
        sa.Column("welsh_said", sa.Text, nullable=True),
        sa.Column("welsh_did", sa.Text, nullable=True),
        sa.Column("left_out", sa.String(60), nullable=True),
        one_of("theme", *THEMES),
        one_of("status", *STATUSES),
        one_of("told", "DID", "COULD_NOT", "WORKING_ON_IT"),
        one_of(
            "left_out",
            "NAMES_SOMEBODY",
            "SECURITY",
            "NOTHING_NEW",
            "WITH_ANOTHER",
            "NO_ROOM",
            "NEXT_TIME",
        ),
        sa.CheckConstraint("position >= 1", name="position"),
        _key("bulletin_id", "council_bulletin", "CASCADE"),
        _key("proposal_id", "council_proposal"),
        sa.UniqueConstraint("tenant_id", "bulletin_id", "proposal_id"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(
        op.f("ix_council_bulletin_entry_tenant_id_proposal_id"),
        "council_bulletin_entry",
        ["tenant_id", "proposal_id"],
    )


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )
