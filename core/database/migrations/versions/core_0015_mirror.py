"""Requests to put a record right, and what the trail says to the person it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.policies import APP_ROLE
from core.database.retention import forget_retention_rule, register_retention_rule
from core.database.tables import create_tenant_table, one_of

revision = "core_0015_mirror"
down_revision = "core_0014_retention"
branch_labels = None
depends_on = None

OWN_TRAIL = """
CREATE FUNCTION own_trail() RETURNS TABLE (what text, on_day date, roles text[], times bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here uuid := current_setting('app.tenant_id')::uuid;
  person text := current_setting('app.person_id');
  partner text := current_setting('app.partner_id');
  own uuid := nullif(current_setting('app.account_id'), '')::uuid;
BEGIN
  IF person = '' OR own IS NULL THEN RETURN; END IF;
  PERFORM set_config('app.person_id', '', true), set_config('app.partner_id', '', true);
  RETURN QUERY
    WITH traces AS (
      SELECT 'LOOK'::text AS kind, e.created_at, e.account_id FROM public.read_entry e
      WHERE e.tenant_id = here AND e.account_id <> own AND e.row_id = ANY (ARRAY(
        SELECT person::uuid
        UNION SELECT a.row_id FROM public.audit_entry a WHERE a.tenant_id = here AND a.person_key = person))
      UNION ALL
      SELECT 'COPY', f.created_at, f.requested_by FROM public.report_file f
      WHERE f.tenant_id = here AND f.kind = 'core.person_record' AND f.parameters ->> 'person_id' = person
      UNION ALL
      SELECT 'OWN_COPY', x.created_at, x.account_id FROM public.export_entry x
      WHERE x.tenant_id = here AND x.list_name = 'core.me' AND x.account_id = own
    )
    SELECT t.kind, (t.created_at AT TIME ZONE 'Europe/London')::date,
      ARRAY(
        SELECT DISTINCT m.role::text FROM public.membership m
        WHERE m.account_id = t.account_id AND m.prison_id = here ORDER BY 1),
      count(*)
    FROM traces t GROUP BY t.kind, 2, t.account_id;
  PERFORM set_config('app.person_id', person, true), set_config('app.partner_id', partner, true);
END $$
"""
# Whose trail it is comes from the transaction and is never an argument, and so does the prison. Roles and
# days come back, and no account: the trail itself stays closed to partners' and volunteers' accounts.


def upgrade() -> None:
    create_tenant_table(
        "correction_request",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("part", sa.String(60), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Uuid, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("answer", sa.Text, nullable=True),
        sa.Column("answered_on", sa.Date, nullable=True),
        sa.Column("answered_by", sa.Uuid, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        one_of("part", "NAME", "CONTACT", "ORGANISATION", "ROLE", "TRAINING", "CLEARANCE", "OTHER"),
        one_of("state", "OPEN", "CORRECTED", "NOT_CHANGED"),
        sa.CheckConstraint("(state = 'OPEN') = (answered_on IS NULL)", name="answered"),
        sa.CheckConstraint("answered_on IS NULL OR answer IS NOT NULL", name="answer"),
        sa.CheckConstraint("char_length(words) BETWEEN 1 AND 500", name="words"),
        partner_column="partner_id",
        person_column="person_id",
        masked=("words", "answer"),
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(
        op.f("ix_correction_request_tenant_id_person_id"), "correction_request", ["tenant_id", "person_id"]
    )
    op.create_index(
        op.f("ix_correction_request_tenant_id_state"),
        "correction_request",
        ["tenant_id", "state", "due_on", "id"],
    )
    register_retention_rule(
        "core.correction",
        "correction_request",
        since="r.answered_on",
        keep=24,
        least=6,
        most=72,
    )
    op.execute(OWN_TRAIL)
    op.execute("REVOKE EXECUTE ON FUNCTION own_trail() FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION own_trail() TO {APP_ROLE}")


def downgrade() -> None:
    op.execute("DROP FUNCTION own_trail()")
    forget_retention_rule("core.correction")
    op.drop_table("correction_request")
