"""What became of a step beside a message, and why the desk lets a reminder wait."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class NoticeCode(StrEnum):
    NOBODY = "NOBODY"
    DECLINED = "DECLINED"
    PUT_OFF = "PUT_OFF"
    GONE = "GONE"

    @property
    def label(self) -> Text:
        return NOTICES[self]


NOTICES: dict[NoticeCode, Text] = {
    NoticeCode.NOBODY: _("Nobody could be told: there is no e-mail address"),
    NoticeCode.DECLINED: _("The person asked not to be reminded, so whoever comes next was told"),
    NoticeCode.GONE: _("Whoever was to be told is not here any more, so whoever comes next was told"),
    NoticeCode.PUT_OFF: _("They had a message that day already: it comes with their next one"),
}


class SnoozeReason(StrEnum):
    """Why the desk lets the reminders of one thing wait. Never why somebody is away, refused or late."""

    IN_HAND = "IN_HAND"
    DATE_AGREED = "DATE_AGREED"
    OTHERS_FIRST = "OTHERS_FIRST"
    AWAY = "AWAY"

    @property
    def label(self) -> Text:
        return SNOOZES[self]


SNOOZES: dict[SnoozeReason, Text] = {
    SnoozeReason.IN_HAND: _("Somebody is at it already"),
    SnoozeReason.DATE_AGREED: _("A day is agreed with them"),
    SnoozeReason.OTHERS_FIRST: _("It waits for somebody else"),
    SnoozeReason.AWAY: _("They are away"),
}
