"""How long the rota keeps what. The SQL of each is in the migrations from `rota_0004_retention` on."""

from __future__ import annotations

from core.sdk import RetentionRule, Then
from core.sdk import lazy_gettext as _

DAY = _("the day of the session")
RULES = (
    RetentionRule(
        code="rota.visit",
        table="rota_visit",
        title=_("Who was expected and came in"),
        trigger=DAY,
        keep=12,
        least=1,
        most=24,
        then=Then.ANONYMISE,
    ),
    RetentionRule(
        code="rota.absence",
        table="rota_absence",
        title=_("Days on which somebody was away"),
        trigger=_("the last day away"),
        keep=1,
        least=0,
        most=12,
    ),
    RetentionRule(
        code="rota.stand_in",
        table="rota_stand_in",
        title=_("Who stood in at a session"),
        trigger=DAY,
        keep=12,
        least=1,
        most=24,
    ),
    RetentionRule(
        code="rota.regular",
        table="rota_regular",
        title=_("Who came to a session regularly"),
        trigger=_("the last day they came"),
        keep=12,
        least=1,
        most=24,
    ),
    RetentionRule(
        code="rota.gate_list",
        table="rota_gate_list",
        title=_("Who made the gate list of a day"),
        trigger=_("the day of the list"),
        keep=12,
        least=1,
        most=24,
        then=Then.BLANK,
    ),
)
