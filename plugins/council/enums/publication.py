"""Codes of what the scan finds, what a person decides about it, and what leaves the house."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class HitKind(StrEnum):
    """What in a text must not be published, or has to be looked at by a person first."""

    PRISON_NUMBER = "PRISON_NUMBER"
    NAME_ON_ROLL = "NAME_ON_ROLL"
    NAME_OF_STAFF = "NAME_OF_STAFF"
    LIKELY_NAME = "LIKELY_NAME"
    CELL = "CELL"
    SMALL_WING = "SMALL_WING"
    SECURITY = "SECURITY"

    @property
    def label(self) -> Text:
        return HIT_LABELS[self]


class Resolution(StrEnum):
    """What a person decided about a hit."""

    MASKED = "MASKED"
    GENERALISED = "GENERALISED"
    HARMLESS = "HARMLESS"
    CORRECTED = "CORRECTED"

    @property
    def label(self) -> Text:
        return RESOLUTION_LABELS[self]


class SourceKind(StrEnum):
    """What can be published: the kind of thing that a text comes from."""

    PROPOSAL = "PROPOSAL"
    MINUTES = "MINUTES"
    FEEDBACK = "FEEDBACK"
    RESULT = "RESULT"

    @property
    def label(self) -> Text:
        return SOURCE_LABELS[self]


class Release(StrEnum):
    """What a row of the history of what was published did."""

    PUBLISHED = "PUBLISHED"
    CORRECTED = "CORRECTED"
    MASKED = "MASKED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> Text:
        return RELEASE_LABELS[self]


class WithdrawReason(StrEnum):
    """Why something that was published is no more."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    NAME_FOUND = "NAME_FOUND"
    SECURITY = "SECURITY"
    MISTAKE = "MISTAKE"

    @property
    def label(self) -> Text:
        return WITHDRAW_LABELS[self]


class WordUse(StrEnum):
    """What a prison said of a word that the scan looks for."""

    SECURITY = "SECURITY"
    NOT_SECURITY = "NOT_SECURITY"
    NO_NAME = "NO_NAME"

    @property
    def label(self) -> Text:
        return WORD_LABELS[self]


HIT_LABELS: dict[HitKind, Text] = {
    HitKind.PRISON_NUMBER: _("Looks like a prison number"),
    HitKind.NAME_ON_ROLL: _("A name on the council's roll"),
    HitKind.NAME_OF_STAFF: _("A name of somebody who works here"),
    HitKind.LIKELY_NAME: _("May be somebody's name"),
    HitKind.CELL: _("A cell or landing"),
    HitKind.SMALL_WING: _("A wing so small that it tells who"),
    HitKind.SECURITY: _("May touch security"),
}
RESOLUTION_LABELS: dict[Resolution, Text] = {
    Resolution.MASKED: _("Leave it out, with a mark that something was left out"),
    Resolution.GENERALISED: _("Say it more generally"),
    Resolution.HARMLESS: _("It names nobody here"),
    Resolution.CORRECTED: _("Taken out of the text"),
}
SOURCE_LABELS: dict[SourceKind, Text] = {
    SourceKind.PROPOSAL: _("Proposal and answer"),
    SourceKind.MINUTES: _("Minutes"),
    SourceKind.FEEDBACK: _("You said, we did"),
    SourceKind.RESULT: _("Result of an election"),
}
RELEASE_LABELS: dict[Release, Text] = {
    Release.PUBLISHED: _("Published"),
    Release.CORRECTED: _("Published again, corrected"),
    Release.MASKED: _("Something was masked"),
    Release.WITHDRAWN: _("Taken back"),
}
WITHDRAW_LABELS: dict[WithdrawReason, Text] = {
    WithdrawReason.CONSENT_WITHDRAWN: _("Somebody withdrew their consent"),
    WithdrawReason.NAME_FOUND: _("It named somebody"),
    WithdrawReason.SECURITY: _("It touched security"),
    WithdrawReason.MISTAKE: _("It was published by mistake"),
}
WORD_LABELS: dict[WordUse, Text] = {
    WordUse.SECURITY: _("Touches security"),
    WordUse.NOT_SECURITY: _("Does not touch security here"),
    WordUse.NO_NAME: _("A word here, though somebody is called so"),
}
