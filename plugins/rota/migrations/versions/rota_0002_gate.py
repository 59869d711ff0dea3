"""The gate list of a day, what its lines tell and were told, and what of a session's lost time is derived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table

revision = "rota_0002_gate"
down_revision = "rota_0001_sessions"
branch_labels = None
depends_on = None

CAUSES = (
    "TURNED_AWAY",
    "NO_ESCORT",
    "LATE_UNLOCK",
    "NO_SPACE",
    "REGIME_CHANGE",
    "CANCELLED_PRISON",
    "CANCELLED_PROVIDER",
    "NO_SHOW",
)


def upgrade() -> None:
    create_tenant_table(
        "rota_gate_list",
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid, nullable=True),
        sa.Column("first_printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("list_file", sa.Uuid, nullable=True),
        sa.Column("sheet_file", sa.Uuid, nullable=True),
        sa.CheckConstraint("printed_at >= first_printed_at", name="printed"),
        sa.UniqueConstraint("tenant_id", "held_on"),
        staff_only=True,
    )
    _visits()
    op.add_column("rota_session", sa.Column("late_minutes", sa.SmallInteger, nullable=True))
    op.create_check_constraint("late_minutes", "rota_session", "late_minutes > 0")
    op.add_column(
        "rota_friction",
        sa.Column("is_derived", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.alter_column("rota_friction", "is_derived", server_default=None)


def _visits() -> None:
    causes = ", ".join(f"'{code}'" for code in CAUSES)
    now = sa.func.now()
    op.add_column(
        "rota_visit",
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
    )
    op.alter_column("rota_visit", "answered_at", server_default=None)
    op.alter_column("rota_visit", "answer", type_=sa.String(60))
    op.create_check_constraint("answer", "rota_visit", "answer IN ('YES', 'YES_ESCORTED', 'NO')")
    op.add_column("rota_visit", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("rota_visit", sa.Column("cause", sa.String(60), nullable=True))
    op.create_check_constraint("cause", "rota_visit", f"cause IN ({causes})")
    op.create_check_constraint("turned_away", "rota_visit", "cause IS NULL OR outcome = 'TURNED_AWAY'")
