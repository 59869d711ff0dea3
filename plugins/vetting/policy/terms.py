"""What a version of the vetting policy says: rules are handed one, and never reach for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Annotated

from msgspec import Meta

from core.sdk import Text, entry
from plugins.vetting.document_rules import DOCUMENT_RULES_2009, DocumentRules
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    LivedExperience,
    ReminderRecipient,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.policy.lead import LeadTime

Years = Annotated[int, Meta(ge=1, le=50)]
Months = Annotated[int, Meta(ge=1, le=600)]
Days = Annotated[int, Meta(ge=1, le=1500)]
LONGEST_TARGET = 250
"""Working days, about a year: lists know the day so long ago for each of them."""
WorkingDays = Annotated[int, Meta(ge=1, le=LONGEST_TARGET)]
Percent = Annotated[int, Meta(ge=1, le=500)]
References = Annotated[int, Meta(ge=0, le=10)]
Title = Annotated[str, Meta(min_length=1, max_length=100)]
Notice = Annotated[str, Meta(max_length=4000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPolicy:
    """What a level is worth, and for how long."""

    years: Years | None = None
    volunteer_years: Years | None = None
    """Where volunteers are cleared again sooner than employees."""
    needs_end_date: bool = True
    grantable: bool = True
    """False for levels of another scheme: they come from records, never from a decision."""
    covers: frozenset[VettingLevel] = frozenset()
    """Lower levels that this one stands for as well."""

    def validity_years(self, *, volunteer: bool) -> int | None:
        if volunteer and self.volunteer_years is not None:
            return self.volunteer_years
        return self.years


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderStep:
    """A step of the ladder: who is reminded, once a turn has waited so many working days."""

    after_working_days: WorkingDays
    recipient: ReminderRecipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that a version says, beside its name and its dates.

    A field added here is kept, read and checked with no further line: give it a default, for the versions
    that prisons have put in force already do not know it.
    """

    levels: Mapping[VettingLevel, LevelPolicy]
    lived_experience: LivedExperience = LivedExperience.LEAP
    """By which route somebody comes in who would fail the ordinary vetting."""
    required_training: Mapping[AccessMode, frozenset[TrainingType]]
    role_training: Mapping[Title, frozenset[TrainingType]] = field(default_factory=dict)
    """What a role asks for beside its access, by the role's title as `fold_title` writes it."""
    training_months: Mapping[TrainingType, Months]
    """How long a training stays good."""
    documents: DocumentRules = DOCUMENT_RULES_2009
    target_working_days: WorkingDays
    """From submission to decision, less the days a query was open."""
    alert_percents: tuple[Percent, ...]
    """Shares of the target at which a case is pointed out, smallest first."""
    renewal_reminder_days: tuple[Days, ...]
    """Days before the end date, largest first. The largest starts the renewal where the prison has no lead
    time of its own; the smallest starts it at the latest."""
    reminder_ladder: tuple[ReminderStep, ...] = ()
    """Whom a turn that waits is brought home to, soonest first."""
    lapse_after_days: Days
    references_needed: References = 2
    """How many references a case wants."""
    excluded_notice: Notice = ""
    """What an applicant is shown about categories that are excluded: the version's text, never a person's."""
    excluded_notice_welsh: Notice = ""
    entry_weights: Mapping[str, entry.Bearing] = field(default_factory=dict)
    """What a reason at the gate does, by its code, where this version says otherwise than is usual."""

    def standing_for(self, level: VettingLevel) -> frozenset[VettingLevel]:
        """Return the levels that satisfy a requirement: itself and those that cover it."""
        return frozenset(
            other for other, rule in self.levels.items() if other is level or level in rule.covers
        )

    def training_for(self, access: AccessMode, role_title: str | None = None) -> frozenset[TrainingType]:
        """Return the training that an access asks for, and the role on top of it."""
        asked_by_role = self.role_training.get(fold_title(role_title or ""), frozenset())
        return self.required_training.get(access, frozenset()) | asked_by_role

    @property
    def appeal_route(self) -> AppealRoute:
        """Return where a refusal on the lived-experience route is taken to."""
        if self.lived_experience is LivedExperience.LEAP:
            return AppealRoute.LEAP_APPEAL
        return AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Terms):
    """One dated version of the policy; a case is judged by the version it is under."""

    version: str
    title: Text
    effective_from: date
    expires_on: date | None = None
    """The last day of an instrument that ran out before another followed."""
    source: Text = ""
    """The instrument that the version rests on."""
    source_on: date | None = None
    """The instrument's own date."""
    lead_times: tuple[LeadTime, ...] = ()
    """What the prison has measured: no part of what a version says, but what its rules go by."""


def fold_title(title: str) -> str:
    """Write a role's title so that two ways of writing it meet."""
    return " ".join(title.casefold().split())


def terms_of(policy: Terms) -> Terms:
    """Return what a version says without its name and dates."""
    return Terms(**{each.name: getattr(policy, each.name) for each in fields(Terms)})
