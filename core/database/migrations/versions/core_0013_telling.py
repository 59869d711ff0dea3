"""What a message is called on a page, and who may read there that something falls due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_0013_telling"
down_revision = "core_0012_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("title", sa.Text, server_default="", nullable=False))
    op.add_column("reminder_item", sa.Column("permission", sa.Text, server_default="", nullable=False))
