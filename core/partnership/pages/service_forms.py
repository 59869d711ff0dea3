"""Forms for a service: how it stands, its details, and the roles in it."""

from __future__ import annotations

from core.pages import (
    Address,
    CheckboxesField,
    CheckboxField,
    Data,
    DateField,
    Form,
    FormPage,
    NumberField,
    Outcome,
    PageRequest,
    SelectField,
    TextArea,
    TextField,
    Variables,
    each_of,
    iso_day,
    url,
)
from core.pages.fields import Field
from core.partnership.enums import DeliveryMode, ServiceStatus, StatusReason
from core.partnership.pages.labels import DOCUMENTS
from core.partnership.permissions import PARTNER_CHANGE
from core.translation import Text, translate
from core.translation import lazy_gettext as _


def _here(_data: Data, request: PageRequest) -> Address:
    return url("core.service", service_id=request.path["service_id"])


def _of_service(data: Data, _request: PageRequest) -> Text:
    service = data["service"]
    return f"{service['name']} · {service['partnerName']}"


def _brief(request: PageRequest) -> Variables:
    return {"id": request.path["service_id"]}


def _new_status(form: Form, request: PageRequest) -> Variables:
    return {
        "given": {
            "serviceId": request.path["service_id"],
            "status": form["status"],
            "reason": form["reason"],
            "effectiveFrom": iso_day(form["effective_from"]),
            "expectedUntil": iso_day(form["expected_until"]),
        },
    }


CHANGE_STATUS = FormPage(
    name="core.change_service_status",
    path="/services/{service_id:uuid}/status",
    title=_("Change how the service stands"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=_brief,
    found="service",
    lead=_of_service,
    mutation=DOCUMENTS["change_service_status"],
    fields=(
        SelectField(name="status", label=_("Status"), choices=each_of(ServiceStatus)),
        DateField(
            name="effective_from",
            label=_("From which day?"),
            hint=_("Today, an earlier day, or a day to come. Who may come in is judged by the day."),
            argument="effectiveFrom",
        ),
        DateField(
            name="expected_until",
            label=_("Until when, as far as is known?"),
            argument="expectedUntil",
            required=False,
        ),
        SelectField(name="reason", label=_("Why?"), choices=each_of(StatusReason), required=False),
    ),
    initial=lambda data, request: {"status": data["service"]["status"], "effective_from": request.today},
    arguments=_new_status,
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("The status of {name} was recorded.").format(name=data["changeServiceStatus"]["name"]),
    ),
    submit=_("Record this status"),
    back=_here,
)


def _details(form: Form, request: PageRequest) -> Variables:
    wings = str(form["wings"] or "").split(",")
    return {
        "given": {
            "serviceId": request.path["service_id"],
            "name": form["name"],
            "wings": [wing.strip() for wing in wings if wing.strip()],
            "deliveryModes": form["modes"],
        },
    }


CHANGE_SERVICE = FormPage(
    name="core.change_service",
    path="/services/{service_id:uuid}/details",
    title=_("Change the service's details"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=_brief,
    found="service",
    lead=_of_service,
    mutation=DOCUMENTS["change_service"],
    fields=(
        TextField(name="name", label=_("What is the service called?"), autocomplete="off"),
        TextField(
            name="wings",
            label=_("On which wings?"),
            hint=_("With commas between them: A wing, C wing. Left empty, it is not tied to a wing."),
            required=False,
        ),
        CheckboxesField(
            name="modes",
            label=_("How does it work?"),
            argument="deliveryModes",
            choices=each_of(DeliveryMode),
            required=False,
        ),
    ),
    initial=lambda data, _request: {
        "name": data["service"]["name"],
        "wings": ", ".join(data["service"]["wings"]),
        "modes": tuple(data["service"]["deliveryModes"]),
    },
    arguments=_details,
    success=lambda data, request: Outcome(
        _here(data, request), translate("{name} was changed.").format(name=data["changeService"]["name"])
    ),
    submit=_("Save these details"),
    back=_here,
)

MOST_WANTED = 500
ROLE_FIELDS: tuple[Field, ...] = (
    TextField(name="title", label=_("What is the role called?"), autocomplete="off"),
    TextArea(name="purpose", label=_("What does somebody in it do?"), max_length=600, rows=4),
    TextField(
        name="commitment",
        label=_("How much time does it take?"),
        hint=_("For example, two hours each Tuesday."),
        required=False,
    ),
    NumberField(
        name="minimum_age",
        label=_("From which age?"),
        argument="minimumAge",
        least=16,
        most=99,
        required=False,
    ),
    NumberField(
        name="places",
        label=_("How many people are wanted?"),
        argument="placesWanted",
        least=0,
        most=MOST_WANTED,
    ),
)


def _role(form: Form) -> Variables:
    return {
        "title": form["title"],
        "purpose": form["purpose"],
        "commitment": form["commitment"],
        "minimumAge": form["minimum_age"],
        "placesWanted": form["places"],
    }


DESCRIBE_ROLE = FormPage(
    name="core.describe_role",
    path="/services/{service_id:uuid}/roles/add",
    title=_("Describe a role"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=_brief,
    found="service",
    lead=_of_service,
    mutation=DOCUMENTS["describe_role"],
    fields=ROLE_FIELDS,
    initial=lambda _data, _request: {"places": 1},
    arguments=lambda form, request: {"given": {"serviceId": request.path["service_id"], **_role(form)}},
    success=lambda data, request: Outcome(
        _here(data, request), translate("{name} was added.").format(name=data["describeRole"]["title"])
    ),
    submit=_("Add this role"),
    back=_here,
)


def _the_role(_data: Data, request: PageRequest) -> Address:
    return url("core.role", role_id=request.path["role_id"])


CHANGE_ROLE = FormPage(
    name="core.change_role",
    path="/roles/{role_id:uuid}/change",
    title=_("Change the description of a role"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["role_brief"],
    variables=lambda request: {"id": request.path["role_id"]},
    found="roleDescription",
    lead=lambda data, _request: str(data["roleDescription"]["serviceName"]),
    mutation=DOCUMENTS["change_role"],
    fields=(
        *ROLE_FIELDS,
        CheckboxField(name="open", label=_("New people may take it up"), argument="isOpen", required=False),
    ),
    initial=lambda data, _request: {
        "title": data["roleDescription"]["title"],
        "purpose": data["roleDescription"]["purpose"],
        "commitment": data["roleDescription"]["commitment"],
        "minimum_age": data["roleDescription"]["minimumAge"],
        "places": data["roleDescription"]["placesWanted"],
        "open": data["roleDescription"]["isOpen"],
    },
    arguments=lambda form, request: {
        "given": {"roleId": request.path["role_id"], "isOpen": form["open"], **_role(form)}
    },
    success=lambda data, _request: Outcome(
        url("core.role", role_id=data["changeRole"]["id"]),
        translate("{name} was changed.").format(name=data["changeRole"]["title"]),
    ),
    submit=_("Save this role"),
    back=_the_role,
)
