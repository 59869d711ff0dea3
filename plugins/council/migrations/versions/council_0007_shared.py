"""What is given to HMPPS of each proposal; the text only while it is published."""

from __future__ import annotations

import sqlalchemy as sa

from core.sdk import create_published_table, one_of

revision = "council_0007_shared"
down_revision = "council_0006_bulletins"
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


def upgrade() -> None:
    create_published_table(
        "council_shared",
        sa.Column("proposal_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("answered_on", sa.Date, nullable=True),
        sa.Column("days", sa.SmallInteger, nullable=True),
        sa.Column("escalated_on", sa.Date, nullable=True),
        sa.Column("published_on", sa.Date, nullable=True),
        sa.Column("problem", sa.Text, nullable=True),
        sa.Column("idea", sa.Text, nullable=True),
        sa.Column("answer", sa.Text, nullable=True),
        sa.Column("words", sa.Text, nullable=True),
        one_of("theme", *THEMES),
        one_of("status", *STATUSES),
        sa.CheckConstraint("days >= 0", name="days"),
        sa.UniqueConstraint("tenant_id", "proposal_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposal_id"],
            ["council_proposal.tenant_id", "council_proposal.id"],
            ondelete="CASCADE",
        ),
    )
