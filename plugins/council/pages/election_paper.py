"""What of an election is put on paper: ballot papers and count sheets before the vote, a poster after it."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.council.enums import ElectionPaper, ElectionStatus, Tongue
from plugins.council.pages.election_forms import to_election
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import ELECTION_RUN

BEFORE = (ElectionPaper.BALLOT, ElectionPaper.COUNT_SHEETS)
AFTER = (ElectionPaper.RESULT_A4, ElectionPaper.RESULT_A5)
TO_PRINT = {
    ElectionStatus.CAMPAIGN: BEFORE,
    ElectionStatus.VOTING: BEFORE,
    ElectionStatus.RESULT_PUBLISHED: AFTER,
}


def _papers(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return pages.each_of(TO_PRINT.get(ElectionStatus(data["councilElection"]["status"]), ()))


def _tongue(_data: pages.Data, request: pages.PageRequest) -> tuple[pages.Field, ...]:
    if not request.prison.is_welsh:
        return (pages.HiddenField(name="tongue"),)
    return (pages.RadioField(name="tongue", label=_("In which language?"), choices=pages.each_of(Tongue)),)


def _first_answers(_data: pages.Data, request: pages.PageRequest) -> pages.Form:
    return {"tongue": (Tongue.BOTH if request.prison.is_welsh else Tongue.ENGLISH).value}


PRINT = pages.FormPage(
    name="council.print_election",
    path="/council/elections/{election_id:uuid}/print",
    title=_("What is to be printed?"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["election"],
    variables=lambda request: {"id": request.path["election_id"], "names": False},
    found="councilElection",
    lead=lambda _data, _request: _(
        "Everything is in black and white and names nobody. Count sheets have the code of the screen "
        "they are typed into."
    ),
    mutation=DOCUMENTS["print_election"],
    fields=(pages.RadioField(name="paper", label=_("Which paper?"), choices=_papers),),
    more_fields=_tongue,
    initial=_first_answers,
    arguments=lambda form, request: {
        "electionId": request.path["election_id"],
        "paper": form["paper"],
        "tongue": form["tongue"],
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("core.report", report_id=data["councilPrintElection"]["reportId"])
    ),
    submit=_("Make the PDF"),
    back=lambda data, _request: to_election(data["councilElection"]["id"]),
)
