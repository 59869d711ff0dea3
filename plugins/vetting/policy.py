"""Vetting policy as dated data: levels, training, targets. Rules are handed one; they never reach for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from core.sdk import Text
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPolicy:
    """What a level is worth, and for how long."""

    years: int | None = None
    volunteer_years: int | None = None
    """Where volunteers are cleared again sooner than employees."""
    needs_end_date: bool = True
    grantable: bool = True
    """False for levels of the old scheme: they come from records, never from a decision."""
    covers: frozenset[VettingLevel] = frozenset()
    """Lower levels that this one stands for as well."""

    def validity_years(self, *, volunteer: bool) -> int | None:
        if volunteer and self.volunteer_years is not None:
            return self.volunteer_years
        return self.years


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One dated version of the policy; a case is judged by the version it is under."""

    version: str
    title: Text
    effective_from: date
    levels: Mapping[VettingLevel, LevelPolicy]
    required_training: Mapping[AccessMode, frozenset[TrainingType]]
    training_months: Mapping[TrainingType, int]
    """How long a training stays good."""
    target_working_days: int
    """From submission to decision, less the days a query was open."""
    alert_percents: tuple[int, ...]
    """Shares of the target at which a case is pointed out, smallest first."""
    renewal_reminder_days: tuple[int, ...]
    """Days before the end date, largest first; the largest starts the renewal."""
    lapse_after_days: int
    retention_months: int
    """How long a closed case is kept before it may be deleted."""

    def standing_for(self, level: VettingLevel) -> frozenset[VettingLevel]:
        """Return the levels that satisfy a requirement: itself and those that cover it."""
        return frozenset(
            other for other, rule in self.levels.items() if other is level or level in rule.covers
        )


L = VettingLevel
_EL1 = frozenset({L.ESCORTED_VISITOR, L.BPSS, L.LEGACY_STANDARD})
_EL2 = _EL1 | {L.HMPPS_EL1, L.LEGACY_STANDARD_PLUS}
_BASIC = frozenset({L.ESCORTED_VISITOR, L.DBS_BASIC})
_STANDARD = _BASIC | {L.DBS_STANDARD}
_ENHANCED = _STANDARD | {L.DBS_ENHANCED}
_BARRED = _ENHANCED | {L.DBS_ENHANCED_BARRED_ADULTS, L.DBS_ENHANCED_BARRED_CHILDREN}
_ESCORTED = frozenset({L.ESCORTED_VISITOR})
_TRAINING_MONTHS = 12
_SASH_MONTHS = 36
_UNESCORTED_TRAINING = frozenset({TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT})

POLICY_2026_04 = Policy(
    version="2026-04-01",
    title=_("Policy of 1 April 2026"),
    effective_from=date(2026, 4, 1),
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
    target_working_days=60,
    alert_percents=(50, 100),
    renewal_reminder_days=(180, 90, 30),
    lapse_after_days=60,
    retention_months=6,
)

POLICIES = (POLICY_2026_04,)
"""Every version there has been, oldest first."""


def policy_in_force(policies: Iterable[Policy], on: date) -> Policy:
    """Return the newest policy in effect on a day; for days before the first, the first."""
    by_age = sorted(policies, key=lambda policy: policy.effective_from)
    return next((policy for policy in reversed(by_age) if policy.effective_from <= on), by_age[0])


def policy_of_version(policies: Iterable[Policy], version: str) -> Policy:
    """Return the policy a case was opened under."""
    return next(policy for policy in policies if policy.version == version)
