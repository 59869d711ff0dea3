"""Codes of meetings, with the words a person sees. Codes are stable; words may change."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class Rhythm(StrEnum):
    MONTHS = "MONTHS"
    WEEKS = "WEEKS"

    @property
    def label(self) -> Text:
        return RHYTHMS[self]


class MeetingState(StrEnum):
    """What became of a meeting. Whatever it was, the row stays."""

    SCHEDULED = "SCHEDULED"
    HELD = "HELD"
    CANCELLED_PRISON = "CANCELLED_PRISON"
    CANCELLED_COUNCIL = "CANCELLED_COUNCIL"
    POSTPONED = "POSTPONED"

    @property
    def label(self) -> Text:
        return MEETING_STATES[self]


class ItemKind(StrEnum):
    STANDING = "STANDING"
    MATTER_ARISING = "MATTER_ARISING"
    THEME_REPORT = "THEME_REPORT"
    PROPOSAL = "PROPOSAL"
    OTHER = "OTHER"
    STAFF_NEWS = "STAFF_NEWS"
    NEXT_DATE = "NEXT_DATE"

    @property
    def label(self) -> Text:
        return ITEM_KINDS[self]


class AttendanceState(StrEnum):
    PRESENT = "PRESENT"
    APOLOGIES = "APOLOGIES"
    ABSENT = "ABSENT"

    @property
    def label(self) -> Text:
        return ATTENDANCE_STATES[self]


class OutcomeKind(StrEnum):
    INFORMATION = "INFORMATION"
    DECISION = "DECISION"
    ACTION = "ACTION"

    @property
    def label(self) -> Text:
        return OUTCOME_KINDS[self]


class ActionStatus(StrEnum):
    """Where an action stands. That it is overdue follows from its day and is kept nowhere."""

    OPEN = "OPEN"
    DONE = "DONE"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> Text:
        return ACTION_STATUSES[self]


class DueReason(StrEnum):
    """Why a due date was moved: from a list, and never about a person."""

    WAITS_FOR_OTHERS = "WAITS_FOR_OTHERS"
    COUNCIL_AGREED = "COUNCIL_AGREED"
    MEETING_MOVED = "MEETING_MOVED"
    REGIME = "REGIME"
    MORE_WORK = "MORE_WORK"
    TYPED_WRONGLY = "TYPED_WRONGLY"

    @property
    def label(self) -> Text:
        return DUE_REASONS[self]


RHYTHMS: dict[Rhythm, Text] = {
    Rhythm.MONTHS: _("By the month, on a certain weekday of it"),
    Rhythm.WEEKS: _("By the week"),
}
MEETING_STATES: dict[MeetingState, Text] = {
    MeetingState.SCHEDULED: _("Planned"),
    MeetingState.HELD: _("Held"),
    MeetingState.CANCELLED_PRISON: _("Cancelled by the prison"),
    MeetingState.CANCELLED_COUNCIL: _("Cancelled by the council"),
    MeetingState.POSTPONED: _("Put off"),
}
ITEM_KINDS: dict[ItemKind, Text] = {
    ItemKind.STANDING: _("At every meeting"),
    ItemKind.MATTER_ARISING: _("From an earlier meeting"),
    ItemKind.THEME_REPORT: _("Report on a theme"),
    ItemKind.PROPOSAL: _("Proposal"),
    ItemKind.OTHER: _("Anything else"),
    ItemKind.STAFF_NEWS: _("News from staff"),
    ItemKind.NEXT_DATE: _("Next meeting"),
}
ATTENDANCE_STATES: dict[AttendanceState, Text] = {
    AttendanceState.PRESENT: _("Present"),
    AttendanceState.APOLOGIES: _("Sent apologies"),
    AttendanceState.ABSENT: _("Absent"),
}
OUTCOME_KINDS: dict[OutcomeKind, Text] = {
    OutcomeKind.INFORMATION: _("Information"),
    OutcomeKind.DECISION: _("Decision"),
    OutcomeKind.ACTION: _("Action"),
}
ACTION_STATUSES: dict[ActionStatus, Text] = {
    ActionStatus.OPEN: _("Open"),
    ActionStatus.DONE: _("Done"),
    ActionStatus.CANCELLED: _("Not done"),
}
DUE_REASONS: dict[DueReason, Text] = {
    DueReason.WAITS_FOR_OTHERS: _("It waits for somebody else"),
    DueReason.COUNCIL_AGREED: _("The council agreed to a later day"),
    DueReason.MEETING_MOVED: _("The meeting was put off"),
    DueReason.REGIME: _("The prison's regime changed"),
    DueReason.MORE_WORK: _("It is more work than was thought"),
    DueReason.TYPED_WRONGLY: _("The day was typed wrongly"),
}
