"""Published answers that staff of other prisons are shown; the nightly job fills in what is out already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_published_table, one_of

revision = "council_0013_shown"
down_revision = "council_0012_member_data"
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


def upgrade() -> None:
    create_published_table(
        "council_shown_answer",
        sa.Column("proposal_id", sa.Uuid, nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("idea", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        one_of("theme", *THEMES),
        sa.UniqueConstraint("tenant_id", "proposal_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposal_id"],
            ["council_proposal.tenant_id", "council_proposal.id"],
            ondelete="CASCADE",
        ),
        to_prisons=True,
    )


def downgrade() -> None:
    op.drop_table("council_shown_answer")
