"""Forms that add a partner, somebody to reach there, and what they do here."""

from __future__ import annotations

from collections.abc import Callable

from core.pages import (
    Address,
    CheckboxesField,
    CheckboxField,
    Data,
    Form,
    FormPage,
    Outcome,
    PageRequest,
    RadioField,
    SelectField,
    TextField,
    Variables,
    each_of,
    url,
)
from core.partnership.enums import ContactPurpose, FundingBasis, PartnerStatus, ServiceStatus
from core.partnership.pages.labels import DOCUMENTS
from core.partnership.permissions import PARTNER_CHANGE
from core.translation import lazy_gettext as _
from core.translation import translate


def _partner_id(request: PageRequest) -> str:
    return request.path["partner_id"]


def _here(_data: Data, request: PageRequest) -> Address:
    return url("core.partner", partner_id=_partner_id(request))


def _added(root: str) -> Callable[[Data, PageRequest], Outcome]:
    """Go back to the partner and say what was added."""

    def outcome(data: Data, request: PageRequest) -> Outcome:
        return Outcome(_here(data, request), translate("{name} was added.").format(name=data[root]["name"]))

    return outcome


def _new_partner(form: Form, _request: PageRequest) -> Variables:
    return {
        "given": {
            "name": form["name"],
            "fundingBasis": form["funding"],
            "identifier": form["identifier"],
            "onMailingList": form["mailing"],
        },
    }


def _partner_added(data: Data, _request: PageRequest) -> Outcome:
    partner = data["addPartner"]
    return Outcome(
        url("core.partner", partner_id=partner["id"]),
        translate("{name} was added.").format(name=partner["name"]),
    )


ADD_PARTNER = FormPage(
    name="core.add_partner",
    path="/partners/add",
    title=_("Add a partner"),
    permission=PARTNER_CHANGE,
    mutation=DOCUMENTS["add_partner"],
    fields=(
        TextField(name="name", label=_("Organisation name"), autocomplete="organization"),
        RadioField(
            name="funding",
            label=_("How is its work here funded?"),
            argument="fundingBasis",
            choices=each_of(FundingBasis),
            required=False,
        ),
        TextField(
            name="identifier",
            label=_("Registration identifier"),
            hint=_("GB-CHC- and the number for a charity, GB-COH- and the number for a company."),
            required=False,
            width="20",
        ),
        CheckboxField(
            name="mailing",
            label=_("They agreed to get notices by e-mail"),
            argument="onMailingList",
            required=False,
        ),
    ),
    arguments=_new_partner,
    success=_partner_added,
    submit=_("Add this partner"),
    back=lambda _data, _request: url("core.partners"),
)


CHANGE_PARTNER = FormPage(
    name="core.change_partner",
    path="/partners/{partner_id:uuid}/details",
    title=_("Change the partner's details"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["partner_details"],
    variables=lambda request: {"id": _partner_id(request)},
    found="partner",
    lead=lambda data, _request: str(data["partner"]["name"]),
    mutation=DOCUMENTS["change_partner"],
    fields=(
        TextField(name="name", label=_("Organisation name"), autocomplete="organization"),
        RadioField(
            name="status",
            label=_("Does it work here?"),
            hint=_("While it is not active, nobody of it comes in."),
            choices=each_of(PartnerStatus),
        ),
        RadioField(
            name="funding",
            label=_("How is its work here funded?"),
            argument="fundingBasis",
            choices=each_of(FundingBasis),
            required=False,
        ),
        CheckboxField(
            name="mailing",
            label=_("They agreed to get notices by e-mail"),
            argument="onMailingList",
            required=False,
        ),
    ),
    initial=lambda data, _request: {
        "name": data["partner"]["name"],
        "status": data["partner"]["status"],
        "funding": data["partner"]["fundingBasis"],
        "mailing": data["partner"]["onMailingList"],
    },
    arguments=lambda form, request: {
        "given": {
            "partnerId": _partner_id(request),
            "name": form["name"],
            "status": form["status"],
            "fundingBasis": form["funding"],
            "onMailingList": form["mailing"],
        }
    },
    success=lambda data, request: Outcome(
        _here(data, request), translate("{name} was changed.").format(name=data["changePartner"]["name"])
    ),
    submit=_("Save these details"),
    back=_here,
)


def _new_contact(form: Form, request: PageRequest) -> Variables:
    return {
        "given": {
            "partnerId": _partner_id(request),
            "name": form["name"],
            "email": form["email"],
            "phone": form["phone"],
            "purposes": form["purposes"],
        },
    }


ADD_CONTACT = FormPage(
    name="core.add_contact",
    path="/partners/{partner_id:uuid}/contacts/add",
    title=_("Add a contact"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["partner_brief"],
    variables=lambda request: {"id": _partner_id(request)},
    found="partner",
    mutation=DOCUMENTS["add_contact"],
    fields=(
        TextField(name="name", label=_("Name"), autocomplete="off"),
        TextField(name="email", label=_("E-mail"), input_type="email", required=False),
        TextField(name="phone", label=_("Telephone"), input_type="tel", required=False, width="20"),
        CheckboxesField(
            name="purposes",
            label=_("What should reach them?"),
            choices=each_of(ContactPurpose),
            required=False,
        ),
    ),
    arguments=_new_contact,
    success=_added("addContact"),
    submit=_("Add this contact"),
    back=_here,
)


def _new_service(form: Form, request: PageRequest) -> Variables:
    return {"given": {"partnerId": _partner_id(request), "name": form["name"], "status": form["status"]}}


ADD_SERVICE = FormPage(
    name="core.add_service",
    path="/partners/{partner_id:uuid}/services/add",
    title=_("Add a service"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["partner_brief"],
    variables=lambda request: {"id": _partner_id(request)},
    found="partner",
    mutation=DOCUMENTS["add_service"],
    fields=(
        TextField(name="name", label=_("What is the service called?"), autocomplete="off"),
        SelectField(name="status", label=_("Status"), choices=each_of(ServiceStatus)),
    ),
    arguments=_new_service,
    success=_added("addService"),
    submit=_("Add this service"),
    back=_here,
)
