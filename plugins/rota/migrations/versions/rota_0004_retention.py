"""How long the rota's records are kept, as the database carries it out."""

from __future__ import annotations

from core.sdk import forget_retention_rule, register_retention_rule

revision = "rota_0004_retention"
down_revision = "rota_0003_feeds"
branch_labels = None
depends_on = None

HELD_ON = (
    "(SELECT s.held_on FROM public.rota_session s WHERE s.tenant_id = r.tenant_id AND s.id = r.session_id)"
)


def upgrade() -> None:
    register_retention_rule(
        "rota.visit",
        "rota_visit",
        since="r.held_on",
        action="ANONYMISE",
        counted_by="coalesce(r.outcome, 'NOT_RECORDED')",
        keep=12,
        least=1,
        most=24,
    )
    register_retention_rule("rota.absence", "rota_absence", since="r.last_on", keep=1, least=0, most=12)
    register_retention_rule("rota.stand_in", "rota_stand_in", since=HELD_ON, keep=12, least=1, most=24)
    register_retention_rule("rota.regular", "rota_regular", since="r.last_on", keep=12, least=1, most=24)


def downgrade() -> None:
    for code in ("rota.visit", "rota.absence", "rota.stand_in", "rota.regular"):
        forget_retention_rule(code)
