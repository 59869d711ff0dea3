"""That somebody was seen to be old enough for a role: for which age, on which day, by whom. Never how old."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_0023_age"
down_revision = "core_0022_taken_back"
branch_labels = None
depends_on = None

TOGETHER = "num_nonnulls(age_confirmed, age_confirmed_on, age_confirmed_by) IN (0, 3)"


def upgrade() -> None:
    op.add_column("person", sa.Column("age_confirmed", sa.SmallInteger, nullable=True))
    op.add_column("person", sa.Column("age_confirmed_on", sa.Date, nullable=True))
    op.add_column("person", sa.Column("age_confirmed_by", sa.Uuid, nullable=True))
    op.create_check_constraint("age_confirmed", "person", "age_confirmed BETWEEN 16 AND 99")
    op.create_check_constraint("age_together", "person", TOGETHER)


def downgrade() -> None:
    for name in ("age_together", "age_confirmed"):
        op.drop_constraint(f"ck_person_{name}", "person")
    for name in ("age_confirmed_by", "age_confirmed_on", "age_confirmed"):
        op.drop_column("person", name)
