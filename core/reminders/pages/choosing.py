"""Not to be reminded: said on a person's own record, and shown to the desk on theirs."""

from __future__ import annotations

from collections.abc import Sequence

from core.pages import Action, Data, Outcome, PageRequest, RecordPart, Section, long_date, url
from core.pages.dates import day_of
from core.reminders.pages.words import DOCUMENTS
from core.reminders.permissions import REFUSAL_READ, REMINDER_CHOOSE
from core.translation import Text, translate
from core.translation import lazy_gettext as _


def _refused(data: Data) -> str:
    """Return since when the person is not reminded, in words; empty while they are."""
    rows = data["reminderRefusals"]["nodes"]
    return long_date(day_of(rows[0]["since"])) if rows else ""


def _own(data: Data, _request: PageRequest) -> Sequence[Section]:
    since = _refused(data)
    said = (
        translate(
            "You asked on {day} not to be reminded by mail. Your organisation or the co-ordinator is told "
            "instead, and asks you."
        ).format(day=since)
        if since
        else translate("You are reminded by mail of what you have to do, once a working day at most.")
    )
    kept = translate("What you have to know to be safe, and links you have to use, are sent in any case.")
    return (Section(heading=_("Reminders by mail"), text=f"{said} {kept}"),)


OWN_PART = RecordPart(
    name="core.me_reminders",
    page="core.me",
    permission=REMINDER_CHOOSE,
    document=DOCUMENTS["refused"],
    sections=_own,
    position=60,
)


def _lead(data: Data, request: PageRequest) -> Text:
    since = _refused(data)
    if not since or request.viewer.person_id is not None:
        return ""
    return translate(
        "Asked on {day} not to be reminded by mail: their organisation, or you, are told instead."
    ).format(day=since)


PERSON_PART = RecordPart(
    name="core.person_refusal",
    page="core.person",
    permission=REFUSAL_READ,
    document=DOCUMENTS["refused"],
    lead=_lead,
    sections=lambda _data, _request: (),
)


def _is_refused(data: Data) -> bool:
    return bool(data["reminderRefusals"]["nodes"])


STOP = Action(
    name="stop_reminders",
    label=_("Do not remind me by mail"),
    permission=REMINDER_CHOOSE,
    mutation=DOCUMENTS["choose"],
    variables=lambda _request: {"wanted": False},
    success=lambda _data, _request: Outcome(
        url("core.me"), translate("You are not reminded by mail any more.")
    ),
    offered=lambda data, _request: not _is_refused(data),
)
RESUME = Action(
    name="resume_reminders",
    label=_("Remind me by mail again"),
    permission=REMINDER_CHOOSE,
    mutation=DOCUMENTS["choose"],
    variables=lambda _request: {"wanted": True},
    success=lambda _data, _request: Outcome(url("core.me"), translate("You are reminded by mail again.")),
    offered=lambda data, _request: _is_refused(data),
)
