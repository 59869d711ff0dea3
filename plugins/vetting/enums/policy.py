"""Codes of the vetting policy: where a version stands, which route it has, who is reminded."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class PolicyState(StrEnum):
    """Where a version stands: all but the draft follow from its date."""

    DRAFT = "DRAFT"
    SCHEDULED = "SCHEDULED"
    EFFECTIVE = "EFFECTIVE"
    SUPERSEDED = "SUPERSEDED"

    @property
    def label(self) -> Text:
        return STATE_LABELS[self]


class LivedExperience(StrEnum):
    """The route of those who would fail the ordinary vetting: PSI 27/2014, or the framework of 2026."""

    STANDARD_PLUS = "STANDARD_PLUS"
    LEAP = "LEAP"

    @property
    def label(self) -> Text:
        return ROUTE_LABELS[self]


class ReminderRecipient(StrEnum):
    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    COORDINATOR = "COORDINATOR"

    @property
    def label(self) -> Text:
        return RECIPIENT_LABELS[self]


class PolicyEffect(StrEnum):
    """What a version would change for somebody at the gate, gravest first."""

    BLOCKED = "BLOCKED"
    ESCORTED = "ESCORTED"
    UNESCORTED = "UNESCORTED"
    LET_IN = "LET_IN"

    @property
    def label(self) -> Text:
        return EFFECT_LABELS[self]


STATE_LABELS: dict[PolicyState, Text] = {
    PolicyState.DRAFT: _("Draft"),
    PolicyState.SCHEDULED: _("Comes into force"),
    PolicyState.EFFECTIVE: _("In force"),
    PolicyState.SUPERSEDED: _("Superseded"),
}
ROUTE_LABELS: dict[LivedExperience, Text] = {
    LivedExperience.STANDARD_PLUS: _("Standard Plus, with additional risk criteria"),
    LivedExperience.LEAP: _("Lived Experience Appointment Pathway"),
}
RECIPIENT_LABELS: dict[ReminderRecipient, Text] = {
    ReminderRecipient.PERSON: _("The person"),
    ReminderRecipient.ORGANISATION: _("Their organisation"),
    ReminderRecipient.COORDINATOR: _("The co-ordinator"),
}
EFFECT_LABELS: dict[PolicyEffect, Text] = {
    PolicyEffect.BLOCKED: _("No longer let in"),
    PolicyEffect.ESCORTED: _("Only with an escort from then on"),
    PolicyEffect.UNESCORTED: _("Without an escort from then on"),
    PolicyEffect.LET_IN: _("Newly let in"),
}
