"""Clearances that only a list speaks of: who they are, and the page on which security confirms them."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import ClearanceScope, VettingLevel
from plugins.vetting.pages.words import DOCUMENTS, UNKNOWN, day
from plugins.vetting.permissions import CASE_DECIDE, CASE_EXPORT, DECISION_READ

HERE = "vetting.unconfirmed"


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["vettingClearances"]["totalCount"]
    return translate_plural(
        "{count} clearance was recorded from a spreadsheet, and security has not confirmed it.",
        "{count} clearances were recorded from a spreadsheet, and security has not confirmed them.",
        count,
    ).format(count=count)


def _name(row: pages.Row) -> pages.Link:
    return pages.Link(row["personName"], pages.url("core.person", person_id=row["personId"]))


def _outcome(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    result = data["vettingConfirmClearances"]
    said = [translate("Clearances confirmed: {count}.").format(count=result["done"])]
    said += [f"{left['personName']}: {left['reason']}" for left in result["skipped"]]
    del request
    return pages.Outcome(pages.url(HERE), " ".join(said))


UNCONFIRMED_CLEARANCES = pages.ListPage(
    name=HERE,
    path="/vetting/unconfirmed",
    title=_("Which clearances has security not confirmed?"),
    permission=DECISION_READ,
    document=DOCUMENTS["unconfirmed"],
    connection="vettingClearances",
    base_filter=lambda _request: {"isCurrent": {"eq": True}, "isConfirmed": {"eq": False}},
    summary=_summary,
    empty=_("Security has confirmed every clearance that is in date."),
    columns=(
        pages.Column(heading=_("Name"), cell=lambda row, _request: _name(row), sort="personSurname"),
        pages.Column(
            heading=_("Organisation"),
            cell=lambda row, _request: pages.Words(row["partnerName"] or UNKNOWN),
            sort="partnerName",
        ),
        pages.Column(
            heading=_("Level"),
            cell=lambda row, _request: pages.Words(VettingLevel(row["level"]).label),
            sort="level",
        ),
        pages.Column(
            heading=_("Good for"),
            cell=lambda row, _request: pages.Words(ClearanceScope(row["scope"]).label),
        ),
        pages.Column(
            heading=_("Granted"),
            cell=lambda row, _request: pages.Date(row["grantedOn"], near=False, empty=UNKNOWN),
        ),
        pages.Column(
            heading=_("Runs out"),
            cell=lambda row, _request: pages.Date(row["expiresOn"], empty=_("No end date")),
            sort="expiresOn",
        ),
    ),
    filters=(pages.any_of("level", _("Level"), "level", pages.each_of(VettingLevel)),),
    default_order=(pages.Order("personSurname"),),
    export_permission=CASE_EXPORT,
    bulk=(
        pages.BulkAction(
            name="confirm",
            label=_("Confirm these clearances"),
            permission=CASE_DECIDE,
            mutation=DOCUMENTS["confirm_clearances"],
            variables=lambda ids, _request: {"clearanceIds": list(ids)},
            success=_outcome,
            confirm=lambda count: translate_plural(
                "Do security's own records show this clearance? It is then confirmed in your name.",
                "Do security's own records show all {count}? They are then confirmed in your name.",
                count,
            ).format(count=count),
            style="primary",
        ),
    ),
    back=lambda _data, _request: pages.url("vetting.cases"),
)


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    held = data["vettingClearance"]
    granted, ends = day(held["grantedOn"]), day(held["expiresOn"])
    said = pages.beside(
        held["personName"],
        VettingLevel(held["level"]).label,
        translate("granted {day}").format(day=long_date(granted)) if granted else "",
        translate("good until {day}").format(day=long_date(ends)) if ends else translate("no end date"),
    )
    question = translate(
        "This was recorded from a spreadsheet. Confirm it only when security's own records show the same."
    )
    return f"{said}. {question}"


CONFIRM_CLEARANCE = pages.FormPage(
    name="vetting.confirm_clearance",
    path="/vetting/clearances/{clearance_id:uuid}/confirm",
    title=_("Confirm this clearance"),
    permission=CASE_DECIDE,
    document=DOCUMENTS["clearance"],
    variables=lambda request: {"id": request.path["clearance_id"]},
    found="vettingClearance",
    lead=_lead,
    mutation=DOCUMENTS["confirm_clearances"],
    arguments=lambda _form, request: {"clearanceIds": [request.path["clearance_id"]]},
    success=_outcome,
    submit=_("Confirm this clearance"),
    back=lambda data, _request: pages.url("core.person", person_id=data["vettingClearance"]["personId"]),
)
CONFIRMING = (UNCONFIRMED_CLEARANCES, CONFIRM_CLEARANCE)
