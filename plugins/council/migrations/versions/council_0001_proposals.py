"""Councils, what they propose, and the steps a proposal took."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "council_0001_proposals"
down_revision = None
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
ROLES = (
    "COUNCIL_MEMBER",
    "PARTY_LEAD",
    "CHAIR",
    "DEPUTY_CHAIR",
    "NOTE_TAKER",
    "WING_REP",
    "THEME_REP",
    "FACILITATOR",
    "STAFF_MEMBER",
    "GOVERNOR_LEAD",
    "OBSERVER",
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


def upgrade() -> None:
    create_tenant_table(
        "council_council",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("quorum", sa.SmallInteger, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date, nullable=True),
        sa.UniqueConstraint("tenant_id", "name"),
        sa.CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum"),
        sa.CheckConstraint("ended_on >= first_on", name="dates"),
        staff_only=True,
    )
    _proposals()
    create_tenant_table(
        "council_step",
        sa.Column("proposal_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("until_on", sa.Date, nullable=True),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("status", *STATUSES),
        sa.CheckConstraint("position >= 1", name="position"),
        _key("proposal_id", "council_proposal", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "proposal_id", "position"),
        staff_only=True,
        rights="SELECT, INSERT",
    )


def _proposals() -> None:
    create_tenant_table(
        "council_proposal",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("idea", sa.Text, nullable=False),
        sa.Column("who_benefits", sa.Text, nullable=True),
        sa.Column("cost", sa.Text, nullable=True),
        sa.Column("support", sa.Integer, nullable=True),
        sa.Column("raised_by", sa.String(60), nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("status_on", sa.Date, nullable=False),
        sa.Column("answer_due_on", sa.Date, nullable=True),
        sa.Column("answered_on", sa.Date, nullable=True),
        sa.Column("until_on", sa.Date, nullable=True),
        sa.Column("earlier_id", sa.Uuid, nullable=True),
        sa.Column("is_held_back", sa.Boolean, nullable=False),
        one_of("theme", *THEMES),
        one_of("raised_by", *ROLES),
        one_of("status", *STATUSES),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("support >= 0", name="support"),
        _key("council_id", "council_council"),
        _key("earlier_id", "council_proposal"),
        sa.UniqueConstraint("tenant_id", "number"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    for column in ("answer_due_on", "council_id", "earlier_id"):
        op.create_index(
            op.f(f"ix_council_proposal_tenant_id_{column}"), "council_proposal", ["tenant_id", column]
        )


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )
