"""Forms of an election: planned, and taken a step on."""

from __future__ import annotations

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ElectionStatus
from plugins.council.pages.election_words import election_words, next_step, next_words
from plugins.council.pages.roll_words import (
    OPEN,
    term_field,
)
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import ELECTION_RUN
from plugins.council.rules.counts import MOST_PAPERS

S = ElectionStatus
LEADS: dict[ElectionStatus, Text] = {
    S.NOMINATIONS: _("People may then be put forward for each party's list."),
    S.CAMPAIGN: _("The lists and the ballot paper are then fixed."),
    S.VOTING: _("Papers may then be typed in. Say how many people may vote: turnout is of these."),
    S.COUNTED: _("The seats are then shared out by both counts together."),
    S.RESULT_PUBLISHED: _("Everybody may then see the result: parties, votes, seats, turnout. No names."),
}


def to_election(election_id: str) -> pages.Address:
    return pages.url("council.election", election_id=election_id)


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return to_election(data["councilElection"]["id"])


PLAN = pages.FormPage(
    name="council.plan_election",
    path="/council/elections/add",
    title=_("Plan an election"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["open_terms"],
    variables=lambda _request: {"open": OPEN},
    mutation=DOCUMENTS["plan_election"],
    fields=(
        term_field(_("For the seats of which term?")),
        pages.DateField(name="votes_on", label=_("Day of the vote"), argument="votesOn"),
    ),
    arguments=lambda form, _request: {"termId": form["term"], "votesOn": pages.iso_day(form["votes_on"])},
    success=lambda data, _request: pages.Outcome(
        to_election(data["councilPlanElection"]["id"]), translate("The election is planned. Add its parties.")
    ),
    submit=_("Plan it"),
    back=lambda _data, _request: pages.url("council.elections"),
)


def _move_fields(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Field, ...]:
    row = data["councilElection"]
    following = next_step(row)
    hidden = pages.HiddenField(name="status")
    if following is not S.VOTING:
        return (hidden,)
    return (
        hidden,
        pages.NumberField(
            name="prisoners_eligible",
            label=_("How many people in prison may vote?"),
            hint=_("The roll of the prison on the morning of the vote."),
            least=1,
            most=MOST_PAPERS,
            argument="prisonersEligible",
        ),
        pages.NumberField(
            name="staff_eligible",
            label=_("How many members of staff may vote?"),
            hint=_("0 if staff do not vote in this election."),
            most=MOST_PAPERS,
            argument="staffEligible",
        ),
    )


def _move_heading(data: pages.Data, _request: pages.PageRequest) -> Text:
    following = next_step(data["councilElection"])
    if following is None:
        return election_words(data["councilElection"]["number"])
    said = translate("{election}: go on to “{status}”?")
    return said.format(election=election_words(data["councilElection"]["number"]), status=following.label)


def _move_lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    following = next_step(data["councilElection"])
    return next_words(data["councilElection"]) if following is None else LEADS[following]


def _moved(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilMoveElection"]
    said = translate("The election is now at “{status}”.").format(status=S(row["status"]).label)
    return pages.Outcome(to_election(row["id"]), said)


MOVE = pages.FormPage(
    name="council.move_election",
    path="/council/elections/{election_id:uuid}/next",
    title=_("Take the election a step on"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["election"],
    variables=lambda request: {"id": request.path["election_id"], "names": False},
    found="councilElection",
    heading=_move_heading,
    lead=_move_lead,
    mutation=DOCUMENTS["move_election"],
    more_fields=_move_fields,
    initial=lambda data, _request: {"status": next_step(data["councilElection"])},
    arguments=lambda form, request: {
        "electionId": request.path["election_id"],
        "status": form["status"] or None,
        "prisonersEligible": form.get("prisoners_eligible"),
        "staffEligible": form.get("staff_eligible"),
    },
    success=_moved,
    submit=_("Go on"),
    back=_back,
)
ELECTION_FORMS = (PLAN, MOVE)
