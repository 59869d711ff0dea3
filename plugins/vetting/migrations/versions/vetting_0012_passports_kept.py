"""Clearance passports, what they showed, and places in training go by rules of their own."""

from __future__ import annotations

from core.sdk import forget_retention_rule, register_retention_rule

revision = "vetting_0012_passports_kept"
down_revision = "vetting_0011_roles"
branch_labels = None
depends_on = None

DECIDED = (
    "(SELECT c.decided_on FROM public.vetting_case c WHERE c.tenant_id = r.tenant_id AND c.id = r.case_id)"
)
LAST_ROLE = "public.person_ended_on(r.tenant_id, r.person_id)"
CODES = ("vetting.passport", "vetting.recognition", "vetting.booking")


def upgrade() -> None:
    register_retention_rule(
        "vetting.passport",
        "vetting_passport",
        since="coalesce(r.revoked_on, r.expires_on)",
        keep=12,
        least=3,
        most=24,
    )
    register_retention_rule(
        "vetting.recognition",
        "vetting_recognition",
        since=f"CASE WHEN r.case_id IS NULL THEN r.seen_on ELSE {DECIDED} END",
        record="coalesce(r.case_id, r.id)",
        keep=6,
        least=6,
        most=24,
    )
    register_retention_rule(
        "vetting.booking",
        "vetting_booking",
        since=LAST_ROLE,
        action="ANONYMISE",
        counted_by="r.state",
        keep=24,
        least=12,
        most=84,
    )


def downgrade() -> None:
    for code in CODES:
        forget_retention_rule(code)
