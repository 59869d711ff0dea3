"""The versions that come with Gatehouse: what holds in a prison that has put none of its own in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from core.sdk import lazy_gettext as _
from plugins.vetting.document_rules import DOCUMENT_RULES_2009
from plugins.vetting.enums import (
    AccessMode,
    LivedExperience,
    ReminderRecipient,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.policy.terms import LevelPolicy, Policy, ReminderStep

L = VettingLevel
_EL1 = frozenset({L.ESCORTED_VISITOR, L.BPSS, L.LEGACY_STANDARD})
_EL2 = _EL1 | {L.HMPPS_EL1, L.LEGACY_STANDARD_PLUS}
_BASIC = frozenset({L.ESCORTED_VISITOR, L.DBS_BASIC})
_STANDARD = _BASIC | {L.DBS_STANDARD}
_ENHANCED = _STANDARD | {L.DBS_ENHANCED}
_BARRED = _ENHANCED | {L.DBS_ENHANCED_BARRED_ADULTS, L.DBS_ENHANCED_BARRED_CHILDREN}
_ESCORTED = frozenset({L.ESCORTED_VISITOR})
_OLD_SCHEME = frozenset({L.LEGACY_STANDARD, L.LEGACY_STANDARD_PLUS})
_NEW_SCHEME = frozenset({L.HMPPS_EL1, L.HMPPS_EL2})
_TRAINING_MONTHS = 12
_SASH_MONTHS = 36
_UNESCORTED_TRAINING = frozenset({TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT})

POLICY_2026_04 = Policy(
    version="2026-04-01",
    title=_("Policy of 1 April 2026"),
    effective_from=date(2026, 4, 1),
    source=_("Risk Assessed Access for Personnel with Lived Experience Policy Framework"),
    source_on=date(2026, 4, 1),
    lived_experience=LivedExperience.LEAP,
    levels=MappingProxyType(
        {
            L.ESCORTED_VISITOR: LevelPolicy(needs_end_date=False),
            L.BPSS: LevelPolicy(needs_end_date=False, covers=_ESCORTED),
            L.HMPPS_EL1: LevelPolicy(years=10, volunteer_years=5, covers=_EL1),
            L.HMPPS_EL2: LevelPolicy(years=10, covers=_EL2),
            L.LEGACY_STANDARD: LevelPolicy(grantable=False, covers=_ESCORTED),
            L.LEGACY_STANDARD_PLUS: LevelPolicy(grantable=False, covers=_ESCORTED | {L.LEGACY_STANDARD}),
            L.CTC: LevelPolicy(years=10, volunteer_years=5, covers=_ESCORTED),
            L.SC: LevelPolicy(years=10, volunteer_years=7, covers=_ESCORTED | {L.CTC}),
            L.NPPV2: LevelPolicy(years=3, covers=_ESCORTED),
            L.NPPV3: LevelPolicy(years=5, covers=_ESCORTED | {L.NPPV2}),
            L.DBS_BASIC: LevelPolicy(years=3, covers=_ESCORTED),
            L.DBS_STANDARD: LevelPolicy(years=3, covers=_BASIC),
            L.DBS_ENHANCED: LevelPolicy(years=3, covers=_STANDARD),
            L.DBS_ENHANCED_BARRED_ADULTS: LevelPolicy(years=3, covers=_ENHANCED),
            L.DBS_ENHANCED_BARRED_CHILDREN: LevelPolicy(years=3, covers=_ENHANCED),
            L.DBS_ENHANCED_BARRED_BOTH: LevelPolicy(years=3, covers=_BARRED),
        },
    ),
    required_training=MappingProxyType(
        {
            AccessMode.ESCORTED: frozenset[TrainingType](),
            AccessMode.UNESCORTED_NO_KEYS: _UNESCORTED_TRAINING,
            AccessMode.KEY_HOLDER: _UNESCORTED_TRAINING | {TrainingType.KEY_TRAINING},
        },
    ),
    training_months=MappingProxyType(
        {kind: _SASH_MONTHS if kind is TrainingType.SASH_ACCT else _TRAINING_MONTHS for kind in TrainingType},
    ),
    documents=DOCUMENT_RULES_2009,
    target_working_days=60,
    alert_percents=(50, 100),
    renewal_reminder_days=(180, 90, 30),
    reminder_ladder=(
        ReminderStep(after_working_days=5, recipient=ReminderRecipient.PERSON),
        ReminderStep(after_working_days=10, recipient=ReminderRecipient.ORGANISATION),
        ReminderStep(after_working_days=15, recipient=ReminderRecipient.COORDINATOR),
    ),
    lapse_after_days=60,
    excluded_notice=(
        "The framework of 1 April 2026 does not allow access to somebody who is serving a life sentence, or "
        "whose record is of a sexual offence, organised crime, arson, misconduct in public office, "
        "terrorism, significant deception or stalking. Everything else is looked at case by case. "
        "Do not tell this service about any conviction: it keeps no record of them."
    ),
    excluded_notice_welsh=(
        "Nid yw fframwaith 1 Ebrill 2026 yn caniatáu mynediad i rywun sy'n bwrw dedfryd oes, nac i rywun y "
        "mae ei gofnod yn ymwneud â throsedd rywiol, troseddau cyfundrefnol, llosgi bwriadol, camymddwyn "
        "mewn swydd gyhoeddus, terfysgaeth, twyll sylweddol neu stelcio. Edrychir ar bopeth arall fesul "
        "achos. Peidiwch â sôn wrth y gwasanaeth hwn am unrhyw euogfarn: nid yw'n cadw cofnod ohonynt."
    ),
)
"""The framework in force since 1 April 2026, with the lived-experience pathway that governors decide."""


def _scheme_of_2014(levels: Mapping[VettingLevel, LevelPolicy]) -> Mapping[VettingLevel, LevelPolicy]:
    """Return the levels as they were granted before the enhanced ones took the place of Standard."""
    return MappingProxyType(
        {
            level: replace(rule, grantable=level in _OLD_SCHEME or rule.grantable)
            if level not in _NEW_SCHEME
            else replace(rule, grantable=False)
            for level, rule in levels.items()
        },
    )


def _as_of_2014(policy: Policy) -> Policy:
    """Return what PSI 27/2014 said otherwise; what is not known of it is as in the version given."""
    return replace(
        policy,
        version="2014-10-24",
        title=_("PSI 27/2014"),
        effective_from=date(2014, 10, 24),
        expires_on=date(2018, 11, 30),
        source=_("PSI 27/2014, additional risk criteria for ex-offenders"),
        source_on=date(2014, 10, 24),
        lived_experience=LivedExperience.STANDARD_PLUS,
        levels=_scheme_of_2014(policy.levels),
        excluded_notice="",
        excluded_notice_welsh="",
    )


POLICY_2014_10 = _as_of_2014(POLICY_2026_04)
"""Superseded: for cases of its time, and to show that the route differs by version and not by code."""
NATIONAL = (POLICY_2014_10, POLICY_2026_04)
"""Every version that was shipped, oldest first."""
