"""People are listed as a person would look them up: case and accents aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_0006_sort_names"
down_revision = "core_0005_unfinished_jobs"
branch_labels = None
depends_on = None

SORT_KEY = "lower(regexp_replace(normalize(surname || ' ' || first_name, NFD), '[\\u0300-\\u036f]', '', 'g'))"


def upgrade() -> None:
    op.add_column(
        "person", sa.Column("sort_key", sa.Text, sa.Computed(SORT_KEY, persisted=True), nullable=False)
    )
    op.drop_index(op.f("ix_person_tenant_id_surname"), "person")
    op.create_index(op.f("ix_person_tenant_id_sort_key"), "person", ["tenant_id", "sort_key", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_person_tenant_id_sort_key"), "person")
    op.create_index(
        op.f("ix_person_tenant_id_surname"), "person", ["tenant_id", "surname", "first_name", "id"]
    )
    op.drop_column("person", "sort_key")
