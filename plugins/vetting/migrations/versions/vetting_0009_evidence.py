"""References and documents seen go after the decision they were for, where the case itself lives on."""

from __future__ import annotations

from core.sdk import forget_retention_rule, register_retention_rule

revision = "vetting_0009_evidence"
down_revision = "vetting_0008_retention"
branch_labels = None
depends_on = None

DECIDED = (
    "(SELECT c.decided_on FROM public.vetting_case c WHERE c.tenant_id = r.tenant_id AND c.id = r.case_id)"
)
RULES = {"vetting.document": "vetting_document", "vetting.reference": "vetting_reference"}


def upgrade() -> None:
    for code, table in RULES.items():
        register_retention_rule(code, table, since=DECIDED, record="r.case_id", keep=6, least=6, most=24)


def downgrade() -> None:
    for code in RULES:
        forget_retention_rule(code)
