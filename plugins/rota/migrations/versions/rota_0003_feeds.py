"""When a session was changed last, which calendars ask."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "rota_0003_feeds"
down_revision = "rota_0002_gate"
branch_labels = None
depends_on = None


def upgrade() -> None:
    changed = sa.Column(
        "changed_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
    )
    op.add_column("rota_session", changed)


def downgrade() -> None:
    op.drop_column("rota_session", "changed_at")
