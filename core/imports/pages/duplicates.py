"""Rows that may be the same as earlier ones: the co-ordinator says of each what is to become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.imports.actions import Decision
from core.imports.pages.words import DOCUMENTS
from core.imports.permissions import IMPORT_RUN
from core.pages import (
    Choice,
    Data,
    Field,
    Form,
    FormPage,
    Outcome,
    PageRequest,
    RadioField,
    Variables,
    url,
)
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

AT_ONCE = 100
"""Rows on one page: those nobody has decided about come first."""
FIELD = "row-"


def _shown(data: Data) -> list[Mapping[str, Any]]:
    return [*data["undecided"]["nodes"], *data["decided"]["nodes"]][:AT_ONCE]


def _lead(data: Data, _request: PageRequest) -> Text:
    count = data["undecided"]["totalCount"] + data["decided"]["totalCount"]
    said = translate_plural(
        "{count} row may be about somebody or something that an earlier row is about already.",
        "{count} rows may be about somebody or something that an earlier row is about already.",
        count,
    ).format(count=count)
    more = count - len(_shown(data))
    if more > 0:
        said = f"{said} " + translate_plural(
            "{count} more is shown when these are decided.",
            "{count} more are shown when these are decided.",
            more,
        ).format(count=more)
    return said


def _fields(data: Data, _request: PageRequest) -> Sequence[Field]:
    return [_question(row) for row in _shown(data)]


def _question(row: Mapping[str, Any]) -> Field:
    return RadioField(
        name=f"{FIELD}{row['id']}",
        label=translate("Row {row}: {about}").format(row=row["rowNumber"], about=row["label"]),
        hint=translate("On “{sheet}”. Perhaps the same as row {row}: {about}.").format(
            sheet=row["sheet"], row=row["maybeSameAs"], about=row["maybeSameLabel"] or translate("no name")
        ),
        choices=(
            Choice(
                Decision.SAME.value,
                translate("The same: update row {row} with it").format(row=row["maybeSameAs"]),
            ),
            Choice(Decision.OTHER.value, _("Not the same: bring it in by itself")),
            Choice(Decision.SKIP.value, _("Leave it out")),
        ),
    )


def _answers(data: Data, _request: PageRequest) -> Form:
    return {f"{FIELD}{row['id']}": row["decision"] or Decision.OTHER.value for row in _shown(data)}


def _variables(request: PageRequest) -> Variables:
    plan = request.path["plan_id"]

    def rows(*, undecided: bool) -> Variables:
        return {
            "planId": {"eq": plan},
            "maybeSameAs": {"isNull": False},
            "decision": {"isNull": undecided},
        }

    return {"id": plan, "undecided": rows(undecided=True), "decided": rows(undecided=False)}


def _arguments(form: Form, request: PageRequest) -> Variables:
    decisions = [
        {"rowId": name.removeprefix(FIELD), "decision": decision}
        for name, decision in form.items()
        if name.startswith(FIELD)
    ]
    return {"planId": request.path["plan_id"], "decisions": decisions}


DUPLICATES = FormPage(
    name="core.import_duplicates",
    path="/imports/{plan_id:uuid}/duplicates",
    title=_("Perhaps the same"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["duplicates"],
    variables=_variables,
    found="importPlan",
    lead=_lead,
    mutation=DOCUMENTS["decide_duplicates"],
    more_fields=_fields,
    initial=_answers,
    arguments=_arguments,
    success=lambda data, _request: Outcome(
        url("core.import_progress", plan_id=data["decideImportDuplicates"]["id"])
    ),
    submit=_("Save, and show me what will happen"),
    back=lambda data, _request: url("core.import_plan", plan_id=data["importPlan"]["id"]),
)
