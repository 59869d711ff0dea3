"""A job has a title, the language of whoever asked, and may be left undone; that choice is audited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_0005_unfinished_jobs"
down_revision = "core_0004_import_batches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("title", sa.Text, server_default="", nullable=False))
    op.add_column("job", sa.Column("language", sa.Text, server_default="en", nullable=False))
    op.add_column("job", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    # Only a person's choice changes a failed job; attempts and progress would fill the trail.
    op.execute(
        "CREATE TRIGGER audit_choice AFTER UPDATE ON job FOR EACH ROW WHEN (OLD.state = 'FAILED') "
        "EXECUTE FUNCTION record_audit('arguments', 'dedupe_key', 'result', 'error_message')"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_choice ON job")
    for column in ("left_at", "language", "title"):
        op.drop_column("job", column)
