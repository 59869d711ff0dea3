"""Actions: what is overdue first, one of them, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import DueReason
from plugins.council.pages.meeting_words import action_tag, meeting_page, owner
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import ACTION_CLOSE, MEETING_READ, MEETING_RUN
from plugins.council.services.actions import LONGEST

OPEN: pages.Condition = {"isOpen": {"eq": True}}
OVERDUE: pages.Condition = {"isOverdue": {"eq": True}}
MINE: pages.Condition = {"isMine": {"eq": True}, **OPEN}


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count, late = data["open"]["totalCount"], data["overdue"]["totalCount"]
    if not count:
        return translate("No action is open.")
    said = translate_plural("{count} action is open.", "{count} actions are open.", count).format(count=count)
    if not late:
        return said
    owed = translate_plural("{count} is overdue.", "{count} are overdue.", late).format(count=late)
    return f"{said} {owed}"


def _figures(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Figure, ...]:
    here, late = pages.url("council.actions"), data["overdue"]["totalCount"]
    return (
        pages.Figure(_("My actions"), data["mine"]["totalCount"], here.asking(show="mine")),
        pages.Figure(_("Open"), data["open"]["totalCount"], here.asking(show="open")),
        pages.Figure(_("Overdue"), late, here.asking(show="overdue"), urgent=late > 0),
    )


def _action_link(row: pages.Row, _request: pages.PageRequest) -> pages.Cell:
    link = pages.url("council.action", action_id=row["id"])
    return pages.Link(row["words"], link, hint=row["councilName"])


ACTIONS = pages.ListPage(
    name="council.actions",
    path="/council/actions",
    title=_("Who does what by when?"),
    permission=MEETING_READ,
    document=DOCUMENTS["council_actions"],
    variables=lambda _request: {"open": OPEN, "overdue": OVERDUE, "mine": MINE},
    connection="councilActions",
    summary=_summary,
    figures=_figures,
    empty=_("No action is recorded yet. Record one as what came of a point of a meeting."),
    columns=(
        pages.Column(heading=_("Action"), cell=_action_link),
        pages.Column(heading=_("Who does it"), cell=lambda row, _request: pages.Words(owner(row))),
        pages.Column(heading=_("By when"), cell=lambda row, _request: pages.Date(row["dueOn"]), sort="dueOn"),
        pages.Column(heading=_("State"), cell=lambda row, _request: action_tag(row)),
    ),
    row_label=lambda row: str(row["words"]),
    filters=(
        pages.Filter(
            name="show",
            label=_("Show"),
            kind="one",
            choices=(
                pages.Choice("mine", _("My actions")),
                pages.Choice("open", _("Open")),
                pages.Choice("overdue", _("Overdue")),
                pages.Choice("closed", _("Closed")),
            ),
            condition=lambda values, _request: {
                "mine": MINE,
                "open": OPEN,
                "overdue": OVERDUE,
                "closed": {"isOpen": {"eq": False}},
            }[values[0]],
        ),
    ),
    default_order=(pages.Order("dueOn"),),
)


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("Who does it"), pages.Words(owner(row)))
    yield pages.Fact(_("Due by"), pages.Date(row["dueOn"]))
    if row["closedOn"]:
        yield pages.Fact(_("Closed on"), pages.Date(row["closedOn"]))
    if row["line"]:
        yield pages.Fact(_("What became of it"), pages.Words(row["line"]))
    if row["meetingId"]:
        yield pages.Fact(_("Agreed at"), pages.Link(_("The meeting"), meeting_page(row["meetingId"])))
    if row["proposalId"]:
        link = pages.url("council.proposal", proposal_id=row["proposalId"])
        yield pages.Fact(_("For"), pages.Link(_("The proposal"), link))


def _moves(row: pages.Row) -> Iterator[pages.TimelineEntry]:
    for one in row["dueChanges"]:
        said = translate("From {first} to {last}").format(
            first=long_date(day(one["fromOn"])), last=long_date(day(one["toOn"]))
        )
        reason = DueReason(one["reason"]).label
        yield pages.TimelineEntry(
            title=_("Due date moved"), at=one["createdAt"], description=f"{said}: {reason}."
        )


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["councilAction"]
    return pages.Record(
        title=row["words"],
        caption=row["councilName"],
        tag=action_tag(row),
        turn=(_("You") if row["isMine"] else owner(row)) if row["isOpen"] else "",
        nobody="" if not row["isOpen"] or _may_close(data, request) else _("Whoever does it can close it."),
        facts=tuple(_facts(row)),
        timeline=tuple(_moves(row)),
        back=pages.url("council.actions"),
        back_label=_("Actions"),
    )


def _may_close(data: pages.Data, request: pages.PageRequest) -> bool:
    row = data["councilAction"]
    return bool(row["isOpen"]) and (row["isMine"] or request.viewer.may(MEETING_RUN))


def _to(page: str) -> Callable[[pages.Data, pages.PageRequest], pages.Address]:
    return lambda data, _request: pages.url(page, action_id=data["councilAction"]["id"])


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["action_id"]}


ACTION = pages.RecordPage(
    name="council.action",
    path="/council/actions/{action_id:uuid}",
    title=_("An action"),
    permission=MEETING_READ,
    document=DOCUMENTS["council_action"],
    variables=_id,
    record=_record,
    found="councilAction",
    actions=(
        pages.ActionLink(label=_("It is done"), href=_to("council.finish_action"), offered=_may_close),
        pages.ActionLink(
            label=_("Move the due date"),
            href=_to("council.move_due_date"),
            offered=lambda data, _request: bool(data["councilAction"]["isOpen"]),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("It is not done"),
            href=_to("council.cancel_action"),
            offered=_may_close,
            style="secondary",
        ),
    ),
)


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["councilAction"]
    due = long_date(day(row["dueOn"]))
    return translate("{words} Due by {day}.").format(words=row["words"], day=due)


def _outcome(field: str, words: Text) -> Callable[[pages.Data, pages.PageRequest], pages.Outcome]:
    return lambda data, _request: pages.Outcome(
        pages.url("council.action", action_id=data[field]["id"]), words
    )


FINISH_ACTION = pages.FormPage(
    name="council.finish_action",
    path="/council/actions/{action_id:uuid}/done",
    title=_("What was done?"),
    permission=ACTION_CLOSE,
    document=DOCUMENTS["council_action"],
    variables=_id,
    found="councilAction",
    lead=_lead,
    mutation=DOCUMENTS["finish_action"],
    fields=(
        pages.TextField(
            name="line", label=_("What was done, in a line"), max_length=LONGEST["line"], required=False
        ),
        pages.DateField(name="on", label=_("On which day?")),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        **_id(request),
        "line": form["line"] or "",
        "on": pages.iso_day(form["on"]),
    },
    success=_outcome("councilFinishAction", _("It is done. Nobody is reminded of it any more.")),
    submit=_("It is done"),
    back=_to("council.action"),
)
CANCEL_ACTION = pages.FormPage(
    name="council.cancel_action",
    path="/council/actions/{action_id:uuid}/not-done",
    title=_("Why is it not done?"),
    permission=ACTION_CLOSE,
    document=DOCUMENTS["council_action"],
    variables=_id,
    found="councilAction",
    lead=_lead,
    mutation=DOCUMENTS["cancel_action"],
    fields=(
        pages.TextField(
            name="line", label=_("Why not, in words the council can read"), max_length=LONGEST["line"]
        ),
    ),
    arguments=lambda form, request: {**_id(request), "line": form["line"]},
    success=_outcome("councilCancelAction", _("It is closed, and the council reads why.")),
    submit=_("Close it"),
    back=_to("council.action"),
)
MOVE_DUE_DATE = pages.FormPage(
    name="council.move_due_date",
    path="/council/actions/{action_id:uuid}/due-date",
    title=_("Move the due date"),
    permission=MEETING_RUN,
    document=DOCUMENTS["council_action"],
    variables=_id,
    found="councilAction",
    lead=_lead,
    mutation=DOCUMENTS["move_due_date"],
    fields=(
        pages.DateField(name="to", label=_("The new day")),
        pages.RadioField(
            name="reason",
            label=_("Why?"),
            hint=_("The old day, the new one and the reason stay on record."),
            choices=pages.each_of(DueReason),
        ),
    ),
    arguments=lambda form, request: {
        **_id(request),
        "to": pages.iso_day(form["to"]),
        "reason": form["reason"],
    },
    success=_outcome("councilMoveDueDate", _("The due date is moved, and the reason is kept.")),
    submit=_("Move it"),
    back=_to("council.action"),
)


def _card_item(row: pages.Row, _request: pages.PageRequest) -> pages.CardItem:
    return pages.CardItem(
        title=row["words"],
        href=pages.url("council.action", action_id=row["id"]),
        turn=_("You") if row["isMine"] else owner(row),
        when=row["dueOn"],
        consequence=pages.Consequence.DEADLINE_MISSED,
    )


def _card(data: pages.Data, request: pages.PageRequest) -> pages.CardContent:
    here, late, soon = pages.url("council.actions"), data["late"], data["soon"]
    return pages.CardContent(
        overdue=tuple(_card_item(row, request) for row in late["nodes"]),
        overdue_total=late["totalCount"],
        due=tuple(_card_item(row, request) for row in soon["nodes"]),
        due_total=soon["totalCount"],
        all_overdue=here.asking(show="overdue"),
        all_due=here.asking(show="open"),
    )


def _asked(request: pages.PageRequest) -> pages.Variables:
    """Ask for one's own actions; who runs the council sees everybody's that are overdue."""
    today = request.today.isoformat()
    late = OVERDUE if request.viewer.may(MEETING_RUN) else {**OVERDUE, **MINE}
    return {"late": late, "soon": {**MINE, "dueOn": {"gte": today}}}


ACTION_CARD = pages.Card(
    name="council.actions",
    title=_("Actions of the council"),
    permission=MEETING_READ,
    document=DOCUMENTS["action_card"],
    variables=_asked,
    present=_card,
)
ACTION_PAGES = (ACTIONS, ACTION, FINISH_ACTION, CANCEL_ACTION, MOVE_DUE_DATE)
