"""Sightings of the sky."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "weather_0001_sightings"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tenant_table(
        "weather_sighting",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("sky", sa.String(60), nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        sa.UniqueConstraint("tenant_id", "place", "seen_on"),
        one_of("sky", "CLEAR", "WET"),
        person_column="person_id",
    )
    op.create_index(
        op.f("ix_weather_sighting_tenant_id_person_id"), "weather_sighting", ["tenant_id", "person_id"]
    )


def downgrade() -> None:
    op.drop_table("weather_sighting")
