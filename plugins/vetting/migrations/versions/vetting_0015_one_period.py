"""One period for closed cases: what ended after a clearance goes by it too, and forecasts have their own."""

from __future__ import annotations

from alembic import op

from core.sdk import forget_retention_rule, register_retention_rule

revision = "vetting_0015_one_period"
down_revision = "vetting_0014_passports_own"
branch_labels = None
depends_on = None

FINAL = "('REFUSED', 'APPEAL_DISMISSED', 'EXPIRED', 'REVOKED', 'WITHDRAWN', 'LAPSED', 'CLOSED', 'PURGED')"
ENDED = (
    f"(SELECT coalesce(c.decided_on, CASE WHEN c.stage IN {FINAL} THEN c.stage_since END)"  # noqa: S608 -- words from here
    " FROM public.vetting_case c WHERE c.tenant_id = r.tenant_id AND c.id = r.case_id)"
)
EMPTIED = (
    "stage = 'PURGED', stage_since = (now() AT TIME ZONE 'Europe/London')::date, is_leap = false,"
    " pathway = 'STANDARD', role_title = NULL, appeal_route = NULL, required_levels = '{}',"
    " key_status = 'NONE', submitted_by = NULL, submitted_on = NULL, last_heard_on = NULL,"
    " last_chased_on = NULL, decided_on = NULL, decided_by = NULL, decider_role = NULL,"
    " decision_level = NULL, decision_reference = NULL, decision_source = NULL"
)


def _since(case: str) -> str:
    """Return the day the clock of a closed case starts: a refusal is known for a year, closed or not."""
    return (
        "CASE WHEN EXISTS (SELECT FROM public.vetting_stage_event d"
        f" WHERE d.tenant_id = {case}.tenant_id AND d.case_id = {case}.id AND d.stage = 'REFUSED')"
        f" THEN greatest({case}.stage_since, ({case}.decided_on + interval '6 months')::date)"
        f" ELSE {case}.stage_since END"
    )


def _over(case: str) -> str:
    """Say that a case is over for good: closed, or given up after a clearance, which has its own period."""
    return (
        f"({case}.stage = 'CLOSED' OR {case}.stage IN ('WITHDRAWN', 'LAPSED') AND EXISTS ("
        "SELECT FROM public.vetting_clearance l"
        f" WHERE l.tenant_id = {case}.tenant_id AND l.case_id = {case}.id))"
    )


def _forget(over: str, since: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION vetting_forget_purged_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'Europe/London')::date;
  kept integer := public.retention_keep('vetting.case');
  gone uuid[];
BEGIN
  IF NOT {over} OR ({since}) + make_interval(months => kept) > today THEN
    RAISE check_violation USING MESSAGE = 'a case is kept for its time after it was closed',
      CONSTRAINT = 'ck_vetting_case_kept';
  END IF;
  IF EXISTS (
    SELECT FROM public.retention_hold h
    WHERE h.tenant_id = OLD.tenant_id AND h.person_id = OLD.person_id AND h.lifted_at IS NULL
      AND (h.record_id IS NULL OR h.record_id = OLD.id))
  THEN
    RAISE check_violation USING MESSAGE = 'the case is kept on hold', CONSTRAINT = 'ck_person_held';
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
    'stage', NEW.stage, 'closed_on', OLD.stage_since, 'kept_months', kept, 'policy', NEW.policy
  )
  WHERE tenant_id = OLD.tenant_id AND id = (
    SELECT id FROM public.audit_entry
    WHERE tenant_id = OLD.tenant_id AND table_name = 'vetting_case' AND row_id = OLD.id
    ORDER BY id DESC LIMIT 1
  );
  RETURN NULL;
END $$
"""  # noqa: S608 -- words from this file


def upgrade() -> None:
    op.execute(_forget(_over("OLD"), _since("OLD")))
    _register(_over("r"))
    register_retention_rule(
        "vetting.forecast", "vetting_forecast", since=ENDED, record="r.case_id", keep=12, least=6, most=24
    )


def downgrade() -> None:
    op.execute(_forget("(OLD.stage = 'CLOSED')", "OLD.stage_since"))
    _register("r.stage = 'CLOSED'")
    forget_retention_rule("vetting.forecast")


def _register(over: str) -> None:
    forget_retention_rule("vetting.case")
    register_retention_rule(
        "vetting.case",
        "vetting_case",
        since=_since("r"),
        only_where=over,
        action="BLANK",
        assignments=EMPTIED,
        keep=6,
        least=6,
        most=24,
    )
