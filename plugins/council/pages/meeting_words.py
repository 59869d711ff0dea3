"""Times, days and states of meetings as the cells and sentences a person reads."""

from __future__ import annotations

from typing import Any

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ActionStatus, AttendanceState, MeetingState, MemberRole
from plugins.council.pages.words import day
from plugins.council.rules.quorum import Presence, presence_words

M = MeetingState
WEEKDAYS: tuple[Text, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
COLOURS = {
    M.SCHEDULED: pages.Colour.BLUE,
    M.HELD: pages.Colour.GREEN,
    M.CANCELLED_PRISON: pages.Colour.ORANGE,
    M.CANCELLED_COUNCIL: pages.Colour.ORANGE,
    M.POSTPONED: pages.Colour.GREY,
}
ACTION_COLOURS = {
    ActionStatus.OPEN: pages.Colour.BLUE,
    ActionStatus.DONE: pages.Colour.GREEN,
    ActionStatus.CANCELLED: pages.Colour.GREY,
}
CLOCK = len("14:00")
ON_THE_COUNCIL = tuple(one for one in MemberRole if one is not MemberRole.OBSERVER)


def state_tag(code: str) -> pages.Tag:
    state = MeetingState(code)
    return pages.Tag(state.label, COLOURS[state])


def hours(row: Any) -> str:
    start, end = row["startsAt"][:CLOCK], row["endsAt"][:CLOCK]
    return translate("{start} to {end}").format(start=start, end=end)


def meeting_title(row: Any) -> str:
    on = day(row["heldOn"])
    return translate("Meeting of {weekday} {day}").format(weekday=WEEKDAYS[on.weekday()], day=long_date(on))


def presence(row: Any) -> str:
    """Say whether those who were there may decide."""
    return presence_words(Presence(row["membersPresent"], row["membersRecorded"], row["quorum"]))


def owner(row: Any) -> Text:
    """Name the role, or whoever works here, that does it."""
    if row["ownerRole"]:
        return MemberRole(row["ownerRole"]).label
    return row["ownerName"] or _("Somebody who has left")


def action_tag(row: Any) -> pages.Tag:
    status = ActionStatus(row["status"])
    if row.get("isOverdue"):
        return pages.Tag(_("Overdue"), pages.Colour.RED)
    return pages.Tag(status.label, ACTION_COLOURS[status])


def attendance_label(code: str) -> Text:
    return AttendanceState(code).label


def meeting_page(meeting_id: object) -> pages.Address:
    return pages.url("council.meeting", meeting_id=meeting_id)
