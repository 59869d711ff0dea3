"""How long vetting keeps what: proposals, until the prison's information asset owner confirms them.

The SQL of each rule is in the migrations `vetting_0008_retention`, `vetting_0009_evidence`,
`vetting_0012_passports_kept`, `vetting_0013_ended_undecided` and `vetting_0015_one_period`.
"""

from __future__ import annotations

from core.sdk import RetentionRule, Then
from core.sdk import lazy_gettext as _

DECISION = _("the decision, or the end of the case without one")
LAST_ROLE = _("the end of the last role")
RULES = (
    RetentionRule(
        code="vetting.case",
        table="vetting_case",
        title=_("Closed vetting cases"),
        trigger=_("the case was closed, or was withdrawn or lapsed after a clearance"),
        keep=6,
        least=6,
        most=24,
        then=Then.BLANK,
        about=_("So that a decision can be looked into while it can still be questioned."),
    ),
    RetentionRule(
        code="vetting.progress",
        table="vetting_stage_event",
        title=_("How a vetting case came to its decision, step by step"),
        trigger=DECISION,
        keep=6,
        least=6,
        most=24,
        about=_("So that a decision can be looked into while it can still be questioned."),
    ),
    RetentionRule(
        code="vetting.chase",
        table="vetting_chase",
        title=_("When somebody was asked again"),
        trigger=DECISION,
        keep=6,
        least=6,
        most=24,
    ),
    RetentionRule(
        code="vetting.document",
        table="vetting_document",
        title=_("Identity documents that were seen"),
        trigger=DECISION,
        keep=6,
        least=6,
        most=24,
    ),
    RetentionRule(
        code="vetting.reference",
        table="vetting_reference",
        title=_("References"),
        trigger=DECISION,
        keep=6,
        least=6,
        most=24,
    ),
    RetentionRule(
        code="vetting.forecast",
        table="vetting_forecast",
        title=_("When a decision was expected, and when it came"),
        trigger=DECISION,
        keep=12,
        least=6,
        most=24,
        about=_("So that the prison can say how wrong its forecasts were."),
    ),
    RetentionRule(
        code="vetting.leap",
        table="vetting_case",
        title=_("Marks of a special pathway"),
        trigger=_("the decision, the end of the case without one, or the end of its conditions"),
        keep=6,
        least=6,
        most=12,
        then=Then.BLANK,
        sensitive=True,
    ),
    RetentionRule(
        code="vetting.refusal",
        table="vetting_case",
        title=_("Vetting that ended without a clearance: refused, withdrawn or lapsed"),
        trigger=DECISION,
        keep=12,
        least=12,
        most=24,
        about=_("So that nobody is vetted twice within a year."),
    ),
    RetentionRule(
        code="vetting.clearance",
        table="vetting_clearance",
        title=_("Clearances"),
        trigger=LAST_ROLE,
        keep=24,
        least=12,
        most=84,
        about=_("So that the prison can say later who was cleared to come in."),
    ),
    RetentionRule(
        code="vetting.training",
        table="vetting_training",
        title=_("Training"),
        trigger=LAST_ROLE,
        keep=24,
        least=12,
        most=84,
        then=Then.ANONYMISE,
        about=_("So that somebody who comes back need not be trained again."),
    ),
    RetentionRule(
        code="vetting.passport",
        table="vetting_passport",
        title=_("Clearance passports, and who looked through them"),
        trigger=_("the passport ran out, or was taken back"),
        keep=12,
        least=3,
        most=24,
        about=_("So that it can be said which prison looked."),
    ),
    RetentionRule(
        code="vetting.recognition",
        table="vetting_recognition",
        title=_("What a clearance passport showed of a clearance held elsewhere"),
        trigger=_(
            "the decision, the end of the case without one, or the look where recognition was never asked for"
        ),
        keep=6,
        least=6,
        most=24,
        about=_("So that a decision can be looked into while it can still be questioned."),
    ),
    RetentionRule(
        code="vetting.booking",
        table="vetting_booking",
        title=_("Places in training"),
        trigger=LAST_ROLE,
        keep=24,
        least=12,
        most=84,
        then=Then.ANONYMISE,
    ),
)
