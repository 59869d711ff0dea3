"""The group that no prison is in is never in the register: in it staff of prisons read what others show."""

from __future__ import annotations

from alembic import op

revision = "core_0024_no_prison"
down_revision = "core_0023_age"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_check_constraint("is_a_group", "prison_group", "id <> '00000000-0000-0000-0000-000000000000'")


def downgrade() -> None:
    op.drop_constraint("ck_prison_group_is_a_group", "prison_group")
