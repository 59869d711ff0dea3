"""One meeting: its agenda in order, its papers with their pages, who was there, what came of each point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import AttendanceState, ItemKind, MeetingState, MemberRole, OutcomeKind, WingSize
from plugins.council.pages.meeting_words import (
    hours,
    meeting_page,
    meeting_title,
    owner,
    presence,
    state_tag,
)
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MEETING_READ, MEETING_RUN
from plugins.council.rules.agenda import AT_EVERY_MEETING, Way


def is_planned(row: pages.Row) -> bool:
    return bool(row["state"] == MeetingState.SCHEDULED)


def is_written(row: pages.Row) -> bool:
    """Say whether what came of the meeting can be written down by now."""
    return bool(row["isToRecord"]) or row["state"] == MeetingState.HELD


def _lead(row: pages.Row) -> Text:
    if row["state"] == MeetingState.POSTPONED:
        return translate("It was put off to another day.")
    if is_written(row):
        return presence(row)
    total = sum(item["minutes"] or 0 for item in row["items"])
    if not is_planned(row) or not total:
        return ""
    said = translate_plural("The agenda takes {count} minute.", "The agenda takes {count} minutes.", total)
    return said.format(count=total)


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("Day"), pages.Date(row["heldOn"]))
    yield pages.Fact(_("Hours"), pages.Words(hours(row)))
    yield pages.Fact(_("Place"), pages.Words(row["place"]))
    yield pages.Fact(_("Members needed to decide"), pages.Number(row["quorum"]))
    if row["insteadOfId"]:
        link = pages.Link(_("The meeting that was put off"), meeting_page(row["insteadOfId"]))
        yield pages.Fact(_("In place of"), link)
    if row["heldInsteadId"]:
        link = pages.Link(_("The meeting in its place"), meeting_page(row["heldInsteadId"]))
        yield pages.Fact(_("Put off to"), link)


def _papers(row: pages.Row) -> pages.Section:
    points = {item["id"]: f"{item['position']}. {item['title']}" for item in row["items"]}
    return pages.Section(
        heading=_("Papers"),
        table=pages.Table(
            caption=_("Papers"),
            headings=(_("Paper"), _("For the point"), _("Page in the pack")),
            rows=tuple(
                (
                    pages.Link(paper["title"], pages.url("council.paper", paper_id=paper["id"])),
                    pages.Words(points.get(paper["itemId"], "")),
                    pages.Number(paper["page"], empty=_("Not issued yet")),
                )
                for paper in row["papers"]
            ),
            empty=_("There is no paper."),
        ),
        points=tuple(_issued(pack) for pack in row["packs"]),
    )


def _issued(pack: pages.Row) -> str:
    parts = {"first": pack["firstPage"], "last": pack["lastPage"], "number": pack["number"]}
    moment = pages.long_moment(pack["issuedAt"])
    if pack["number"]:
        said = translate("Supplement {number}: pages {first} to {last}, issued on {moment}.")
    else:
        said = translate("Pack: pages {first} to {last}, issued on {moment}.")
    return said.format(moment=moment, **parts)


def _attendance(row: pages.Row) -> Iterator[pages.Section]:
    if not row["attendance"]:
        return
    points = {item["id"]: item["position"] for item in row["items"]}
    yield pages.Section(
        heading=_("Who was there"),
        text=presence(row),
        table=pages.Table(
            caption=_("Who was there"),
            headings=(_("Role"), _("Wing"), _("There"), _("Declared an interest")),
            rows=tuple(_there(one, points) for one in row["attendance"]),
        ),
    )


def _there(one: pages.Row, points: Mapping[str, int]) -> tuple[pages.Cell, ...]:
    role, wing = MemberRole(one["role"]).label, one["wingSize"]
    declared = points.get(one["declaredItemId"] or "")
    return (
        pages.Words(role, hint=_("Guest") if one["isGuest"] else ""),
        pages.Words(WingSize(wing).label if wing else ""),
        pages.Words(AttendanceState(one["state"]).label),
        pages.Words("" if declared is None else translate("Point {number}").format(number=declared)),
    )


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["councilMeeting"]
    may_run = request.viewer.may(MEETING_RUN)
    return pages.Record(
        title=meeting_title(row),
        caption=row["councilName"],
        tag=state_tag(row["state"]),
        lead=_lead(row),
        nobody="" if may_run or not is_planned(row) else _("The facilitator and co-ordinators plan it."),
        facts=tuple(_facts(row)),
        sections=(_papers(row), *_attendance(row)),
        back=pages.url("council.meetings"),
        back_label=_("Meetings"),
    )


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    row = data["councilMeeting"]
    may_run = request.viewer.may(MEETING_RUN)
    last = len(row["items"])
    items = [_item(one, row, last=last, may_run=may_run) for one in row["items"]]
    return {"agenda": items, "is_written": is_written(row)}


def _item(item: pages.Row, row: pages.Row, *, last: int, may_run: bool) -> Mapping[str, Any]:
    ordered = may_run and is_planned(row)
    page = {"item_id": item["id"]}
    return {
        "id": item["id"],
        "number": item["position"],
        "title": item["title"],
        "about": " · ".join(str(part) for part in _about(item) if part),
        "change": pages.url("council.change_item", **page) if ordered else None,
        "up": _move(item, Way.UP) if ordered and item["position"] > 1 else None,
        "down": _move(item, Way.DOWN) if ordered and item["position"] < last else None,
        "remove": pages.url("council.remove_item", **page) if ordered and not item["cameFrom"] else None,
        "outcomes": [_outcome(one) for one in item["outcomes"]],
        "record": pages.url("council.outcome", **page) if may_run and is_written(row) else None,
        "close": _closing(item) if may_run and is_written(row) else None,
        "is_closed": item["closedOn"] is not None,
    }


def _move(item: pages.Row, way: Way) -> pages.Address:
    return pages.url("council.move_item", item_id=item["id"], way=way.value.lower())


def _closing(item: pages.Row) -> pages.Address | None:
    """Return where a point is closed or opened; nowhere for what stands on every agenda or went on."""
    if ItemKind(item["kind"]) in AT_EVERY_MEETING or item["wentOn"]:
        return None
    state = "open" if item["closedOn"] else "closed"
    return pages.url("council.close_item", item_id=item["id"], to=state)


def _about(item: pages.Row) -> Iterator[Text]:
    if item["kind"] != ItemKind.STANDING:
        yield ItemKind(item["kind"]).label
    if item["minutes"]:
        minutes = translate_plural("{count} minute", "{count} minutes", item["minutes"])
        yield minutes.format(count=item["minutes"])
    if item["cameFrom"]:
        yield translate("from the meeting of {day}").format(day=long_date(day(item["cameFrom"])))
    if item["closedOn"]:
        yield _("closed")
    if item["wentOn"]:
        yield _("goes on at the next meeting")


def _outcome(one: pages.Row) -> Mapping[str, Any]:
    kind = OutcomeKind(one["kind"])
    label = _("Decision for the next meeting") if one["isForNext"] else kind.label
    votes = ""
    if one["votesFor"] is not None:
        votes = translate("{for_} for, {against} against").format(
            for_=one["votesFor"], against=one["votesAgainst"] or 0
        )
    return {
        "label": label,
        "colour": "orange" if one["isForNext"] else OUTCOME_COLOURS[kind],
        "words": one["words"],
        "votes": votes,
        "actions": [_action(action) for action in one["actions"]],
        "remove": pages.url("council.remove_outcome", outcome_id=one["id"]),
    }


OUTCOME_COLOURS = {OutcomeKind.INFORMATION: "grey", OutcomeKind.DECISION: "green", OutcomeKind.ACTION: "blue"}


def _action(one: pages.Row) -> Mapping[str, Any]:
    due = translate("{owner}, by {day}").format(owner=owner(one), day=long_date(day(one["dueOn"])))
    return {"words": one["words"], "due": due, "href": pages.url("council.action", action_id=one["id"])}


def _to(page: str) -> Callable[[pages.Data, pages.PageRequest], pages.Address]:
    return lambda data, _request: pages.url(page, meeting_id=data["councilMeeting"]["id"])


def _if(*tests: Callable[[pages.Row], bool]) -> Callable[[pages.Data, pages.PageRequest], bool]:
    return lambda data, _request: all(test(data["councilMeeting"]) for test in tests)


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["meeting_id"]}


def _has_fresh(row: pages.Row) -> bool:
    """Say whether there is something to issue: the pack, or papers that came since."""
    return not row["packs"] or any(paper["page"] is None for paper in row["papers"])


ACTIONS: Sequence[pages.Action | pages.ActionLink] = (
    pages.ActionLink(label=_("Add a point"), href=_to("council.add_item"), offered=_if(is_planned)),
    pages.ActionLink(
        label=_("Write a paper"), href=_to("council.write_paper"), offered=_if(is_planned), style="secondary"
    ),
    pages.ActionLink(
        label=_("Record who was there"),
        href=_to("council.attendance"),
        offered=_if(is_written),
        style="secondary",
    ),
    pages.Action(
        name="hold",
        label=_("The meeting is over"),
        permission=MEETING_RUN,
        mutation=DOCUMENTS["hold_meeting"],
        variables=_id,
        success=lambda data, _request: pages.Outcome(
            meeting_page(data["councilHoldMeeting"]["id"]),
            translate("It was held. What is not closed goes on to the next meeting."),
        ),
        offered=_if(is_planned, lambda row: bool(row["isToRecord"])),
        confirm=_("Is everything written down? Points that are not closed go on to the next meeting."),
    ),
    pages.Action(
        name="issue",
        label=_("Issue the papers"),
        permission=MEETING_RUN,
        mutation=DOCUMENTS["issue_pack"],
        variables=_id,
        success=lambda data, _request: pages.Outcome(
            meeting_page(data["councilIssuePack"]["id"]),
            translate("Issued. The numbers of these pages will not change any more."),
        ),
        offered=_if(is_planned, _has_fresh),
    ),
    pages.Action(
        name="print",
        label=_("Papers as one PDF"),
        permission=MEETING_READ,
        mutation=DOCUMENTS["print_pack"],
        variables=_id,
        success=lambda data, _request: pages.Outcome(
            pages.url("core.report", report_id=data["councilPrintPack"]["reportId"])
        ),
        offered=_if(lambda row: bool(row["packs"])),
    ),
    pages.ActionLink(
        label=_("Change hours or room"),
        href=_to("council.change_meeting"),
        offered=_if(is_planned),
        style="secondary",
    ),
    pages.ActionLink(
        label=_("Put it off"), href=_to("council.postpone"), offered=_if(is_planned), style="secondary"
    ),
    pages.ActionLink(
        label=_("Cancel it"), href=_to("council.cancel"), offered=_if(is_planned), style="secondary"
    ),
)
MEETING = pages.RecordPage(
    name="council.meeting",
    path="/council/meetings/{meeting_id:uuid}",
    title=_("A meeting"),
    permission=MEETING_READ,
    document=DOCUMENTS["meeting"],
    variables=_id,
    record=_record,
    present=_present,
    found="councilMeeting",
    template="council/meeting.html",
    actions=tuple(ACTIONS),
)
