"""The forms of the probe module: one that adds a partner, and one with every kind of question."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS
from core.pages import (
    CheckboxesField,
    CheckboxField,
    Choice,
    DateField,
    FileField,
    Form,
    FormPage,
    NumberField,
    Outcome,
    PageRequest,
    RadioField,
    SelectField,
    TextArea,
    TextField,
    UploadedFile,
    Variables,
    url,
)

CHANGE = Permission("probe.partner.change", "Change partners", COORDINATORS)
FUNDING = (Choice("CONTRACT", "Contract"), Choice("GRANT", "Grant"), Choice("UNFUNDED", "Unfunded"))
ADD_PARTNER = "mutation Add($given: NewPartner!) { addPartner(given: $given) { id name } }"


def new_partner(form: Form, _request: PageRequest) -> Variables:
    return {
        "given": {
            "name": form["partner_name"],
            "fundingBasis": form["funding_basis"],
            "identifier": form["identifier"],
            "onMailingList": form["mailing"],
        },
    }


ADD = FormPage(
    name="probe.add",
    path="/probe/add",
    title="Add a partner",
    permission=CHANGE,
    fields=(
        TextField(name="partner_name", argument="name", label="Name", missing="Enter the partner's name."),
        RadioField(name="funding_basis", label="Funding", choices=FUNDING, required=False),
        TextField(name="identifier", label="Identifier", hint="Such as GB-CHC-1234567", required=False),
        CheckboxField(name="mailing", label="Gets our mailings", required=False),
    ),
    mutation=ADD_PARTNER,
    arguments=new_partner,
    initial=lambda _data, request: {"partner_name": request.first("suggested"), "mailing": True},
    success=lambda data, _: Outcome(
        url("probe.partner", partner_id=data["addPartner"]["id"]),
        f"{data['addPartner']['name']} was added.",
    ),
    submit="Add the partner",
    back=lambda _data, _request: url("probe.partners"),
)


def every_answer(form: Form, _request: PageRequest) -> Variables:
    upload = form["file"]
    size = len(upload.content) if isinstance(upload, UploadedFile) else 0
    said = f"{form['start']}|{form['number']}|{form['kind']}|{','.join(map(str, form['days'] or ()))}|{size}"  # type: ignore[arg-type]
    return {"given": {"name": f"{form['words']} {said}"}}


EVERY = FormPage(
    name="probe.every",
    path="/probe/every",
    title="Every question",
    permission=CHANGE,
    fields=(
        TextArea(name="words", label="Words", hint="Say it plainly", max_length=40),
        DateField(name="start", label="Start date", hint="For example, 27 3 2026"),
        NumberField(name="number", label="Number of places", least=1, most=20, unit="places"),
        SelectField(name="kind", label="Which kind?", choices=FUNDING),
        CheckboxesField(
            name="days", label="Days", choices=(Choice("MON", "Monday"), Choice("TUE", "Tuesday"))
        ),
        FileField(name="file", label="Spreadsheet", accept=(".csv", ".xlsx"), max_bytes=2000),
    ),
    mutation=ADD_PARTNER,
    arguments=every_answer,
    success=lambda data, _: Outcome(url("probe.partners"), data["addPartner"]["name"]),
    submit="Save",
)
