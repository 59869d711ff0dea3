"""Forms for a person: that they are here, what they are called and do, and that they have left."""

from __future__ import annotations

from collections.abc import Sequence

from core.pages import (
    Action,
    Address,
    Choice,
    Data,
    DateField,
    Form,
    FormPage,
    Outcome,
    PageRequest,
    RadioField,
    SelectField,
    TextField,
    Variables,
    each_of,
    iso_day,
    url,
)
from core.partnership.enums import PersonKind, PersonStatus
from core.partnership.pages.labels import DOCUMENTS
from core.partnership.permissions import PERSON_CHANGE
from core.translation import Text, translate
from core.translation import lazy_gettext as _


def _here(_data: Data, request: PageRequest) -> Address:
    return url("core.person", person_id=request.path["person_id"])


def _of(request: PageRequest) -> Variables:
    return {"id": request.path["person_id"]}


def _name(data: Data, _request: PageRequest) -> Text:
    return str(data["person"]["name"])


def _partner_choices(data: Data, _request: PageRequest) -> Sequence[Choice]:
    return [Choice(partner["id"], partner["name"]) for partner in data["partners"]["nodes"]]


def _new_person(form: Form, _request: PageRequest) -> Variables:
    return {
        "given": {
            "firstName": form["first_name"],
            "surname": form["surname"],
            "kind": form["kind"],
            "partnerId": form["partner"],
            "title": form["title"],
        },
    }


def _added(data: Data, _request: PageRequest) -> Outcome:
    person = data["addPerson"]
    return Outcome(
        url("core.person", person_id=person["id"]),
        translate("{name} was added.").format(name=person["name"]),
    )


ADD_PERSON = FormPage(
    name="core.add_person",
    path="/people/add",
    title=_("Add a person"),
    permission=PERSON_CHANGE,
    document=DOCUMENTS["partner_choices"],
    mutation=DOCUMENTS["add_person"],
    fields=(
        TextField(name="first_name", label=_("First name"), argument="firstName", autocomplete="off"),
        TextField(name="surname", label=_("Surname"), autocomplete="off"),
        RadioField(name="kind", label=_("What they are"), choices=each_of(PersonKind)),
        SelectField(
            name="partner",
            label=_("Organisation"),
            argument="partnerId",
            choices=_partner_choices,
            required=False,
        ),
        TextField(name="title", label=_("Role, in a few words"), required=False),
    ),
    arguments=_new_person,
    success=_added,
    submit=_("Add this person"),
    back=lambda _data, _request: url("core.people"),
)


CHANGE_PERSON = FormPage(
    name="core.change_person",
    path="/people/{person_id:uuid}/details",
    title=_("Change their details"),
    permission=PERSON_CHANGE,
    document=DOCUMENTS["person_brief"],
    variables=_of,
    found="person",
    lead=_name,
    mutation=DOCUMENTS["change_person"],
    fields=(
        TextField(name="first_name", label=_("First name"), argument="firstName", autocomplete="off"),
        TextField(name="surname", label=_("Surname"), autocomplete="off"),
        TextField(
            name="email",
            label=_("E-mail"),
            hint=_("Reminders go there. They never say what a case is about."),
            input_type="email",
            required=False,
        ),
        TextField(name="team", label=_("Team"), required=False),
    ),
    initial=lambda data, _request: {
        "first_name": data["person"]["firstName"],
        "surname": data["person"]["surname"],
        "email": data["person"]["email"],
        "team": data["person"]["team"],
    },
    arguments=lambda form, request: {
        "given": {
            "personId": request.path["person_id"],
            "firstName": form["first_name"],
            "surname": form["surname"],
            "email": form["email"],
            "team": form["team"],
        }
    },
    success=lambda data, request: Outcome(
        _here(data, request), translate("{name} was changed.").format(name=data["changePerson"]["name"])
    ),
    submit=_("Save these details"),
    back=_here,
)
RETURNED = {"yes": True, "no": False}


RECORD_LEAVING = FormPage(
    name="core.record_leaving",
    path="/people/{person_id:uuid}/leaving",
    title=_("Record that they have left"),
    permission=PERSON_CHANGE,
    document=DOCUMENTS["person_brief"],
    variables=_of,
    found="person",
    lead=lambda data, _request: translate(
        "{name}. From the day after, the gate is told no, and what they did in services ends."
    ).format(name=data["person"]["name"]),
    mutation=DOCUMENTS["record_leaving"],
    fields=(
        DateField(name="on", label=_("Their last day here")),
        RadioField(
            name="returned",
            label=_("Have they handed back pass and keys?"),
            argument="passReturned",
            choices=(Choice("yes", _("Yes")), Choice("no", _("No"))),
            required=False,
        ),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        "given": {
            "personId": request.path["person_id"],
            "on": iso_day(form["on"]),
            "passReturned": RETURNED.get(str(form["returned"])),
        }
    },
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("It was recorded that {name} has left.").format(name=data["recordLeaving"]["name"]),
    ),
    submit=_("Record that they have left"),
    back=_here,
)
RECORD_RETURN = Action(
    name="return",
    label=_("Put them back on the list"),
    permission=PERSON_CHANGE,
    mutation=DOCUMENTS["record_return"],
    variables=_of,
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("{name} is on the list again.").format(name=data["recordReturn"]["name"]),
    ),
    offered=lambda data, _request: data["person"]["status"] == PersonStatus.LEFT,
)
BETWEEN = "/"
"""Between a service and its role in the value of a choice."""


def _parts(data: Data, _request: PageRequest) -> Sequence[Choice]:
    """Offer each described role, and for each service a part of its own."""
    offered: list[Choice] = []
    for service in data["services"]["nodes"]:
        place = f"{service['partnerName']}: {service['name']}"
        offered += [
            Choice(f"{service['id']}{BETWEEN}{role['id']}", f"{place}, {role['title']}")
            for role in service["roles"]
            if role["isOpen"]
        ]
        words = translate("{service}, another part").format(service=place)
        offered.append(Choice(service["id"], words if service["roles"] else place))
    return offered


def _new_part(form: Form, request: PageRequest) -> Variables:
    service, _between, role = str(form["part"]).partition(BETWEEN)
    return {
        "given": {
            "personId": request.path["person_id"],
            "serviceId": service,
            "roleId": role or None,
            "roleTitle": form["title"],
            "startsOn": iso_day(form["starts_on"]),
            "endsOn": iso_day(form["ends_on"]),
        },
    }


ASSIGN_PERSON = FormPage(
    name="core.assign_person",
    path="/people/{person_id:uuid}/services/add",
    title=_("Give them a part in a service"),
    permission=PERSON_CHANGE,
    document=DOCUMENTS["assigning"],
    variables=_of,
    found="person",
    lead=_name,
    mutation=DOCUMENTS["assign_person"],
    fields=(
        SelectField(name="part", label=_("Which service?"), argument="serviceId", choices=_parts),
        TextField(
            name="title",
            label=_("What do they do there?"),
            hint=_("Not needed where the role is described already."),
            argument="roleTitle",
            required=False,
        ),
        DateField(name="starts_on", label=_("From"), argument="startsOn", required=False),
        DateField(name="ends_on", label=_("To"), argument="endsOn", required=False),
    ),
    arguments=_new_part,
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("{name} has a part in {service}.").format(
            name=data["assignPerson"]["personName"], service=data["assignPerson"]["service"]["name"]
        ),
    ),
    submit=_("Give them this part"),
    back=_here,
)
END_ASSIGNMENT = FormPage(
    name="core.end_assignment",
    path="/people/{person_id:uuid}/services/{assignment_id:uuid}/end",
    title=_("Record the last day of their part"),
    permission=PERSON_CHANGE,
    document=DOCUMENTS["person_brief"],
    variables=_of,
    found="person",
    lead=_name,
    mutation=DOCUMENTS["end_assignment"],
    fields=(DateField(name="on", label=_("Their last day in this service"), argument="endsOn"),),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {"id": request.path["assignment_id"], "on": iso_day(form["on"])},
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("The last day in {service} was recorded.").format(
            service=data["endAssignment"]["service"]["name"]
        ),
    ),
    submit=_("Record this day"),
    back=_here,
)
