"""Documents seen: what has been shown so far, what is still missing, and the form that records one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.sdk import Text, long_date, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import DocumentGroup, DocumentOutcome, DocumentType
from plugins.vetting.pages.form_parts import back_to_case
from plugins.vetting.pages.words import DOCUMENTS, day, lowered
from plugins.vetting.permissions import CASE_PROGRESS

Row = Mapping[str, Any]
SHOWN: dict[str, Text] = {
    "showsAddress": _("Current address"),
    "isRecent": _("Recent"),
    "showsBirthDate": _("Date of birth"),
    "hasPhotograph": _("Photograph"),
    "inCurrentName": _("The name they use now"),
}
"""What a document can show, by the API's name for it."""


def documents_section(case: Row, check: Row) -> pages.Section:
    """Say how far the documents seen prove who somebody is, and list them."""
    return pages.Section(
        heading=_("Documents seen"),
        text=standing(check),
        points=() if not check["isNeeded"] or not check["isOpen"] else tuple(check["missing"]),
        table=_table(case["documents"]) if case["documents"] else None,
    )


def checked_before(check: Row) -> bool:
    """Say whether the documents of a case that was taken over are none of this desk's."""
    return not check["isNeeded"] and not check["met"]


def standing(check: Row) -> str:
    """Say in a sentence what the set is worth."""
    if checked_before(check):
        return translate("This case was taken over as it stood: its documents were checked before.")
    said = translate_plural("{met} of {of} rule is met.", "{met} of {of} rules are met.", check["of"]).format(
        met=check["met"], of=check["of"]
    )
    if check["isComplete"]:
        return translate("The documents are complete: {said}").format(said=lowered(said))
    return said if not check["isOpen"] else translate("{said} Still missing:").format(said=said)


def _table(rows: Sequence[Row]) -> pages.Table:
    return pages.Table(
        caption=_("Documents seen"),
        headings=(_("Document"), _("Group"), _("Shows"), _("Seen"), _("Outcome")),
        rows=tuple(
            (
                pages.Words(DocumentType(row["type"]).label),
                pages.Words(DocumentGroup(row["documentGroup"]).label),
                pages.Words(_shows(row)),
                pages.Date(row["seenOn"], near=False),
                _outcome(row),
            )
            for row in rows
        ),
    )


def _shows(row: Row) -> str:
    return ", ".join(str(words) for name, words in SHOWN.items() if row[name])


def _outcome(row: Row) -> pages.Tag:
    outcome = DocumentOutcome(row["outcome"])
    accepted = outcome is DocumentOutcome.ACCEPTED
    return pages.Tag(outcome.label, pages.Colour.GREEN if accepted else pages.Colour.RED)


def _kinds(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    """Offer the kinds that the policy of this case takes."""
    return [
        pages.Choice(
            row["type"], f"{DocumentType(row['type']).label} ({DocumentGroup(row['documentGroup']).label})"
        )
        for row in data["vettingCaseActions"]["documents"]["kinds"]
    ]


def _shown(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    months = data["vettingCaseActions"]["documents"]["recentMonths"]
    recent = translate_plural("Dated within {count} month", "Dated within {count} months", months)
    words = SHOWN | {"isRecent": recent.format(count=months)}
    return [pages.Choice(name, said) for name, said in words.items()]


def _lead(data: pages.Data, _request: pages.PageRequest) -> str:
    """Say who it is about and, after each document, what is still missing."""
    case, check = data["vettingCase"], data["vettingCaseActions"]["documents"]
    who = pages.beside(case["personName"], case["partnerName"])
    if check["isComplete"]:
        said = translate("{standing} Go back to the case to accept them.").format(standing=standing(check))
    elif checked_before(check):
        said = standing(check)
    else:
        said = " ".join((standing(check), *check["missing"]))
    return f"{who}. {said}"


def _given(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    shows = form.get("shows")
    ticked = shows if isinstance(shows, tuple) else ()
    return {
        "given": {
            "caseId": request.path["case_id"],
            "type": form["type"],
            "seenOn": pages.iso_day(form["seen_on"]),
            "outcome": form["outcome"],
        }
        | {name: name in ticked for name in SHOWN},
    }


def _recorded(_data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    here = pages.url("vetting.record_document", case_id=request.path["case_id"])
    return pages.Outcome(here, translate("The document was recorded. Record the next one, or go back."))


RECORD_DOCUMENT = pages.FormPage(
    name="vetting.record_document",
    path="/vetting/cases/{case_id:uuid}/documents/add",
    title=_("Which document did you see?"),
    permission=CASE_PROGRESS,
    document=DOCUMENTS["case_documents"],
    variables=lambda request: {"id": request.path["case_id"]},
    found="vettingCase",
    lead=_lead,
    mutation=DOCUMENTS["record_document"],
    fields=(
        pages.SelectField(
            name="type",
            label=_("Kind of document"),
            hint=_("The original, in your hands. Only its kind is kept, never a number or a picture."),
            choices=_kinds,
        ),
        pages.CheckboxesField(
            name="shows",
            label=_("What does it show?"),
            required=False,
            choices=_shown,
        ),
        pages.RadioField(name="outcome", label=_("Is it accepted?"), choices=pages.each_of(DocumentOutcome)),
        pages.DateField(name="seen_on", label=_("On which day did you see it?"), argument="seenOn"),
    ),
    initial=lambda _data, _request: {
        "shows": ("inCurrentName",),
        "outcome": DocumentOutcome.ACCEPTED.value,
        "seen_on": today(),
    },
    arguments=_given,
    success=_recorded,
    submit=_("Record this document"),
    back=back_to_case,
)


def _recorded_ones(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [
        pages.Choice(row["id"], f"{DocumentType(row['type']).label}, {_seen(row)}")
        for row in data["vettingCase"]["documents"]
    ]


def _seen(row: Row) -> str:
    seen = day(row["seenOn"])
    return translate("seen on {day}").format(day=long_date(seen)) if seen else ""


REMOVE_DOCUMENT = pages.FormPage(
    name="vetting.remove_document",
    path="/vetting/cases/{case_id:uuid}/documents/remove",
    title=_("Take back a document recorded by mistake"),
    permission=CASE_PROGRESS,
    document=DOCUMENTS["case_documents"],
    variables=lambda request: {"id": request.path["case_id"]},
    found="vettingCase",
    lead=_lead,
    mutation=DOCUMENTS["remove_document"],
    fields=(
        pages.RadioField(
            name="document_id",
            label=_("Which one?"),
            argument="documentId",
            choices=_recorded_ones,
        ),
    ),
    arguments=lambda form, _request: {"documentId": form["document_id"]},
    success=lambda _data, request: pages.Outcome(
        pages.url("vetting.case", case_id=request.path["case_id"]), translate("The document was taken back.")
    ),
    submit=_("Take it back"),
    back=back_to_case,
)


def _open_to_documents(data: pages.Data) -> bool:
    check = data["vettingCaseActions"]["documents"]
    return bool(check["isNeeded"] and check["isOpen"])


def _link(page: str, label: Text, *, needs_one: bool) -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda data, _request: pages.url(page, case_id=data["vettingCase"]["id"]),
        offered=lambda data, request: (
            request.viewer.may(CASE_PROGRESS)
            and _open_to_documents(data)
            and (not needs_one or bool(data["vettingCase"]["documents"]))
        ),
        style="secondary",
    )


DOCUMENT_LINKS = (
    _link(RECORD_DOCUMENT.name, _("Record a document"), needs_one=False),
    _link(REMOVE_DOCUMENT.name, _("Take back a document"), needs_one=True),
)
DOCUMENT_PAGES = (RECORD_DOCUMENT, REMOVE_DOCUMENT)
