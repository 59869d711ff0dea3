"""How long vetting's records are kept, as the database carries it out; purging a case goes by it too."""

from __future__ import annotations

from alembic import op

from core.sdk import forget_retention_rule, register_retention_rule

revision = "vetting_0008_retention"
down_revision = "vetting_0007_training"
branch_labels = None
depends_on = None

DECIDED = (
    "(SELECT c.decided_on FROM public.vetting_case c WHERE c.tenant_id = r.tenant_id AND c.id = r.case_id)"
)
BEFORE_THE_DECISION = (
    "r.position < (SELECT max(d.position) FROM public.vetting_stage_event d"
    " WHERE d.tenant_id = r.tenant_id AND d.case_id = r.case_id"
    " AND d.stage IN ('APPROVED', 'APPROVED_CONDITIONS', 'REFUSED'))"
)
LIVE = "('APPROVED', 'APPROVED_CONDITIONS', 'ONBOARDING', 'ACTIVE', 'RENEWAL_DUE', 'SUSPENDED')"
CONDITIONS_LIVE = (
    f"r.stage IN {LIVE} AND EXISTS (SELECT FROM public.vetting_stage_event d"
    " WHERE d.tenant_id = r.tenant_id AND d.case_id = r.id AND d.stage = 'APPROVED_CONDITIONS')"
)
LAST_ROLE = "public.person_ended_on(r.tenant_id, r.person_id)"
# A refusal is known for a year. A closed case forgets it after its own time, so that time waits for it.
CLOSED = (
    "CASE WHEN EXISTS (SELECT FROM public.vetting_stage_event d"
    " WHERE d.tenant_id = r.tenant_id AND d.case_id = r.id AND d.stage = 'REFUSED')"
    " THEN greatest(r.stage_since, (r.decided_on + interval '6 months')::date) ELSE r.stage_since END"
)
EMPTIED = (
    "stage = 'PURGED', stage_since = (now() AT TIME ZONE 'Europe/London')::date, is_leap = false,"
    " pathway = 'STANDARD', role_title = NULL, appeal_route = NULL, required_levels = '{}',"
    " key_status = 'NONE', submitted_by = NULL, submitted_on = NULL, last_heard_on = NULL,"
    " last_chased_on = NULL, decided_on = NULL, decided_by = NULL, decider_role = NULL,"
    " decision_level = NULL, decision_reference = NULL, decision_source = NULL"
)
# A case that was approved and has no decider is one taken over from a list: so the decider stays till then.
NO_LEAP = (
    "is_leap = false, pathway = CASE pathway WHEN 'LEAP' THEN 'STANDARD' ELSE pathway END,"
    " decision_source = CASE decision_source WHEN 'LEAP_PANEL' THEN 'GOVERNOR' ELSE decision_source END,"
    " appeal_route = CASE appeal_route WHEN 'LEAP_APPEAL' THEN NULL ELSE appeal_route END,"
    " decider_role = NULL,"
    " decided_by = CASE WHEN stage IN ('APPROVED', 'APPROVED_CONDITIONS') THEN decided_by END"
)

FORGET = """
CREATE OR REPLACE FUNCTION vetting_forget_purged_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'Europe/London')::date;
  kept integer := public.retention_keep('vetting.case');
  gone uuid[];
BEGIN
  IF OLD.stage <> 'CLOSED' OR OLD.stage_since + make_interval(months => kept) > today THEN
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
"""
# As before, but by the prison's own period, whose floor of six months the database keeps, and not on hold.
CODES = (
    "vetting.case",
    "vetting.progress",
    "vetting.chase",
    "vetting.leap",
    "vetting.refusal",
    "vetting.clearance",
    "vetting.training",
)


def upgrade() -> None:
    op.execute(FORGET)
    register_retention_rule(
        "vetting.case",
        "vetting_case",
        since=CLOSED,
        only_where="r.stage = 'CLOSED'",
        action="BLANK",
        assignments=EMPTIED,
        keep=6,
        least=6,
        most=24,
    )
    register_retention_rule(
        "vetting.progress",
        "vetting_stage_event",
        since=DECIDED,
        only_where=BEFORE_THE_DECISION,
        record="r.case_id",
        keep=6,
        least=6,
        most=24,
    )
    register_retention_rule(
        "vetting.chase",
        "vetting_chase",
        since=DECIDED,
        only_where=f"r.chased_on <= {DECIDED}",
        record="r.case_id",
        keep=6,
        least=6,
        most=24,
    )
    register_retention_rule(
        "vetting.leap",
        "vetting_case",
        since="r.decided_on",
        only_where=f"r.is_leap AND NOT ({CONDITIONS_LIVE})",
        action="BLANK",
        assignments=NO_LEAP,
        keep=6,
        least=6,
        most=12,
    )
    register_retention_rule(
        "vetting.refusal",
        "vetting_case",
        since="r.decided_on",
        only_where=(
            "r.stage IN ('REFUSED', 'APPEAL_DISMISSED') AND NOT EXISTS ("
            "SELECT FROM public.vetting_clearance c WHERE c.tenant_id = r.tenant_id AND c.case_id = r.id)"
        ),
        keep=12,
        least=12,
        most=24,
    )
    register_retention_rule(
        "vetting.clearance",
        "vetting_clearance",
        since=LAST_ROLE,
        keeps_person=True,
        keep=24,
        least=12,
        most=84,
    )
    register_retention_rule(
        "vetting.training",
        "vetting_training",
        since=LAST_ROLE,
        action="ANONYMISE",
        counted_by="r.type",
        keeps_person=True,
        keep=24,
        least=12,
        most=84,
    )


def downgrade() -> None:
    for code in CODES:
        forget_retention_rule(code)
