"""How long vetting takes in a prison is measured each night: the start of a renewal goes by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from core.sdk import create_tenant_table, one_of

revision = "vetting_0010_lead_times"
down_revision = "vetting_0009_evidence"
branch_labels = None
depends_on = None

GUARD = """
CREATE FUNCTION vetting_guard_lead_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('app.partner_id') <> '' OR current_setting('app.person_id') <> '' THEN
    RAISE insufficient_privilege USING MESSAGE = 'the prison alone measures how long its vetting takes';
  END IF;
  RETURN NEW;
END $$
"""


def upgrade() -> None:
    create_tenant_table(
        "vetting_lead_time",
        sa.Column("levels", ARRAY(sa.Text), nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("sample", sa.Integer, nullable=False),
        sa.Column("basis", sa.String(60), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        one_of("basis", "LEVEL_RENEWALS", "LEVEL", "RENEWALS", "PRISON"),
        sa.CheckConstraint("days BETWEEN 1 AND 250", name="days"),
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_vetting_lead_time_tenant_id_levels_since"),
        "vetting_lead_time",
        ["tenant_id", "levels", "since"],
    )
    op.execute(GUARD)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_guard_lead_times() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER guard BEFORE INSERT ON vetting_lead_time "
        "FOR EACH ROW EXECUTE FUNCTION vetting_guard_lead_times()",
    )


def downgrade() -> None:
    op.drop_table("vetting_lead_time")
    op.execute("DROP FUNCTION vetting_guard_lead_times()")
