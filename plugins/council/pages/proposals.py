"""The list of proposals: what waits for an answer first, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import ProposalStatus, Theme
from plugins.council.pages.words import DOCUMENTS, due_cell, number_words, status_tag
from plugins.council.permissions import PROPOSAL_READ

WAITING: pages.Condition = {"isWaiting": {"eq": True}}


def late(request: pages.PageRequest) -> pages.Condition:
    return {**WAITING, "answerDueOn": {"lt": request.today.isoformat()}}


def soon(request: pages.PageRequest) -> pages.Condition:
    """Say which answers are due within a week."""
    last = request.today + timedelta(days=8)
    return {**WAITING, "answerDueOn": {"gte": request.today.isoformat(), "lt": last.isoformat()}}


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count, over = data["waiting"]["totalCount"], data["late"]["totalCount"]
    if not count:
        return translate("No proposal waits for an answer.")
    said = translate_plural(
        "{count} proposal waits for an answer.", "{count} proposals wait for an answer.", count
    ).format(count=count)
    if not over:
        return said
    owed = translate_plural("{count} answer is overdue.", "{count} answers are overdue.", over).format(
        count=over
    )
    return f"{said} {owed}"


def _figures(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Figure]:
    here, over = pages.url("council.proposals"), data["late"]["totalCount"]
    return (
        pages.Figure(_("Waiting for an answer"), data["waiting"]["totalCount"], here.asking(show="waiting")),
        pages.Figure(_("Answer overdue"), over, here.asking(show="late"), urgent=over > 0),
    )


def _shown(values: tuple[str, ...], request: pages.PageRequest) -> pages.Condition:
    return {
        "waiting": WAITING,
        "late": late(request),
        "open": {"isClosed": {"eq": False}},
        "held": {"isHeldBack": {"eq": True}},
    }[values[0]]


def _idea(row: pages.Row) -> pages.Cell:
    held = translate("Held back: somebody may be named.") if row["isHeldBack"] else ""
    return pages.Link(row["idea"], pages.url("council.proposal", proposal_id=row["id"]), hint=held)


PROPOSALS = pages.ListPage(
    name="council.proposals",
    path="/council",
    title=_("What did the council ask, and what was answered?"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["proposals"],
    variables=lambda request: {"waiting": WAITING, "late": late(request)},
    connection="councilProposals",
    summary=_summary,
    figures=_figures,
    empty=_("No proposal is written down yet. Set up the council, then write down what it asks for."),
    columns=(
        pages.Column(
            heading=_("Number"),
            cell=lambda row, _request: pages.Number(row["number"]),
            sort="number",
            numeric=True,
        ),
        pages.Column(heading=_("What the council asks for"), cell=lambda row, _request: _idea(row)),
        pages.Column(
            heading=_("Theme"),
            cell=lambda row, _request: pages.Words(Theme(row["theme"]).label),
            sort="theme",
        ),
        pages.Column(heading=_("Where it stands"), cell=lambda row, _request: status_tag(row["status"])),
        pages.Column(heading=_("By when"), cell=lambda row, _request: due_cell(row), sort="answerDueOn"),
        pages.Column(
            heading=_("Raised"), cell=lambda row, _request: pages.Date(row["raisedOn"]), sort="raisedOn"
        ),
    ),
    row_label=lambda row: number_words(row["number"]),
    filters=(
        pages.Filter(
            name="show",
            label=_("Show"),
            kind="one",
            choices=(
                pages.Choice("waiting", _("Waiting for an answer")),
                pages.Choice("late", _("Answer overdue")),
                pages.Choice("open", _("Not closed")),
                pages.Choice("held", _("Held back from what is published")),
            ),
            condition=_shown,
        ),
        pages.any_of("theme", _("Theme"), "theme", pages.each_of(Theme)),
        pages.any_of(
            "status",
            _("Where it stands"),
            "status",
            pages.each_of(ProposalStatus),
        ),
    ),
    default_order=(pages.Order("number", descending=True),),
    actions=(
        pages.ActionLink(
            label=_("Write down a proposal"), href=lambda _data, _request: pages.url("council.raise")
        ),
    ),
)
