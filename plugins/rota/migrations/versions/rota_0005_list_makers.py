"""Who made a day's gate list is forgotten with who was on it; that there was a list stays."""

from __future__ import annotations

from core.sdk import forget_retention_rule, register_retention_rule

revision = "rota_0005_list_makers"
down_revision = "rota_0004_retention"
branch_labels = None
depends_on = None


def upgrade() -> None:
    register_retention_rule(
        "rota.gate_list",
        "rota_gate_list",
        since="r.held_on",
        only_where="r.made_by IS NOT NULL",
        person="NULL",
        action="BLANK",
        assignments="made_by = NULL",
        keep=12,
        least=1,
        most=24,
    )


def downgrade() -> None:
    forget_retention_rule("rota.gate_list")
