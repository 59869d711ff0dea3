"""What prisons give to HMPPS: a table of figures, the register for whoever reads it, readers of one group."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.policies import NATIONAL_ROLE
from core.database.tables import create_published_table, one_of

revision = "core_0019_given_to_hmpps"
down_revision = "core_0018_put_off"
branch_labels = None
depends_on = None

REGISTER = "id, code, name, name_cy, active, gender, types, categories, group_id"


def upgrade() -> None:
    create_published_table(
        "published_figure",
        sa.Column("metric", sa.Text, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("above", sa.Integer, nullable=False),
        sa.Column("below", sa.Integer, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("reported_on", sa.Date, nullable=False),
        one_of("state", "COUNTED", "NOTHING_TO_COUNT", "NOT_COLLECTED", "KEPT_BACK"),
        sa.CheckConstraint("first_on <= last_on", name="period"),
        sa.CheckConstraint("above >= 0 AND below >= 0", name="counts"),
        sa.CheckConstraint("state = 'COUNTED' OR (above = 0 AND below = 0)", name="uncounted"),
        sa.UniqueConstraint("tenant_id", "metric", "first_on", "last_on"),
    )
    op.execute(f"GRANT SELECT ({REGISTER}) ON prison TO {NATIONAL_ROLE}")
    op.execute(f"GRANT SELECT (id, code, name) ON prison_group TO {NATIONAL_ROLE}")
    op.add_column("membership", sa.Column("group_id", sa.Uuid, nullable=True))
    op.create_foreign_key(op.f("fk_membership_group_id"), "membership", "prison_group", ["group_id"], ["id"])
    op.create_check_constraint("group_scope", "membership", "role = 'HMPPS_REGION' OR group_id IS NULL")
