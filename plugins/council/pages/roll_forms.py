"""Forms of the roll: a member added, put right, leaving, and agreeing to a purpose or taking it back."""

from __future__ import annotations

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import MemberRole, Theme
from plugins.council.pages.roll_words import OPEN, name_of, purpose_choices, term_field, wing_field
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MEMBER_CHANGE
from plugins.council.services.members import LONGEST_NAME

PARTICULARS: tuple[pages.Field, ...] = (
    pages.TextField(
        name="first_name",
        label=_("First name"),
        max_length=LONGEST_NAME,
        argument="firstName",
        autocomplete="off",
        hint=_("For the roll alone: the scan keeps it out of all that is published."),
    ),
    pages.TextField(
        name="last_name",
        label=_("Last name"),
        max_length=LONGEST_NAME,
        argument="lastName",
        autocomplete="off",
    ),
    pages.SelectField(
        name="role",
        label=_("Role"),
        choices=pages.each_of(MemberRole),
    ),
    pages.SelectField(
        name="theme",
        label=_("Theme"),
        choices=pages.each_of(Theme),
        hint=_("For a theme representative."),
        nothing=_("None"),
        required=False,
    ),
    wing_field(),
    pages.DateField(
        name="joined_on",
        label=_("On the council from"),
        hint=_("Leave it empty for somebody who is only put forward."),
        required=False,
        argument="joinedOn",
    ),
    pages.DateField(
        name="inducted_on",
        label=_("Shown how the council works on"),
        required=False,
        argument="inductedOn",
    ),
)


def _given(form: pages.Form) -> pages.Variables:
    return {
        "firstName": form["first_name"],
        "lastName": form["last_name"],
        "role": form["role"],
        "theme": form["theme"],
        "wingId": form["wing"],
        "joinedOn": pages.iso_day(form["joined_on"]),
        "inductedOn": pages.iso_day(form["inducted_on"]),
    }


def _first_answers(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    terms = data["councilTerms"]["nodes"]
    given: pages.Form = {"role": MemberRole.COUNCIL_MEMBER.value, "joined_on": request.today}
    return {**given, "term": terms[0]["id"]} if len(terms) == 1 else given


ADD_MEMBER = pages.FormPage(
    name="council.add_member",
    path="/council/members/add",
    title=_("Who joins the council?"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["roll_choices"],
    variables=lambda _request: {"open": OPEN},
    mutation=DOCUMENTS["add_member"],
    fields=(
        term_field(_("For which term?")),
        *PARTICULARS,
        pages.CheckboxesField(
            name="agreed",
            label=_("What did they agree to?"),
            hint=_("Tick what they said yes to. Each can be taken back by itself at any time."),
            choices=purpose_choices(),
            required=False,
        ),
    ),
    initial=_first_answers,
    arguments=lambda form, _request: {
        "termId": form["term"],
        "given": _given(form),
        "agreed": form["agreed"] or (),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.member", councillor_id=data["councilAddMember"]["id"]),
        translate("They are on the roll, as number {number}.").format(
            number=data["councilAddMember"]["number"]
        ),
    ),
    submit=_("Add to the roll"),
    back=lambda _data, _request: pages.url("council.members"),
)


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("council.member", councillor_id=data["councilMember"]["id"])


def _heading(data: pages.Data, _request: pages.PageRequest) -> Text:
    return name_of(data["councilMember"])


def _as_it_is(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = data["councilMember"]
    return {
        "first_name": row["firstName"],
        "last_name": row["lastName"],
        "role": row["role"],
        "theme": row["theme"],
        "wing": row["wingId"],
        "party": row["partyId"],
        "joined_on": day(row["joinedOn"]) if row["joinedOn"] else None,
        "inducted_on": day(row["inductedOn"]) if row["inductedOn"] else None,
    }


CHANGE_MEMBER = pages.FormPage(
    name="council.change_member",
    path="/council/members/{councillor_id:uuid}/change",
    title=_("What is to be put right?"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["member"],
    variables=lambda request: {"id": request.path["councillor_id"]},
    found="councilMember",
    mutation=DOCUMENTS["change_member"],
    fields=(pages.HiddenField(name="party"), *PARTICULARS),
    initial=_as_it_is,
    arguments=lambda form, request: {
        "memberId": request.path["councillor_id"],
        "given": {**_given(form), "partyId": form["party"] or None},
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.member", councillor_id=data["councilChangeMember"]["id"]),
        translate("It is put right."),
    ),
    submit=_("Put it right"),
    back=_back,
)
LEAVE = pages.FormPage(
    name="council.leave",
    path="/council/members/{councillor_id:uuid}/leave",
    title=_("When did they leave the council?"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["member"],
    variables=lambda request: {"id": request.path["councillor_id"]},
    found="councilMember",
    mutation=DOCUMENTS["leave"],
    lead=_heading,
    fields=(
        pages.DateField(name="on", label=_("They left on"), hint=_("Why they left is not written down.")),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        "memberId": request.path["councillor_id"],
        "on": pages.iso_day(form["on"]),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.member", councillor_id=data["councilLeave"]["id"]),
        translate("They have left."),
    ),
    submit=_("Record it"),
    back=_back,
)
CONSENT = pages.FormPage(
    name="council.consent",
    path="/council/members/{councillor_id:uuid}/consent",
    title=_("What did they agree to, or take back?"),
    permission=MEMBER_CHANGE,
    document=DOCUMENTS["member"],
    variables=lambda request: {"id": request.path["councillor_id"]},
    found="councilMember",
    mutation=DOCUMENTS["record_consent"],
    lead=_heading,
    fields=(
        pages.RadioField(name="purpose", label=_("Which purpose?"), choices=purpose_choices()),
        pages.RadioField(
            name="said",
            label=_("What did they say?"),
            choices=(
                pages.Choice("yes", _("They agree")),
                pages.Choice(
                    "no",
                    _("They take it back"),
                    _("What is still published of them is then taken out or masked."),
                ),
            ),
            argument="isGiven",
        ),
        pages.DateField(name="on", label=_("They said so on")),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        "memberId": request.path["councillor_id"],
        "purpose": form["purpose"],
        "isGiven": form["said"] == "yes",
        "on": pages.iso_day(form["on"]),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.member", councillor_id=data["councilRecordConsent"]["id"]),
        translate("It is written down."),
    ),
    submit=_("Write it down"),
    back=_back,
)
ROLL_FORMS = (ADD_MEMBER, CHANGE_MEMBER, LEAVE, CONSENT)
