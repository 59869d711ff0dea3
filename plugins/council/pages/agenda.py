"""Forms of the agenda: points are added, said otherwise, moved, closed, taken off; papers are written."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ItemKind, Theme
from plugins.council.pages.meeting_words import meeting_page, meeting_title
from plugins.council.pages.proposal_forms import NO_NAMES
from plugins.council.pages.words import DOCUMENTS, day, number_words
from plugins.council.permissions import MEETING_READ, MEETING_RUN
from plugins.council.services.agenda import LONGEST_TITLE, MOST_MINUTES, USUAL_MINUTES
from plugins.council.services.papers import LONGEST_BODY
from plugins.council.services.papers import LONGEST_TITLE as LONGEST_NAME

TITLE = pages.TextField(
    name="title",
    label=_("What is the point?"),
    hint=_("Leave it empty for a proposal or an action: then it is called as that is."),
    max_length=LONGEST_TITLE,
    required=False,
)
MINUTES = pages.NumberField(
    name="minutes", label=_("How many minutes may it take?"), least=1, most=MOST_MINUTES, required=False
)
THEME = pages.SelectField(
    name="theme",
    label=_("Theme"),
    hint=_("Needed for a report on a theme."),
    choices=pages.each_of(Theme),
    required=False,
)
KIND = pages.RadioField(
    name="kind",
    label=_("What kind of point is it?"),
    choices=pages.each_of(ItemKind),
)


def _offers(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Field, ...]:
    """Offer what waits: proposals without an answer, and actions that are open."""
    meeting = data["councilMeeting"]
    own = meeting["councilId"]
    there = {item["proposalId"] for item in meeting["items"]}
    choices = [
        pages.Choice(f"p{row['id']}|{row['idea']}", f"{number_words(row['number'])}: {row['idea']}")
        for row in data["councilProposals"]["nodes"]
        if row["councilId"] == own and row["id"] not in there
    ]
    choices += [
        pages.Choice(f"a{row['id']}|{row['words']}", _action_words(row))
        for row in data["councilActions"]["nodes"]
        if row["councilId"] == own
    ]
    offer = pages.SelectField(
        name="offer",
        label=_("Is it one of those that wait?"),
        hint=_("Proposals that wait for an answer, and actions that are open."),
        choices=choices,
        nothing=_("No, it is another point"),
        required=False,
    )
    return (offer, TITLE, MINUTES, THEME) if choices else (TITLE, MINUTES, THEME)


def _action_words(row: pages.Row) -> str:
    said = translate("Action due on {day}: {words}")
    return said.format(day=long_date(day(row["dueOn"])), words=row["words"])


def _words(form: pages.Form) -> dict[str, object]:
    return {
        "kind": form["kind"],
        "title": form["title"] or "",
        "minutes": form["minutes"],
        "theme": form["theme"],
    }


def _added(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    offer = str(form.get("offer") or "")
    given = _words(form)
    if offer:
        id_, _bar, words = offer[1:].partition("|")
        is_proposal = offer.startswith("p")
        given["proposalId" if is_proposal else "actionId"] = id_
        given["kind"] = (ItemKind.PROPOSAL if is_proposal else ItemKind.MATTER_ARISING).value
        given["title"] = given["title"] or words[:LONGEST_TITLE]
    return {"id": request.path["meeting_id"], "given": given}


ADD_ITEM = pages.FormPage(
    name="council.add_item",
    path="/council/meetings/{meeting_id:uuid}/points/add",
    title=_("Add a point to the agenda"),
    permission=MEETING_RUN,
    document=DOCUMENTS["meeting_offers"],
    variables=lambda request: {"id": request.path["meeting_id"]},
    found="councilMeeting",
    lead=lambda data, _request: meeting_title(data["councilMeeting"]),
    mutation=DOCUMENTS["add_item"],
    fields=(KIND,),
    more_fields=_offers,
    initial=lambda _data, _request: {"kind": ItemKind.OTHER.value, "minutes": USUAL_MINUTES},
    arguments=_added,
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilAddItem"]["meetingId"]), translate("It stands on the agenda.")
    ),
    submit=_("Add the point"),
    back=lambda data, _request: meeting_page(data["councilMeeting"]["id"]),
)


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["item_id"]}


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return meeting_page(data["councilItem"]["meetingId"])


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["councilItem"]
    return f"{row['position']}. {row['title']}"


def _as_said(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = data["councilItem"]
    return {name: row[name] for name in ("kind", "title", "minutes", "theme")}


CHANGE_ITEM = pages.FormPage(
    name="council.change_item",
    path="/council/points/{item_id:uuid}/change",
    title=_("Change a point"),
    permission=MEETING_RUN,
    document=DOCUMENTS["council_item"],
    variables=_id,
    found="councilItem",
    lead=_lead,
    mutation=DOCUMENTS["change_item"],
    fields=(KIND, TITLE, MINUTES, THEME),
    initial=_as_said,
    arguments=lambda form, request: {**_id(request), "given": _words(form)},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilChangeItem"]["meetingId"]), translate("The point is changed.")
    ),
    submit=_("Save"),
    back=_back,
)
MOVE_ITEM = pages.FormPage(
    name="council.move_item",
    path="/council/points/{item_id:uuid}/move/{way:str}",
    title=_("Move a point"),
    permission=MEETING_RUN,
    document=DOCUMENTS["council_item"],
    variables=_id,
    found="councilItem",
    lead=_lead,
    mutation=DOCUMENTS["move_item"],
    arguments=lambda _form, request: {**_id(request), "way": request.path["way"].upper()},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilMoveItem"]["meetingId"]),
        translate("It is point {number} now.").format(number=data["councilMoveItem"]["position"]),
    ),
    submit=_("Move it"),
    back=_back,
)
CLOSE_ITEM = pages.FormPage(
    name="council.close_item",
    path="/council/points/{item_id:uuid}/state/{to:str}",
    title=_("Close a point, or open it again"),
    permission=MEETING_RUN,
    document=DOCUMENTS["council_item"],
    variables=_id,
    found="councilItem",
    lead=_lead,
    mutation=DOCUMENTS["close_item"],
    arguments=lambda _form, request: {**_id(request), "isClosed": request.path["to"] != "open"},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilCloseItem"]["meetingId"]), translate("Noted.")
    ),
    submit=_("Do it"),
    back=_back,
)
REMOVE_ITEM = pages.FormPage(
    name="council.remove_item",
    path="/council/points/{item_id:uuid}/remove",
    title=_("Take a point off the agenda?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["council_item"],
    variables=_id,
    found="councilItem",
    lead=_lead,
    mutation=DOCUMENTS["remove_item"],
    arguments=lambda _form, request: _id(request),
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilRemoveItem"]["id"]), translate("It is off the agenda.")
    ),
    submit=_("Take it off"),
    back=_back,
)


def _points(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    items = data["councilMeeting"]["items"]
    return tuple(pages.Choice(one["id"], f"{one['position']}. {one['title']}") for one in items)


WRITE_PAPER = pages.FormPage(
    name="council.write_paper",
    path="/council/meetings/{meeting_id:uuid}/papers/add",
    title=_("Write a paper"),
    permission=MEETING_RUN,
    document=DOCUMENTS["expected_points"],
    variables=lambda request: {"id": request.path["meeting_id"]},
    found="councilMeeting",
    lead=lambda _data, _request: NO_NAMES,
    mutation=DOCUMENTS["write_paper"],
    fields=(
        pages.SelectField(name="item", label=_("For which point?"), choices=_points, argument="itemId"),
        pages.TextField(name="title", label=_("Title of the paper"), max_length=LONGEST_NAME),
        pages.TextArea(
            name="body",
            label=_("The paper"),
            hint=_("Plain text. An empty line begins a new paragraph."),
            max_length=LONGEST_BODY,
            rows=15,
        ),
    ),
    arguments=lambda form, _request: {"id": form["item"], "title": form["title"], "body": form["body"]},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilWritePaper"]["id"]),
        translate("The paper is written. It goes out when you issue the papers."),
    ),
    submit=_("Keep the paper"),
    back=lambda data, _request: meeting_page(data["councilMeeting"]["id"]),
)
PAPER = pages.RecordPage(
    name="council.paper",
    path="/council/papers/{paper_id:uuid}",
    title=_("A paper"),
    permission=MEETING_READ,
    document=DOCUMENTS["paper"],
    variables=lambda request: {"id": request.path["paper_id"]},
    found="councilPaper",
    record=lambda data, _request: pages.Record(
        title=data["councilPaper"]["title"],
        lead=_where(data["councilPaper"]),
        sections=(
            pages.Section(
                heading=_("The paper"),
                points=tuple(data["councilPaper"]["body"].split("\n\n")),
            ),
        ),
        back=meeting_page(data["councilPaper"]["meetingId"]),
        back_label=_("The meeting"),
    ),
    actions=(
        pages.Action(
            name="remove",
            label=_("Take this paper away"),
            permission=MEETING_RUN,
            mutation=DOCUMENTS["remove_paper"],
            variables=lambda request: {"id": request.path["paper_id"]},
            success=lambda data, _request: pages.Outcome(
                meeting_page(data["councilRemovePaper"]["id"]), translate("The paper is taken away.")
            ),
            offered=lambda data, _request: data["councilPaper"]["page"] is None,
            confirm=_("Take this paper away? It was not issued yet."),
            style="warning",
        ),
    ),
)


def _where(row: pages.Row) -> Text:
    if row["page"] is None:
        return translate("Not issued yet.")
    return translate("It begins on page {number} of the pack.").format(number=row["page"])


AGENDA_PAGES = (ADD_ITEM, CHANGE_ITEM, MOVE_ITEM, CLOSE_ITEM, REMOVE_ITEM, WRITE_PAPER, PAPER)
