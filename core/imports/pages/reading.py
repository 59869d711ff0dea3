"""How a file is read: which sheets, which row is the header, what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.imports.pages.words import DOCUMENTS
from core.imports.permissions import IMPORT_RUN
from core.pages import (
    Choice,
    Data,
    Field,
    Form,
    FormPage,
    HiddenField,
    NumberField,
    Outcome,
    PageRequest,
    RadioField,
    SelectField,
    url,
)
from core.translation import Text, translate
from core.translation import lazy_gettext as _


def _sheets(data: Data) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the sheets that can be imported, each with its number in the file."""
    return [(number, sheet) for number, sheet in enumerate(data["importReading"]) if sheet["layout"]]


def _reading_lead(data: Data, _request: PageRequest) -> Text:
    read = [
        translate("“{sheet}”: {label}, headings in row {row}, {count} records").format(
            sheet=sheet["name"],
            label=sheet["label"],
            row=sheet["headerRow"],
            count=sheet["records"],
        )
        for _number, sheet in _sheets(data)
    ]
    withheld = sorted(
        {
            column["heading"]
            for _number, sheet in _sheets(data)
            for column in sheet["columns"]
            if column["isWithheld"]
        },
    )
    never = (
        translate("Never read: {columns}. It must not be kept here, so it is offered to nobody.").format(
            columns=", ".join(f"“{heading}”" for heading in withheld),
        )
        if withheld
        else ""
    )
    return " ".join(part for part in ("; ".join(read) + ".", never) if part)


def _reading_fields(data: Data, _request: PageRequest) -> Sequence[Field]:
    return [field for number, sheet in _sheets(data) for field in _sheet_fields(number, sheet)]


def _sheet_fields(number: int, sheet: Mapping[str, Any]) -> Iterator[Field]:
    name = sheet["name"]
    yield HiddenField(name=f"s{number}n")
    yield RadioField(
        name=f"s{number}",
        label=translate("Import the sheet “{sheet}”?").format(sheet=name),
        choices=(Choice("yes", _("Yes")), Choice("no", _("No"))),
        inline=True,
    )
    yield NumberField(
        name=f"s{number}h",
        label=translate("“{sheet}”: the headings are in row").format(sheet=name),
        least=1,
        most=1000,
    )
    meanings = [Choice(field["name"], field["label"]) for field in sheet["fields"]]
    for column in sheet["columns"]:
        if not column["isWithheld"]:
            yield SelectField(
                name=f"s{number}c{column['index']}",
                label=translate("Column {letters}: {heading}").format(
                    letters=column["letters"],
                    heading=column["heading"] or translate("no heading"),
                ),
                hint=_why_not(column["reason"]),
                choices=meanings,
                required=False,
                nothing=_("Do not import"),
            )


def _why_not(reason: str) -> str:
    return translate("Not imported. {why}").format(why=reason) if reason else ""


def _reading_answers(data: Data, _request: PageRequest) -> Form:
    answers: dict[str, Any] = {}
    for number, sheet in _sheets(data):
        answers[f"s{number}n"] = sheet["name"]
        answers[f"s{number}"] = "no" if sheet["isHidden"] else "yes"
        answers[f"s{number}h"] = sheet["headerRow"]
        for column in sheet["columns"]:
            answers[f"s{number}c{column['index']}"] = column["field"]
    return answers


def choices_of(form: Form) -> dict[str, Any]:
    """Turn the answers into the choices of the API: by sheet, which columns mean what."""
    sheets: dict[str, Any] = {}
    for key, name in form.items():
        if key.endswith("n") and key[1:-1].isdecimal():
            own = key[:-1]
            columns = {
                other.removeprefix(f"{own}c"): field or ""
                for other, field in form.items()
                if other.startswith(f"{own}c")
            }
            sheets[str(name)] = {
                "include": form[own] == "yes",
                "header_row": form[f"{own}h"],
                "columns": columns,
            }
    return {"sheets": sheets}


READING = FormPage(
    name="core.import_reading",
    path="/imports/files/{file_id:uuid}",
    title=_("We read it like this"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["reading"],
    variables=lambda request: {"id": request.path["file_id"]},
    found="importFile",
    lead=_reading_lead,
    mutation=DOCUMENTS["plan_import"],
    more_fields=_reading_fields,
    dense=True,
    initial=_reading_answers,
    arguments=lambda form, request: {"fileId": request.path["file_id"], "choices": choices_of(form)},
    success=lambda data, _request: Outcome(url("core.import_progress", plan_id=data["planImport"]["id"])),
    submit=_("Show me what will happen"),
    back=lambda _data, _request: url("core.import_new"),
)
