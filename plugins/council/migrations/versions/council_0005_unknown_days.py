"""Steps of which nobody knows the day: a list that is brought in does not always say it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "council_0005_unknown_days"
down_revision = "council_0004_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("council_step", "happened_on", existing_type=sa.Date(), nullable=True)
