"""Reports whose content was taken back: why, and since when nobody downloads them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_0022_taken_back"
down_revision = "core_0021_gone"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report_file", sa.Column("taken_back", sa.String(60), nullable=True))
    op.add_column("report_file", sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        "taken_back", "report_file", "taken_back IN ('WITHDRAWN', 'CORRECTED', 'REDACTED')"
    )
    op.create_check_constraint(
        "taken_back_at", "report_file", "(taken_back IS NULL) = (taken_back_at IS NULL)"
    )


def downgrade() -> None:
    op.drop_column("report_file", "taken_back_at")
    op.drop_column("report_file", "taken_back")
