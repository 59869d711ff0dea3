"""Forms for what was agreed with a partner, and for the insurance it has shown."""

from __future__ import annotations

from collections.abc import Sequence

from core.pages import (
    Address,
    Choice,
    Data,
    DateField,
    Form,
    FormPage,
    NumberField,
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
from core.partnership.enums import AgreementType, InsuranceKind
from core.partnership.pages.labels import DOCUMENTS
from core.partnership.permissions import PARTNER_CHANGE
from core.translation import Text, translate
from core.translation import lazy_gettext as _

MOST_COVER = 100_000_000


def _here(_data: Data, request: PageRequest) -> Address:
    return url("core.partner", partner_id=request.path["partner_id"])


def _partner(request: PageRequest) -> Variables:
    return {"id": request.path["partner_id"]}


def _name(data: Data, _request: PageRequest) -> Text:
    return str(data["partner"]["name"])


def _services(data: Data, _request: PageRequest) -> Sequence[Choice]:
    return [Choice(service["id"], service["name"]) for service in data["partner"]["services"]]


def _new_agreement(form: Form, request: PageRequest) -> Variables:
    return {
        "given": {
            "partnerId": request.path["partner_id"],
            "type": form["type"],
            "serviceId": form["service"],
            "reference": form["reference"],
            "startsOn": iso_day(form["starts_on"]),
            "endsOn": iso_day(form["ends_on"]),
        },
    }


RECORD_AGREEMENT = FormPage(
    name="core.record_agreement",
    path="/partners/{partner_id:uuid}/agreements/add",
    title=_("Record an agreement"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["partner_brief"],
    variables=_partner,
    found="partner",
    lead=_name,
    mutation=DOCUMENTS["record_agreement"],
    fields=(
        RadioField(name="type", label=_("What was agreed?"), choices=each_of(AgreementType)),
        SelectField(
            name="service",
            label=_("For which service?"),
            argument="serviceId",
            choices=_services,
            nothing=_("All they do here"),
            required=False,
        ),
        DateField(name="starts_on", label=_("From"), argument="startsOn"),
        DateField(
            name="ends_on",
            label=_("To"),
            hint=_("The last day it holds. Leave it empty when it has no end."),
            argument="endsOn",
            required=False,
        ),
        TextField(name="reference", label=_("Reference"), max_length=60, width="20", required=False),
    ),
    arguments=_new_agreement,
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("{kind} was recorded.").format(kind=AgreementType(data["recordAgreement"]["type"]).label),
    ),
    submit=_("Record this agreement"),
    back=_here,
)

END_AGREEMENT = FormPage(
    name="core.end_agreement",
    path="/partners/{partner_id:uuid}/agreements/{agreement_id:uuid}/end",
    title=_("Set the last day of the agreement"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["partner_brief"],
    variables=_partner,
    found="partner",
    lead=_name,
    mutation=DOCUMENTS["end_agreement"],
    fields=(DateField(name="ends_on", label=_("The last day it holds"), argument="endsOn"),),
    arguments=lambda form, request: {"id": request.path["agreement_id"], "endsOn": iso_day(form["ends_on"])},
    success=lambda data, request: Outcome(_here(data, request), translate("The last day was recorded.")),
    submit=_("Record this day"),
    back=_here,
)


def _new_insurance(form: Form, request: PageRequest) -> Variables:
    return {
        "given": {
            "partnerId": request.path["partner_id"],
            "kind": form["kind"],
            "coverPounds": form["cover"],
            "startsOn": iso_day(form["starts_on"]),
            "expiresOn": iso_day(form["expires_on"]),
            "seenOn": iso_day(form["seen_on"]),
        },
    }


RECORD_INSURANCE = FormPage(
    name="core.record_insurance",
    path="/partners/{partner_id:uuid}/insurance/add",
    title=_("Record an insurance"),
    permission=PARTNER_CHANGE,
    document=DOCUMENTS["partner_brief"],
    variables=_partner,
    found="partner",
    lead=lambda data, _request: translate(
        "{name}. Look at the certificate and record what it says; the certificate itself is not kept here."
    ).format(name=data["partner"]["name"]),
    mutation=DOCUMENTS["record_insurance"],
    fields=(
        RadioField(name="kind", label=_("Which insurance?"), choices=each_of(InsuranceKind)),
        NumberField(
            name="cover",
            label=_("Cover for one claim, in pounds"),
            argument="coverPounds",
            least=1,
            most=MOST_COVER,
            required=False,
        ),
        DateField(name="starts_on", label=_("From"), argument="startsOn"),
        DateField(name="expires_on", label=_("Good until"), argument="expiresOn"),
        DateField(name="seen_on", label=_("When did you see it?"), argument="seenOn"),
    ),
    initial=lambda _data, request: {"seen_on": request.today},
    arguments=_new_insurance,
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("{kind} was recorded.").format(kind=InsuranceKind(data["recordInsurance"]["kind"]).label),
    ),
    submit=_("Record this insurance"),
    back=_here,
)
