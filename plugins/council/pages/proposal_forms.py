"""Forms of a proposal: written down, answered, taken a step further."""

from __future__ import annotations

from datetime import date

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import MemberRole, ProposalStatus, Theme
from plugins.council.pages.proposal import steps_of_council, steps_of_prison
from plugins.council.pages.words import DOCUMENTS, number_words, standing
from plugins.council.permissions import PROPOSAL_ANSWER, PROPOSAL_RAISE
from plugins.council.services.proposals import LONGEST

NO_NAMES = _("No names, no prison numbers, no cells: write roles, such as “the representative of B wing”.")
UNTIL = pages.DateField(
    name="until",
    label=_("Until when?"),
    hint=_("For yes: by when it is done. For put off: when it is looked at again."),
    required=False,
)
REASON = pages.TextArea(
    name="reason",
    label=_("Why, in words the council can read"),
    hint=_("Needed for anything but a plain yes."),
    max_length=LONGEST["reason"],
    required=False,
)
ON = pages.DateField(name="on", label=_("On which day?"))


def _councils(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(row["id"], row["name"]) for row in data["councilBodies"]["nodes"])


def _raised(form: pages.Form, _request: pages.PageRequest) -> pages.Variables:
    return {
        "given": {
            "councilId": form["council"],
            "theme": form["theme"],
            "problem": form["problem"],
            "idea": form["idea"],
            "whoBenefits": form["who_benefits"] or "",
            "cost": form["cost"] or "",
            "support": form["support"],
            "raisedBy": form["raised_by"],
            "earlierNumber": form["earlier_number"],
            "isNew": form["is_new"],
            "on": pages.iso_day(form["on"]),
        }
    }


def _was_raised(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilRaiseProposal"]
    said = translate("It is proposal {number}.").format(number=row["number"])
    if row["isHeldBack"]:
        held = translate("Somebody may be named in it: it is held back from all that is published.")
        said = f"{said} {held}"
    return pages.Outcome(pages.url("council.proposal", proposal_id=row["id"]), said)


def _first_answers(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    rows = data["councilBodies"]["nodes"]
    given: dict[str, str | date] = {"on": request.today, "raised_by": MemberRole.COUNCIL_MEMBER.value}
    return given | ({"council": rows[0]["id"]} if len(rows) == 1 else {})


RAISE = pages.FormPage(
    name="council.raise",
    path="/council/proposals/add",
    title=_("What does the council propose?"),
    permission=PROPOSAL_RAISE,
    document=DOCUMENTS["running"],
    mutation=DOCUMENTS["raise_proposal"],
    lead=lambda _data, _request: NO_NAMES,
    fields=(
        pages.RadioField(name="council", label=_("Which council?"), choices=_councils, argument="councilId"),
        pages.SelectField(
            name="theme",
            label=_("Theme"),
            choices=pages.each_of(Theme),
        ),
        pages.TextArea(
            name="problem", label=_("What is wrong today?"), max_length=LONGEST["problem"], rows=3
        ),
        pages.TextArea(
            name="idea", label=_("What does the council ask for?"), max_length=LONGEST["idea"], rows=3
        ),
        pages.TextField(
            name="who_benefits",
            label=_("Who benefits?"),
            max_length=LONGEST["who_benefits"],
            required=False,
            argument="whoBenefits",
        ),
        pages.TextField(
            name="cost",
            label=_("What does it cost, and who could pay?"),
            max_length=LONGEST["cost"],
            required=False,
        ),
        pages.NumberField(name="support", label=_("How many people were for it?"), required=False, most=5000),
        pages.SelectField(
            name="raised_by",
            label=_("Who raised it?"),
            choices=pages.each_of(MemberRole),
            argument="raisedBy",
        ),
        pages.NumberField(
            name="earlier_number",
            label=_("Was it asked before? The number of that proposal"),
            required=False,
            least=1,
            most=100_000,
            argument="earlierNumber",
        ),
        pages.CheckboxField(
            name="is_new",
            label=_("I have looked: it was not asked before"),
            hint=_("Without this you are shown earlier proposals that read alike first."),
            required=False,
        ),
        ON,
    ),
    initial=_first_answers,
    arguments=_raised,
    success=_was_raised,
    submit=_("Write it down"),
    back=lambda _data, _request: pages.url("council.proposals"),
)


def proposal_lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["councilProposal"]
    parts = (row["problem"], row["idea"], standing(row))
    return f"{number_words(row['number'])}: {' '.join(str(part) for part in parts if part)}"


def back_to_proposal(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("council.proposal", proposal_id=data["councilProposal"]["id"])


def _step(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    return {
        "given": {
            "proposalId": request.path["proposal_id"],
            "status": form["status"],
            "on": pages.iso_day(form["on"]),
            "reason": form["reason"] or "",
            "until": pages.iso_day(form["until"]),
            "earlierNumber": form.get("earlier_number"),
        }
    }


def _recorded(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilRecordStep"]
    said = translate("Recorded: {status}.").format(status=ProposalStatus(row["status"]).label)
    return pages.Outcome(pages.url("council.proposal", proposal_id=row["id"]), said)


ANSWER = pages.FormPage(
    name="council.answer",
    path="/council/proposals/{proposal_id:uuid}/answer",
    title=_("What does the prison say?"),
    permission=PROPOSAL_ANSWER,
    document=DOCUMENTS["proposal"],
    variables=lambda request: {"id": request.path["proposal_id"]},
    found="councilProposal",
    lead=proposal_lead,
    mutation=DOCUMENTS["record_step"],
    fields=(
        pages.RadioField(
            name="status",
            label=_("The prison says"),
            choices=lambda data, _request: pages.each_of(steps_of_prison(data["councilProposal"])),
        ),
        REASON,
        UNTIL,
        ON,
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=_step,
    success=_recorded,
    submit=_("Record it"),
    back=back_to_proposal,
)
STEP = pages.FormPage(
    name="council.step",
    path="/council/proposals/{proposal_id:uuid}/step",
    title=_("What did the council do?"),
    permission=PROPOSAL_RAISE,
    document=DOCUMENTS["proposal"],
    variables=lambda request: {"id": request.path["proposal_id"]},
    found="councilProposal",
    lead=proposal_lead,
    mutation=DOCUMENTS["record_step"],
    fields=(
        pages.RadioField(
            name="status",
            label=_("The council"),
            choices=lambda data, _request: pages.each_of(steps_of_council(data["councilProposal"])),
        ),
        pages.NumberField(
            name="earlier_number",
            label=_("If it is the same as another: the number of that one"),
            required=False,
            least=1,
            most=100_000,
            argument="earlierNumber",
        ),
        REASON,
        UNTIL,
        ON,
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=_step,
    success=_recorded,
    submit=_("Record it"),
    back=back_to_proposal,
)
PROPOSAL_FORMS = (RAISE, ANSWER, STEP)
