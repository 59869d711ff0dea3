"""Forms beside an answer: who owes it, and what HMPPS said."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate
from plugins.council.enums import AnswerOwner
from plugins.council.pages.proposal_forms import back_to_proposal, proposal_lead
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import PROPOSAL_ANSWER
from plugins.council.services.escalations import LONGEST_ANSWER

OWNER = pages.FormPage(
    name="council.owner",
    path="/council/proposals/{proposal_id:uuid}/owner",
    title=_("Who owes the answer?"),
    permission=PROPOSAL_ANSWER,
    document=DOCUMENTS["proposal"],
    variables=lambda request: {"id": request.path["proposal_id"]},
    found="councilProposal",
    lead=proposal_lead,
    mutation=DOCUMENTS["give_answer"],
    fields=(
        pages.RadioField(
            name="owner",
            label=_("The answer is owed by"),
            hint=_("They are reminded before it is due and after. The day it is due by stays."),
            choices=pages.each_of(AnswerOwner),
        ),
        pages.CheckboxField(
            name="myself",
            label=_("I take it on myself"),
            hint=_("Then you are reminded, and the role stands in for you."),
            required=False,
        ),
    ),
    initial=lambda data, _request: {"owner": data["councilProposal"]["ownerRole"]},
    arguments=lambda form, request: {
        "given": {
            "proposalId": request.path["proposal_id"],
            "owner": form["owner"],
            "myself": form["myself"],
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.proposal", proposal_id=data["councilGiveAnswerTo"]["id"]),
        translate("The answer is owed by: {owner}.").format(
            owner=AnswerOwner(data["councilGiveAnswerTo"]["ownerRole"]).label
        ),
    ),
    submit=_("Give it to them"),
    back=back_to_proposal,
)
NATIONAL_ANSWER = pages.FormPage(
    name="council.national_answer",
    path="/council/proposals/{proposal_id:uuid}/national",
    title=_("What did HMPPS say?"),
    permission=PROPOSAL_ANSWER,
    document=DOCUMENTS["proposal"],
    variables=lambda request: {"id": request.path["proposal_id"]},
    found="councilProposal",
    lead=proposal_lead,
    mutation=DOCUMENTS["national_answer"],
    fields=(
        pages.TextArea(
            name="said",
            label=_("What HMPPS answered, in words the council can read"),
            hint=_("What the prison makes of it is recorded after this, as its own answer."),
            max_length=LONGEST_ANSWER,
        ),
        pages.DateField(name="on", label=_("On which day did it come?")),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        "id": request.path["proposal_id"],
        "said": form["said"],
        "on": pages.iso_day(form["on"]),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.proposal", proposal_id=data["councilRecordNationalAnswer"]["id"]),
        translate("It is written down. Record what the prison makes of it."),
    ),
    submit=_("Write it down"),
    back=back_to_proposal,
)
ANSWER_FORMS = (OWNER, NATIONAL_ANSWER)
