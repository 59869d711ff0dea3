"""States of minutes and what was found in texts, as the cells and sentences a person reads."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import MinutesState
from plugins.council.pages.words import day

M = MinutesState
COLOURS = {
    M.DRAFT: pages.Colour.GREY,
    M.FACILITATOR_CHECKED: pages.Colour.BLUE,
    M.REDACTION_REVIEW: pages.Colour.YELLOW,
    M.APPROVED: pages.Colour.TEAL,
    M.PUBLISHED: pages.Colour.GREEN,
    M.CORRECTED: pages.Colour.PURPLE,
}
STANDING = {
    M.DRAFT: _("Read the draft, change what is missing, then say that it is checked."),
    M.FACILITATOR_CHECKED: _("Hand them on to be looked over for names."),
    M.REDACTION_REVIEW: _("Look at each place that was found. The council approves them at a later meeting."),
    M.APPROVED: _("They are locked. Publish them."),
    M.PUBLISHED: _("They are locked, and published."),
    M.CORRECTED: _("They were corrected after the council approved them."),
}


def minutes_tag(code: str) -> pages.Tag:
    state = MinutesState(code)
    return pages.Tag(state.label, COLOURS[state])


def minutes_title(row: pages.Row) -> str:
    return translate("Minutes of {day}").format(day=long_date(day(row["heldOn"])))


def minutes_lead(row: pages.Row) -> Text:
    """Say what comes next in a sentence."""
    state = MinutesState(row["state"])
    if row["isHeldBack"] and state is not M.DRAFT:
        return _("Somebody or something may be named in them: look at each place that was found.")
    if state in {M.PUBLISHED, M.CORRECTED} and row["publishedNumber"] != row["number"]:
        return _("They were corrected: what is out is an earlier version. Publish them again.")
    return STANDING[state]
