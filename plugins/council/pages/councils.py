"""Councils: which there are, one of them, set up and ended."""

from __future__ import annotations

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.pages.feed import CALENDAR_END, CALENDAR_PART
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import COUNCIL_CHANGE, PROPOSAL_READ
from plugins.council.services.councils import LONGEST_NAME, MOST_QUORUM


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilBodies"]["totalCount"]
    if not count:
        return translate("No council is set up.")
    return translate_plural("{count} council.", "{count} councils.", count).format(count=count)


COUNCILS = pages.ListPage(
    name="council.councils",
    path="/council/councils",
    title=_("Which councils are there?"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["councils"],
    connection="councilBodies",
    summary=_summary,
    empty=_("No council is set up. Set one up: then its proposals can be written down."),
    columns=(
        pages.Column(
            heading=_("Council"),
            cell=lambda row, _request: pages.Link(
                row["name"], pages.url("council.council", council_id=row["id"])
            ),
            sort="name",
        ),
        pages.Column(
            heading=_("Since"), cell=lambda row, _request: pages.Date(row["firstOn"]), sort="firstOn"
        ),
        pages.Column(
            heading=_("Ended"),
            cell=lambda row, _request: pages.Date(row["endedOn"]) if row["endedOn"] else pages.Words(""),
        ),
        pages.Column(
            heading=_("Waiting for an answer"),
            cell=lambda row, _request: pages.Number(row["proposalsWaiting"]),
            numeric=True,
        ),
    ),
    default_order=(pages.Order("name"),),
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Set up a council"), href=lambda _data, _request: pages.url("council.set_up")
        ),
    ),
)


def _quorum(row: pages.Row) -> pages.Cell:
    return pages.Words(_("Nobody has said it yet")) if row["quorum"] is None else pages.Number(row["quorum"])


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    row = data["councilBody"]
    ended = pages.Fact(_("Ended"), pages.Date(row["endedOn"])) if row["endedOn"] else None
    facts = (
        pages.Fact(_("Since"), pages.Date(row["firstOn"])),
        pages.Fact(_("Members needed to decide"), _quorum(row)),
        pages.Fact(_("Proposals waiting for an answer"), pages.Number(row["proposalsWaiting"])),
    )
    return pages.Record(
        title=row["name"],
        facts=(*facts, ended) if ended else facts,
        back=pages.url("council.councils"),
        back_label=_("Councils"),
    )


def _to_quorum(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("council.quorum", council_id=data["councilBody"]["id"])


COUNCIL = pages.RecordPage(
    name="council.council",
    path="/council/councils/{council_id:uuid}",
    title=_("A council"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["council"],
    variables=lambda request: {"id": request.path["council_id"]},
    record=_record,
    found="councilBody",
    actions=(
        pages.ActionLink(
            label=_("Say how many members are needed"),
            href=_to_quorum,
            offered=lambda data, _request: (
                data["councilBody"]["isRunning"] and data["councilBody"]["quorum"] is None
            ),
        ),
        pages.ActionLink(
            label=_("Change how many members are needed"),
            href=_to_quorum,
            offered=lambda data, _request: (
                data["councilBody"]["isRunning"] and data["councilBody"]["quorum"] is not None
            ),
            style="secondary",
        ),
        pages.Action(
            name="end",
            label=_("End this council"),
            permission=COUNCIL_CHANGE,
            mutation=DOCUMENTS["end"],
            variables=lambda request: {"id": request.path["council_id"]},
            success=lambda data, _request: pages.Outcome(
                pages.url("council.council", council_id=data["councilEnd"]["id"]), translate("It has ended.")
            ),
            offered=lambda data, _request: data["councilBody"]["isRunning"],
            confirm=_("End this council? What it proposed stays, and is still answered."),
            style="warning",
        ),
        CALENDAR_PART,
        CALENDAR_END,
    ),
)
QUORUM_FIELD = pages.NumberField(
    name="quorum",
    label=_("How many members have to be there to decide?"),
    least=1,
    most=MOST_QUORUM,
)
QUORUM = pages.FormPage(
    name="council.quorum",
    path="/council/councils/{council_id:uuid}/quorum",
    title=_("How many members are needed?"),
    permission=COUNCIL_CHANGE,
    document=DOCUMENTS["council"],
    variables=lambda request: {"id": request.path["council_id"]},
    found="councilBody",
    lead=lambda data, _request: translate(
        "With fewer members {name} decides nothing. Meetings that are planned already keep their number."
    ).format(name=data["councilBody"]["name"]),
    mutation=DOCUMENTS["set_quorum"],
    fields=(QUORUM_FIELD,),
    initial=lambda data, _request: {"quorum": data["councilBody"]["quorum"]},
    arguments=lambda form, request: {"id": request.path["council_id"], "quorum": form["quorum"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("council.council", council_id=data["councilSetQuorum"]["id"]),
        translate("It is written down."),
    ),
    submit=_("Write it down"),
    back=lambda data, _request: pages.url("council.council", council_id=data["councilBody"]["id"]),
)
SET_UP = pages.FormPage(
    name="council.set_up",
    path="/council/councils/add",
    title=_("Set up a council"),
    permission=COUNCIL_CHANGE,
    mutation=DOCUMENTS["set_up"],
    fields=(
        pages.TextField(
            name="name",
            label=_("Name of the council"),
            hint=_("For example: Prison council, or Health council."),
            max_length=LONGEST_NAME,
        ),
        QUORUM_FIELD,
    ),
    arguments=lambda form, _request: {"name": form["name"], "quorum": form["quorum"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("council.council", council_id=data["councilSetUp"]["id"]),
        translate("The council is set up. Write down what it proposes."),
    ),
    submit=_("Set it up"),
    back=lambda _data, _request: pages.url("council.councils"),
)
COUNCIL_PAGES = (COUNCILS, SET_UP, COUNCIL, QUORUM)
