"""Codes of planned training: what becomes of a session, and of somebody's place in it."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class TrainingSessionState(StrEnum):
    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> Text:
        return SESSION_LABELS[self]


class BookingState(StrEnum):
    BOOKED = "BOOKED"
    WAITING = "WAITING"
    ATTENDED = "ATTENDED"
    DID_NOT_ATTEND = "DID_NOT_ATTEND"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> Text:
        return BOOKING_LABELS[self]


SESSION_LABELS: dict[TrainingSessionState, Text] = {
    TrainingSessionState.PLANNED: _("Planned"),
    TrainingSessionState.HELD: _("Held"),
    TrainingSessionState.CANCELLED: _("Cancelled"),
}
BOOKING_LABELS: dict[BookingState, Text] = {
    BookingState.WAITING: _("Waiting for a place"),
    BookingState.BOOKED: _("Booked"),
    BookingState.ATTENDED: _("Attended"),
    BookingState.DID_NOT_ATTEND: _("Did not attend"),
    BookingState.CANCELLED: _("Cancelled"),
}
