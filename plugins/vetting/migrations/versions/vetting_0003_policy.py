"""The policy is versioned data of each prison; what was put in force is not changed any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from core.sdk import create_tenant_table

revision = "vetting_0003_policy"
down_revision = "vetting_0002_purging"
branch_labels = None
depends_on = None

GUARD = """
CREATE FUNCTION vetting_guard_policy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken_back public.vetting_policy;
  today date := (now() AT TIME ZONE 'Europe/London')::date;
BEGIN
  IF current_setting('app.partner_id') <> '' OR current_setting('app.person_id') <> '' THEN
    RAISE insufficient_privilege USING MESSAGE = 'the prison alone writes its vetting policy';
  END IF;
  IF TG_OP <> 'INSERT' AND OLD.published_at IS NOT NULL THEN
    taken_back := OLD;
    taken_back.published_at := NULL;
    taken_back.published_by := NULL;
    IF TG_OP = 'UPDATE' AND (NEW IS NOT DISTINCT FROM OLD
      OR OLD.effective_from > today AND NEW IS NOT DISTINCT FROM taken_back)
    THEN
      RETURN NEW;
    END IF;
    RAISE insufficient_privilege USING MESSAGE = 'a version of the policy in force is not changed';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
# A version that has yet to come into force can be taken back to a draft, and is otherwise the same.


def upgrade() -> None:
    create_tenant_table(
        "vetting_policy",
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_on", sa.Date, nullable=True),
        sa.Column("terms", JSONB, nullable=False),
        sa.Column("worth", JSONB, nullable=False),
        sa.Column("drafted_by", sa.Uuid, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid, nullable=True),
        sa.UniqueConstraint("tenant_id", "version"),
        sa.CheckConstraint("title <> ''", name="title"),
        sa.CheckConstraint("(published_at IS NULL) = (published_by IS NULL)", name="published"),
        sa.CheckConstraint("published_at IS NULL OR effective_from IS NOT NULL", name="effective"),
    )
    op.execute(GUARD)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_guard_policy() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON vetting_policy "
        "FOR EACH ROW EXECUTE FUNCTION vetting_guard_policy()",
    )


def downgrade() -> None:
    op.drop_table("vetting_policy")
    op.execute("DROP FUNCTION vetting_guard_policy()")
