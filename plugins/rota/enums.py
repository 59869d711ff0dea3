"""Codes of the rota, with the words a person sees. Codes are stable; words may change."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class SessionOutcome(StrEnum):
    """What became of a session, once somebody has said so."""

    DELIVERED = "DELIVERED"
    CANCELLED_PRISON = "CANCELLED_PRISON"
    CANCELLED_PROVIDER = "CANCELLED_PROVIDER"
    CANCELLED_OTHER = "CANCELLED_OTHER"
    NO_ATTENDANCE = "NO_ATTENDANCE"

    @property
    def label(self) -> Text:
        return OUTCOME_LABELS[self]


class VisitOutcome(StrEnum):
    """What became of one person's coming in on a day, as the sign-in sheet says it."""

    CAME = "CAME"
    DID_NOT_COME = "DID_NOT_COME"
    TURNED_AWAY = "TURNED_AWAY"

    @property
    def label(self) -> Text:
        return VISIT_LABELS[self]


class FrictionCause(StrEnum):
    """Why hours were lost. A code and no words: what is written freely here would be about somebody."""

    TURNED_AWAY = "TURNED_AWAY"
    NO_ESCORT = "NO_ESCORT"
    LATE_UNLOCK = "LATE_UNLOCK"
    NO_SPACE = "NO_SPACE"
    REGIME_CHANGE = "REGIME_CHANGE"
    CANCELLED_PRISON = "CANCELLED_PRISON"
    CANCELLED_PROVIDER = "CANCELLED_PROVIDER"
    NO_SHOW = "NO_SHOW"

    @property
    def label(self) -> Text:
        return CAUSE_LABELS[self]


class NoticeBearing(StrEnum):
    """What an entry notice does to a visit."""

    NOBODY_COMES_IN = "NOBODY_COMES_IN"
    ESCORTED_ONLY = "ESCORTED_ONLY"
    BE_AWARE = "BE_AWARE"

    @property
    def label(self) -> Text:
        return NOTICE_LABELS[self]


CANCELLED = frozenset(
    {SessionOutcome.CANCELLED_PRISON, SessionOutcome.CANCELLED_PROVIDER, SessionOutcome.CANCELLED_OTHER}
)
OUTCOME_LABELS: dict[SessionOutcome, Text] = {
    SessionOutcome.DELIVERED: _("Took place"),
    SessionOutcome.CANCELLED_PRISON: _("Cancelled by the prison"),
    SessionOutcome.CANCELLED_PROVIDER: _("Cancelled by the organisation"),
    SessionOutcome.CANCELLED_OTHER: _("Cancelled for another cause"),
    SessionOutcome.NO_ATTENDANCE: _("Nobody attended"),
}
VISIT_LABELS: dict[VisitOutcome, Text] = {
    VisitOutcome.CAME: _("Came in"),
    VisitOutcome.DID_NOT_COME: _("Did not come"),
    VisitOutcome.TURNED_AWAY: _("Turned away"),
}
CAUSE_LABELS: dict[FrictionCause, Text] = {
    FrictionCause.TURNED_AWAY: _("Turned away at the gate"),
    FrictionCause.NO_ESCORT: _("No escort"),
    FrictionCause.LATE_UNLOCK: _("Late unlock"),
    FrictionCause.NO_SPACE: _("No room free"),
    FrictionCause.REGIME_CHANGE: _("The regime changed"),
    FrictionCause.CANCELLED_PRISON: _("Cancelled by the prison"),
    FrictionCause.CANCELLED_PROVIDER: _("Cancelled by the organisation"),
    FrictionCause.NO_SHOW: _("Expected, and did not come"),
}
NOTICE_LABELS: dict[NoticeBearing, Text] = {
    NoticeBearing.NOBODY_COMES_IN: _("Nobody comes in"),
    NoticeBearing.ESCORTED_ONLY: _("Only with an escort"),
    NoticeBearing.BE_AWARE: _("To be aware of"),
}
