"""The list of meetings: which come next, and which have still to be written down."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import MeetingState
from plugins.council.pages.meeting_words import hours, meeting_page, meeting_title, state_tag
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MEETING_READ

TO_COME: pages.Condition = {"isToCome": {"eq": True}}
TO_RECORD: pages.Condition = {"isToRecord": {"eq": True}}


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    coming, owed = data["toCome"], data["toRecord"]["totalCount"]
    if not coming["totalCount"]:
        said = translate("No meeting is planned.")
    else:
        first = long_date(day(coming["nodes"][0]["heldOn"]))
        said = translate("The next meeting is on {day}.").format(day=first)
    if not owed:
        return said
    late = translate_plural(
        "{count} meeting has still to be written down.",
        "{count} meetings have still to be written down.",
        owed,
    ).format(count=owed)
    return f"{said} {late}"


def _figures(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Figure, ...]:
    here, owed = pages.url("council.meetings"), data["toRecord"]["totalCount"]
    return (
        pages.Figure(_("To come"), data["toCome"]["totalCount"], here.asking(show="coming")),
        pages.Figure(_("To be written down"), owed, here.asking(show="record"), urgent=owed > 0),
    )


def _shown(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    return {
        "coming": TO_COME,
        "record": TO_RECORD,
        "held": {"state": {"eq": MeetingState.HELD.value}},
        "all": {},
        "not": {"state": {"in": [one.value for one in MeetingState if one not in KEPT]}},
    }[values[0]]


def _next_first(request: pages.PageRequest) -> pages.Condition:
    """Begin with what is ahead, and what is left to be written down; the rest is asked for."""
    return {} if request.query.get("show") else {"or": [TO_COME, TO_RECORD]}


KEPT = frozenset({MeetingState.SCHEDULED, MeetingState.HELD})


def _there(row: pages.Row) -> pages.Cell:
    if not row["membersRecorded"]:
        return pages.Words("")
    words = translate("{present} of {members} members")
    return pages.Words(words.format(present=row["membersPresent"], members=row["membersRecorded"]))


MEETINGS = pages.ListPage(
    name="council.meetings",
    path="/council/meetings",
    title=_("When does the council meet?"),
    permission=MEETING_READ,
    document=DOCUMENTS["meetings"],
    variables=lambda _request: {"toCome": TO_COME, "toRecord": TO_RECORD},
    connection="councilMeetings",
    summary=_summary,
    figures=_figures,
    empty=_("No meeting is planned. Say when the council meets: its meetings are then made."),
    columns=(
        pages.Column(
            heading=_("Meeting"),
            cell=lambda row, _request: pages.Link(
                meeting_title(row), meeting_page(row["id"]), hint=row["councilName"]
            ),
            sort="heldOn",
        ),
        pages.Column(
            heading=_("When and where"),
            cell=lambda row, _request: pages.Words(hours(row), hint=row["place"]),
        ),
        pages.Column(heading=_("State"), cell=lambda row, _request: state_tag(row["state"])),
        pages.Column(heading=_("Who was there"), cell=lambda row, _request: _there(row)),
        pages.Column(
            heading=_("Open points"),
            cell=lambda row, _request: pages.Number(row["openItems"]),
            numeric=True,
        ),
    ),
    row_label=meeting_title,
    filters=(
        pages.Filter(
            name="show",
            label=_("Show"),
            kind="one",
            choices=(
                pages.Choice("coming", _("To come")),
                pages.Choice("record", _("To be written down")),
                pages.Choice("held", _("Held")),
                pages.Choice("not", _("Put off or cancelled")),
                pages.Choice("all", _("All meetings")),
            ),
            condition=_shown,
        ),
    ),
    base_filter=_next_first,
    default_order=(pages.Order("heldOn"),),
    actions=(
        pages.ActionLink(
            label=_("Say when the council meets"),
            href=lambda _data, _request: pages.url("council.start_series"),
        ),
        pages.ActionLink(
            label=_("Call another meeting"),
            href=lambda _data, _request: pages.url("council.add_meeting"),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("On which days it meets"),
            href=lambda _data, _request: pages.url("council.series"),
            style="secondary",
        ),
    ),
)
