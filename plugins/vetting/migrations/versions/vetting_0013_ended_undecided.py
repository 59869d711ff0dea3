"""A case that ends without a decision has an end date too, and what a passport showed goes with its case."""

from __future__ import annotations

from collections.abc import Mapping

from alembic import op

from core.sdk import forget_retention_rule, register_retention_rule

revision = "vetting_0013_ended_undecided"
down_revision = "vetting_0012_passports_kept"
branch_labels = None
depends_on = None

DECIDED = (
    "(SELECT c.decided_on FROM public.vetting_case c WHERE c.tenant_id = r.tenant_id AND c.id = r.case_id)"
)
FINAL = "('REFUSED', 'APPEAL_DISMISSED', 'EXPIRED', 'REVOKED', 'WITHDRAWN', 'LAPSED', 'CLOSED', 'PURGED')"


def _ended(case: str) -> str:
    return f"coalesce({case}.decided_on, CASE WHEN {case}.stage IN {FINAL} THEN {case}.stage_since END)"


ENDED = (
    f"(SELECT {_ended('c')} FROM public.vetting_case c"  # noqa: S608 -- words from here
    " WHERE c.tenant_id = r.tenant_id AND c.id = r.case_id)"
)
DECISIONS = "('APPROVED', 'APPROVED_CONDITIONS', 'REFUSED')"
BEFORE_THE_DECISION = (
    "r.position < (SELECT max(d.position) FROM public.vetting_stage_event d"  # noqa: S608 -- words from here
    " WHERE d.tenant_id = r.tenant_id AND d.case_id = r.case_id"
    f" AND d.stage IN {DECISIONS})"
)
BEFORE_THE_END = (
    "r.position < (SELECT max(d.position) FROM public.vetting_stage_event d"  # noqa: S608 -- words from here
    " JOIN public.vetting_case c ON c.tenant_id = d.tenant_id AND c.id = d.case_id"
    " WHERE d.tenant_id = r.tenant_id AND d.case_id = r.case_id"
    f" AND (d.stage IN {DECISIONS} OR c.decided_on IS NULL AND d.stage = c.stage))"
)
CONDITIONS_LIVE = (
    "r.stage IN ('APPROVED', 'APPROVED_CONDITIONS', 'ONBOARDING', 'ACTIVE', 'RENEWAL_DUE', 'SUSPENDED')"
    " AND EXISTS (SELECT FROM public.vetting_stage_event d"
    " WHERE d.tenant_id = r.tenant_id AND d.case_id = r.id AND d.stage = 'APPROVED_CONDITIONS')"
)
NO_LEAP = (
    "is_leap = false, pathway = CASE pathway WHEN 'LEAP' THEN 'STANDARD' ELSE pathway END,"
    " decision_source = CASE decision_source WHEN 'LEAP_PANEL' THEN 'GOVERNOR' ELSE decision_source END,"
    " appeal_route = CASE appeal_route WHEN 'LEAP_APPEAL' THEN NULL ELSE appeal_route END,"
    " decider_role = NULL,"
    " decided_by = CASE WHEN stage IN ('APPROVED', 'APPROVED_CONDITIONS') THEN decided_by END"
)
NO_CLEARANCE = (
    "NOT EXISTS (SELECT FROM public.vetting_clearance c WHERE c.tenant_id = r.tenant_id AND c.case_id = r.id)"
)
# One withdrawn or lapsed long after an earlier decision is known from its end on, not from that decision.
WITHOUT_CLEARANCE = f"CASE WHEN r.stage IN ('WITHDRAWN', 'LAPSED') THEN r.stage_since ELSE {_ended('r')} END"
CODES = (
    "vetting.progress",
    "vetting.chase",
    "vetting.document",
    "vetting.reference",
    "vetting.recognition",
    "vetting.leap",
    "vetting.refusal",
)
OF_A_CASE = {"document": "documents", "forecast": "forecasts", "recognition": "recognitions"}


def _forget(tables: Mapping[str, str]) -> str:
    """Write the function that takes with a purged case what these tables hold of it."""
    deleted = ", ".join(
        f"{name} AS (DELETE FROM public.vetting_{table}"  # noqa: S608 -- names from this file
        " WHERE tenant_id = OLD.tenant_id AND case_id = OLD.id RETURNING id)"
        for table, name in tables.items()
    )
    ids = " UNION ALL ".join(f"SELECT id FROM {name}" for name in tables.values())  # noqa: S608 -- as above
    names = ", ".join(f"'vetting_{table}'" for table in tables)
    return f"""
CREATE OR REPLACE FUNCTION vetting_forget_purged_evidence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone uuid[];
BEGIN
  WITH {deleted}
  SELECT array_agg(id) INTO gone FROM ({ids}) AS every_kind;
  UPDATE public.audit_entry SET before = NULL, after = NULL
  WHERE tenant_id = OLD.tenant_id
    AND (
      row_id = ANY (gone)
      -- One taken back before is known by what the trail says of it alone.
      OR COALESCE(before, after) ->> 'case_id' = OLD.id::text
    )
    AND table_name IN ({names});
  RETURN NULL;
END $$
"""  # noqa: S608 -- names from this file


def upgrade() -> None:
    op.execute(_forget(OF_A_CASE))
    _register(ENDED, BEFORE_THE_END, _ended("r"), WITHOUT_CLEARANCE, "('WITHDRAWN', 'LAPSED')")


def downgrade() -> None:
    op.execute(_forget({table: name for table, name in OF_A_CASE.items() if table != "recognition"}))
    _register(DECIDED, BEFORE_THE_DECISION, "r.decided_on", "r.decided_on", None)


def _register(ended: str, before: str, leap: str, refusal: str, undecided: str | None) -> None:
    for code in CODES:
        forget_retention_rule(code)
    of_case = {
        "vetting.progress": ("vetting_stage_event", ended, before, "r.case_id"),
        "vetting.chase": ("vetting_chase", ended, f"r.chased_on <= {ended}", "r.case_id"),
        "vetting.document": ("vetting_document", ended, "true", "r.case_id"),
        "vetting.reference": ("vetting_reference", ended, "true", "r.case_id"),
        "vetting.recognition": (
            "vetting_recognition",
            f"CASE WHEN r.case_id IS NULL THEN r.seen_on ELSE {ended} END",
            "true",
            "coalesce(r.case_id, r.id)",
        ),
    }
    for code, (table, since, only_where, record) in of_case.items():
        register_retention_rule(
            code, table, since=since, only_where=only_where, record=record, keep=6, least=6, most=24
        )
    register_retention_rule(
        "vetting.leap",
        "vetting_case",
        since=leap,
        only_where=f"r.is_leap AND NOT ({CONDITIONS_LIVE})",
        action="BLANK",
        assignments=NO_LEAP,
        keep=6,
        least=6,
        most=12,
    )
    ends = "r.stage IN ('REFUSED', 'APPEAL_DISMISSED')"
    ends += f" OR r.stage IN {undecided}" if undecided else ""
    register_retention_rule(
        "vetting.refusal",
        "vetting_case",
        since=refusal,
        only_where=f"({ends}) AND {NO_CLEARANCE}",
        keep=12,
        least=12,
        most=24,
    )
