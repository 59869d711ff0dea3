"""Councils of which nobody said yet how many members have to be there: a log that is brought in does not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "council_0010_unknown_quorum"
down_revision = "council_0009_minutes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("council_council", "quorum", existing_type=sa.SmallInteger(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE council_council SET quorum = 1 WHERE quorum IS NULL")
    op.alter_column("council_council", "quorum", existing_type=sa.SmallInteger(), nullable=False)
