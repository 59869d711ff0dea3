"""Forms of the parties of an election: what each stands for, and who is put forward and accepted."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate
from plugins.council.enums import NominationStatus, Theme
from plugins.council.pages.election_forms import to_election
from plugins.council.pages.roll_words import name_of, purpose_choices, wing_field
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import ELECTION_RUN, MEMBER_CHANGE
from plugins.council.services.members import LONGEST_NAME
from plugins.council.services.parties import LONGEST_MANIFESTO
from plugins.council.services.parties import LONGEST_NAME as LONGEST_PARTY

PARTY_FIELDS: tuple[pages.Field, ...] = (
    pages.TextField(
        name="name",
        label=_("Name of the party"),
        hint=_("What it stands for in a few words: never somebody's name."),
        max_length=LONGEST_PARTY,
    ),
    pages.SelectField(name="theme", label=_("Theme"), choices=pages.each_of(Theme)),
    pages.TextArea(
        name="manifesto",
        label=_("What will it do?"),
        hint=_("It is printed on the ballot paper."),
        max_length=LONGEST_MANIFESTO,
        rows=4,
        required=False,
    ),
)


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return to_election(data["councilElection"]["id"])


def _programme(form: pages.Form) -> pages.Variables:
    return {"name": form["name"], "theme": form["theme"], "manifesto": form["manifesto"] or ""}


ADD_PARTY = pages.FormPage(
    name="council.add_party",
    path="/council/elections/{election_id:uuid}/parties/add",
    title=_("Which party stands?"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["election"],
    variables=lambda request: {"id": request.path["election_id"], "names": False},
    found="councilElection",
    mutation=DOCUMENTS["add_party"],
    fields=PARTY_FIELDS,
    arguments=lambda form, request: {
        "electionId": request.path["election_id"],
        "given": _programme(form),
    },
    success=lambda data, _request: pages.Outcome(
        to_election(data["councilAddParty"]["electionId"]),
        translate("{party} is on the ballot paper.").format(party=data["councilAddParty"]["name"]),
    ),
    submit=_("Add the party"),
    back=_back,
)
CHANGE_PARTY = pages.FormPage(
    name="council.change_party",
    path="/council/parties/{party_id:uuid}/change",
    title=_("What does this party stand for?"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["party"],
    variables=lambda request: {"id": request.path["party_id"]},
    found="councilParty",
    mutation=DOCUMENTS["change_party"],
    fields=PARTY_FIELDS,
    initial=lambda data, _request: {
        name: data["councilParty"][name] for name in ("name", "theme", "manifesto")
    },
    arguments=lambda form, request: {"partyId": request.path["party_id"], "given": _programme(form)},
    success=lambda data, _request: pages.Outcome(
        to_election(data["councilChangeParty"]["electionId"]), translate("It is put right.")
    ),
    submit=_("Put it right"),
    back=lambda data, _request: to_election(data["councilParty"]["electionId"]),
)


def _list_table(row: pages.Row) -> pages.Section:
    rows = tuple(
        (
            pages.Number(one["position"]),
            pages.Link(name_of(one), pages.url("council.member", councillor_id=one["memberId"])),
            pages.Words(NominationStatus(one["status"]).label),
            pages.Link(_("Decide"), pages.url("council.decide_nomination", nomination_id=one["id"])),
        )
        for one in row["nominations"]
    )
    return pages.Section(
        heading=_("The list"),
        table=pages.Table(
            caption=_("Who is put forward, in the order in which seats are taken"),
            headings=(_("Place"), _("Name"), _("Where it stands"), _("Decide")),
            rows=rows,
            empty=_("Nobody is put forward yet."),
        ),
    )


PARTY = pages.RecordPage(
    name="council.party",
    path="/council/parties/{party_id:uuid}",
    title=_("The list of a party"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["party_list"],
    variables=lambda request: {"id": request.path["party_id"]},
    record=lambda data, _request: pages.Record(
        title=data["councilParty"]["name"],
        lead=translate("These names stand on the roll alone: the ballot paper has parties."),
        sections=(_list_table(data["councilParty"]),),
        back=to_election(data["councilParty"]["electionId"]),
        back_label=_("The election"),
    ),
    found="councilParty",
    actions=(
        pages.ActionLink(
            label=_("Put somebody forward"),
            href=lambda data, _request: pages.url("council.nominate", party_id=data["councilParty"]["id"]),
        ),
        pages.Action(
            name="remove",
            label=_("Take this party off the ballot paper"),
            permission=ELECTION_RUN,
            mutation=DOCUMENTS["remove_party"],
            variables=lambda request: {"partyId": request.path["party_id"]},
            success=lambda data, _request: pages.Outcome(
                to_election(data["councilRemoveParty"]["id"]), translate("The party is off the ballot paper.")
            ),
            offered=lambda data, _request: not data["councilParty"]["nominations"],
            confirm=_("Take this party off the ballot paper? Those below it move up."),
            style="warning",
        ),
    ),
)
NOMINATE = pages.FormPage(
    name="council.nominate",
    path="/council/parties/{party_id:uuid}/nominate",
    title=_("Who is put forward?"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["party_wings"],
    variables=lambda request: {"id": request.path["party_id"]},
    found="councilParty",
    mutation=DOCUMENTS["nominate"],
    lead=lambda data, _request: data["councilParty"]["name"],
    fields=(
        pages.TextField(
            name="first_name",
            label=_("First name"),
            max_length=LONGEST_NAME,
            argument="firstName",
            autocomplete="off",
        ),
        pages.TextField(
            name="last_name",
            label=_("Last name"),
            max_length=LONGEST_NAME,
            argument="lastName",
            autocomplete="off",
        ),
        wing_field(),
        pages.CheckboxesField(
            name="agreed",
            label=_("What did they agree to?"),
            choices=purpose_choices(),
            required=False,
        ),
    ),
    arguments=lambda form, request: {
        "given": {
            "partyId": request.path["party_id"],
            "firstName": form["first_name"],
            "lastName": form["last_name"],
            "wingId": form["wing"],
            "agreed": form["agreed"] or (),
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.party", party_id=data["councilNominate"]["id"]),
        translate("They are put forward."),
    ),
    submit=_("Put them forward"),
    back=lambda data, _request: pages.url("council.party", party_id=data["councilParty"]["id"]),
)
DECIDE = pages.FormPage(
    name="council.decide_nomination",
    path="/council/nominations/{nomination_id:uuid}",
    title=_("Is this person accepted for the list?"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["nomination"],
    variables=lambda request: {"id": request.path["nomination_id"]},
    found="councilNomination",
    mutation=DOCUMENTS["decide_nomination"],
    lead=lambda data, _request: name_of(data["councilNomination"]),
    fields=(
        pages.RadioField(
            name="status",
            label=_("What was decided?"),
            hint=_("Why is not written down."),
            choices=pages.each_of(one for one in NominationStatus if one is not NominationStatus.PUT_FORWARD),
        ),
    ),
    arguments=lambda form, request: {
        "nominationId": request.path["nomination_id"],
        "status": form["status"],
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.party", party_id=data["councilDecideNomination"]["id"]),
        translate("It is written down."),
    ),
    submit=_("Write it down"),
    back=lambda data, _request: pages.url("council.party", party_id=data["councilNomination"]["partyId"]),
)
PARTY_FORMS = (ADD_PARTY, CHANGE_PARTY, PARTY, NOMINATE, DECIDE)
