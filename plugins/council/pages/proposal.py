"""One proposal: where it stands, what is owed by when, what was said, and every step it took."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.sdk import Text, Viewer, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import AnswerOwner, MemberRole, ProposalStatus, Theme
from plugins.council.pages.words import (
    DOCUMENTS,
    asked_words,
    day,
    deed_words,
    number_words,
    owner_words,
    standing,
    status_tag,
)
from plugins.council.permissions import PROPOSAL_ANSWER, PROPOSAL_RAISE, PROPOSAL_READ, PUBLISH
from plugins.council.rules.proposals import ANSWERS, SAID_BY_THE_PRISON, STEPS, WAITING


def steps_of_prison(row: pages.Row) -> tuple[ProposalStatus, ...]:
    """Return what the prison may say next, in the order of the codes."""
    following = STEPS[ProposalStatus(row["status"])] & SAID_BY_THE_PRISON
    return tuple(one for one in ProposalStatus if one in following)


def steps_of_council(row: pages.Row) -> tuple[ProposalStatus, ...]:
    """Return what the council may do next, in the order of the codes."""
    following = STEPS[ProposalStatus(row["status"])] - SAID_BY_THE_PRISON
    return tuple(one for one in ProposalStatus if one in following)


def _may_act(row: pages.Row, viewer: Viewer) -> bool:
    said = bool(steps_of_prison(row)) and viewer.may(PROPOSAL_ANSWER)
    return said or (bool(steps_of_council(row)) and viewer.may(PROPOSAL_RAISE))


def _turn(row: pages.Row) -> Text:
    if ProposalStatus(row["status"]) in WAITING:
        return AnswerOwner(row["ownerRole"]).label
    return "" if row["isClosed"] else _("The council's facilitator or the co-ordinator")


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    if row["problem"]:
        yield pages.Fact(_("What is wrong today"), pages.Words(row["problem"]))
    yield pages.Fact(_("What the council asks for"), pages.Words(row["idea"]))
    if row["whoBenefits"]:
        yield pages.Fact(_("Who benefits"), pages.Words(row["whoBenefits"]))
    if row["cost"]:
        yield pages.Fact(_("What it costs"), pages.Words(row["cost"]))
    if row["support"] is not None:
        yield pages.Fact(_("People who were for it"), pages.Number(row["support"]))
    yield pages.Fact(_("Theme"), pages.Words(Theme(row["theme"]).label))
    yield pages.Fact(_("Raised by"), pages.Words(MemberRole(row["raisedBy"]).label))
    yield pages.Fact(_("Raised on"), pages.Date(row["raisedOn"]))
    if row["answerDueOn"]:
        yield pages.Fact(_("Answer due by"), pages.Date(row["answerDueOn"]))
    if row["isWaiting"]:
        yield pages.Fact(_("Who owes the answer"), pages.Words(owner_words(row)))
    if row["answeredOn"]:
        yield pages.Fact(_("Answered on"), pages.Date(row["answeredOn"]))
    if row["earlierId"]:
        yield pages.Fact(
            _("Asked before as"),
            pages.Link(
                number_words(row["earlierNumber"]),
                pages.url("council.proposal", proposal_id=row["earlierId"]),
            ),
        )


def _said(row: pages.Row) -> Iterator[pages.Section]:
    """Say the last answer beside what was asked."""
    answers = [one for one in row["steps"] if ProposalStatus(one["status"]) in ANSWERS and one["reason"]]
    if answers:
        yield pages.Section(heading=_("What the prison said"), text=answers[-1]["reason"])
    came_back = [one["said"] for one in row["escalations"] if one["said"]]
    if came_back:
        yield pages.Section(heading=_("What HMPPS said"), text=came_back[-1])
    if row["isHeldBack"]:
        yield pages.Section(
            heading=_("Held back"),
            text=_(
                "Something here looks like a name, a prison number, a cell or a matter of security. "
                "Nothing of this proposal is published until somebody has looked at it."
            ),
        )


def _deeds(data: pages.Data) -> Iterator[pages.Section]:
    """Show who does what for it by when: it is not done before they are."""
    if data["councilDeeds"]:
        yield pages.Section(
            heading=_("What is being done for it"),
            points=tuple(deed_words(one) for one in data["councilDeeds"]),
        )


def _topic(data: pages.Data) -> Iterator[pages.Section]:
    """Show whatever asked the same, in order, so that nobody answers it anew without knowing."""
    asked = data["councilTopic"]
    if len(asked) > 1:
        yield pages.Section(
            heading=_("What was asked of this, in order"), points=tuple(asked_words(one) for one in asked)
        )


def _entry(step: pages.Row) -> pages.TimelineEntry:
    status = ProposalStatus(step["status"])
    until = ""
    if step["untilOn"]:
        until = translate("Until {day}.").format(day=long_date(day(step["untilOn"])))
    words = " ".join(part for part in (step["reason"] or "", until) if part)
    return pages.TimelineEntry(title=status.label, at=step["happenedOn"], description=words)


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["councilProposal"]
    return pages.Record(
        title=number_words(row["number"]),
        caption=row["councilName"],
        tag=status_tag(row["status"]),
        turn=_turn(row),
        lead=standing(row),
        nobody="" if row["isClosed"] or _may_act(row, request.viewer) else _turn(row),
        facts=tuple(_facts(row)),
        sections=(*_said(row), *_deeds(data), *_topic(data)),
        timeline=tuple(_entry(step) for step in row["steps"]),
        back=pages.url("council.proposals"),
        back_label=_("Council"),
    )


def _to(page: str) -> Callable[[pages.Data, pages.PageRequest], pages.Address]:
    return lambda data, _request: pages.url(page, proposal_id=data["councilProposal"]["id"])


def _prison_says(data: pages.Data) -> bool:
    return bool(steps_of_prison(data["councilProposal"]))


def _council_acts(data: pages.Data) -> bool:
    return bool(steps_of_council(data["councilProposal"]))


def _is_with_hmpps(data: pages.Data) -> bool:
    return ProposalStatus(data["councilProposal"]["status"]) is ProposalStatus.ESCALATED_NATIONAL


PROPOSAL = pages.RecordPage(
    name="council.proposal",
    path="/council/proposals/{proposal_id:uuid}",
    title=_("A proposal"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["proposal"],
    variables=lambda request: {"id": request.path["proposal_id"]},
    record=_record,
    found="councilProposal",
    actions=(
        pages.ActionLink(
            label=_("Record what the prison says"),
            href=_to("council.answer"),
            offered=lambda data, _request: _prison_says(data),
        ),
        pages.ActionLink(
            label=_("Write down what HMPPS said"),
            href=_to("council.national_answer"),
            offered=lambda data, _request: _is_with_hmpps(data),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Say who owes the answer"),
            href=_to("council.owner"),
            offered=lambda data, _request: data["councilProposal"]["isWaiting"],
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Record what the council does"),
            href=_to("council.step"),
            offered=lambda data, _request: _council_acts(data) and not _prison_says(data),
        ),
        pages.ActionLink(
            label=_("Record what the council does"),
            href=_to("council.step"),
            offered=lambda data, _request: _council_acts(data) and _prison_says(data),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("See what other prisons answered on this theme"),
            href=lambda data, _request: pages.url("council.elsewhere").asking(
                theme=data["councilProposal"]["theme"]
            ),
            offered=lambda data, _request: data["councilProposal"]["isWaiting"],
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Look over the text"),
            href=lambda data, _request: pages.url(
                "council.review", source="proposal", source_id=data["councilProposal"]["id"]
            ),
            offered=lambda data, _request: data["councilProposal"]["isHeldBack"],
            style="secondary",
        ),
        pages.Action(
            name="publish",
            label=_("Publish it with its answer"),
            permission=PUBLISH,
            mutation=DOCUMENTS["publish"],
            variables=lambda request: {"kind": "PROPOSAL", "sourceId": request.path["proposal_id"]},
            success=lambda data, _request: pages.Outcome(
                pages.url("council.publication", publication_id=data["councilPublish"]["id"]),
                translate("Published."),
            ),
            offered=lambda data, _request: (
                bool(data["councilProposal"]["answeredOn"]) and not data["councilProposal"]["isHeldBack"]
            ),
        ),
    ),
)
