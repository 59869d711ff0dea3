"""Purging a case takes its history and chases with it, and leaves of the trail who and when, not what."""

from __future__ import annotations

from alembic import op

revision = "vetting_0002_purging"
down_revision = "vetting_0001_cases"
branch_labels = None
depends_on = None

FORGET = """
CREATE FUNCTION vetting_forget_purged_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'Europe/London')::date;
  gone uuid[];
BEGIN
  IF OLD.stage <> 'CLOSED' OR OLD.stage_since + interval '6 months' > today THEN
    RAISE check_violation USING MESSAGE = 'a case is kept for six months after it was closed';
  END IF;
  WITH events AS (
    DELETE FROM public.vetting_stage_event
    WHERE tenant_id = OLD.tenant_id AND case_id = OLD.id AND stage <> 'PURGED' RETURNING id
  ), chases AS (
    DELETE FROM public.vetting_chase
    WHERE tenant_id = OLD.tenant_id AND case_id = OLD.id RETURNING id
  )
  SELECT array_agg(id) INTO gone FROM (SELECT id FROM events UNION ALL SELECT id FROM chases) AS both_kinds;
  UPDATE public.audit_entry SET before = NULL, after = NULL
  WHERE tenant_id = OLD.tenant_id AND (
    table_name = 'vetting_case' AND row_id = OLD.id
    OR table_name IN ('vetting_stage_event', 'vetting_chase') AND row_id = ANY (gone)
  );
  UPDATE public.audit_entry
  SET after = jsonb_build_object(
    'stage', NEW.stage, 'closed_on', OLD.stage_since, 'kept_months', 6, 'policy', NEW.policy
  )
  WHERE tenant_id = OLD.tenant_id AND id = (
    SELECT id FROM public.audit_entry
    WHERE tenant_id = OLD.tenant_id AND table_name = 'vetting_case' AND row_id = OLD.id
    ORDER BY id DESC LIMIT 1
  );
  RETURN NULL;
END $$
"""
# The application cannot delete history or touch the trail. The owner does, for this one reason, and only
# where the least time that any policy keeps a case is over. The trail's own trigger runs first, by its name.


def upgrade() -> None:
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_forget_purged_case() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER forget_purged AFTER UPDATE ON vetting_case FOR EACH ROW "
        "WHEN (NEW.stage = 'PURGED' AND OLD.stage <> 'PURGED') "
        "EXECUTE FUNCTION vetting_forget_purged_case()",
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER forget_purged ON vetting_case")
    op.execute("DROP FUNCTION vetting_forget_purged_case()")
