"""Terms on the page of their council, and how large the wings are."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import SeatMethod, WingSize
from plugins.council.pages.roll_words import method_choices, term_words
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import COUNCIL_CHANGE, ROLL_READ, WING_CHANGE
from plugins.council.services.terms import LONGEST_WING, MOST_SEATS

WHY_SIZES = _(
    "On a small wing “the wing's representative” tells everybody who it is. So a small wing is never said in "
    "minutes, on posters or in results, and the scan stops a text that names one."
)


def _sections(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Section]:
    rows = tuple(
        (
            pages.Link(
                translate("{start} to {end}").format(
                    start=long_date(day(one["startsOn"])), end=long_date(day(one["endsOn"]))
                ),
                pages.url("council.change_term", term_id=one["id"]),
            ),
            pages.Number(one["seats"]),
            pages.Words(SeatMethod(one["seatMethod"]).label),
            pages.Number(one["membersNow"]),
        )
        for one in data["councilTerms"]["nodes"]
    )
    table = pages.Table(
        caption=_("Terms of this council"),
        headings=(_("Term"), _("Seats"), _("How seats follow votes"), _("Members now")),
        rows=rows,
        empty=_("No term is set. Set one: then members can be added and an election planned."),
    )
    return (pages.Section(heading=_("Terms"), table=table),)


TERMS_PART = pages.RecordPart(
    name="council.terms",
    page="council.council",
    permission=ROLL_READ,
    document=DOCUMENTS["terms_part"],
    variables=lambda request: {"terms": {"councilId": {"eq": request.path["council_id"]}}},
    sections=_sections,
    actions=(
        pages.ActionLink(
            label=_("Set a term"),
            href=lambda _data, request: pages.url("council.set_term", council_id=request.path["council_id"]),
        ),
    ),
)
ENDS = pages.DateField(
    name="ends_on",
    label=_("Last day of the term"),
    hint=_("Six months after it the roll of the term is deleted."),
    argument="endsOn",
)
SEATS = pages.NumberField(name="seats", label=_("How many seats?"), least=1, most=MOST_SEATS)
METHOD = pages.RadioField(
    name="method", label=_("How do seats follow votes?"), choices=method_choices(), argument="seatMethod"
)
SET_TERM = pages.FormPage(
    name="council.set_term",
    path="/council/councils/{council_id:uuid}/terms/add",
    title=_("For how long are members chosen?"),
    permission=COUNCIL_CHANGE,
    document=DOCUMENTS["council_name"],
    variables=lambda request: {"id": request.path["council_id"]},
    found="councilBody",
    mutation=DOCUMENTS["set_term"],
    fields=(
        pages.DateField(name="starts_on", label=_("First day of the term"), argument="startsOn"),
        ENDS,
        SEATS,
        METHOD,
    ),
    initial=lambda _data, _request: {"method": SeatMethod.LARGEST_REMAINDER.value},
    arguments=lambda form, request: {
        "given": {
            "councilId": request.path["council_id"],
            "startsOn": pages.iso_day(form["starts_on"]),
            "endsOn": pages.iso_day(form["ends_on"]),
            "seats": form["seats"],
            "seatMethod": form["method"],
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.council", council_id=data["councilSetTerm"]["councilId"]),
        translate("The term is set."),
    ),
    submit=_("Set the term"),
    back=lambda data, _request: pages.url("council.council", council_id=data["councilBody"]["id"]),
)
CHANGE_TERM = pages.FormPage(
    name="council.change_term",
    path="/council/terms/{term_id:uuid}",
    title=_("When does the term end?"),
    permission=COUNCIL_CHANGE,
    document=DOCUMENTS["term"],
    variables=lambda request: {"id": request.path["term_id"]},
    found="councilTerm",
    lead=lambda data, _request: term_words(data["councilTerm"]),
    mutation=DOCUMENTS["change_term"],
    fields=(ENDS, SEATS, METHOD),
    initial=lambda data, _request: {
        "ends_on": day(data["councilTerm"]["endsOn"]),
        "seats": data["councilTerm"]["seats"],
        "method": data["councilTerm"]["seatMethod"],
    },
    arguments=lambda form, request: {
        "given": {
            "termId": request.path["term_id"],
            "endsOn": pages.iso_day(form["ends_on"]),
            "seats": form["seats"],
            "seatMethod": form["method"],
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.council", council_id=data["councilChangeTerm"]["councilId"]),
        translate("It is put right."),
    ),
    submit=_("Put it right"),
    back=lambda data, _request: pages.url("council.council", council_id=data["councilTerm"]["councilId"]),
)


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilWings"]["totalCount"]
    said = translate_plural("{count} wing.", "{count} wings.", count).format(count=count) if count else ""
    return f"{said} {WHY_SIZES}".strip()


WINGS = pages.ListPage(
    name="council.wings",
    path="/council/wings",
    title=_("How large are the wings?"),
    permission=WING_CHANGE,
    document=DOCUMENTS["wings"],
    connection="councilWings",
    summary=_summary,
    empty=_("No wing is written down. Add each with its size: small ones are kept out of what is published."),
    columns=(
        pages.Column(
            heading=_("Wing"),
            cell=lambda row, _request: pages.Link(
                row["name"], pages.url("council.change_wing", wing_id=row["id"])
            ),
            sort="name",
        ),
        pages.Column(
            heading=_("Size"),
            cell=lambda row, _request: pages.Words(WingSize(row["size"]).label),
            sort="size",
        ),
    ),
    default_order=(pages.Order("name"),),
    exportable=False,
    bulk=(
        pages.BulkAction(
            name="remove",
            label=_("Remove"),
            permission=WING_CHANGE,
            mutation=DOCUMENTS["remove_wings"],
            variables=lambda ids, _request: {"wingIds": list(ids)},
            success=lambda _data, _request: pages.Outcome(pages.url("council.wings"), translate("Removed.")),
        ),
    ),
    actions=(
        pages.ActionLink(label=_("Add a wing"), href=lambda _data, _request: pages.url("council.add_wing")),
    ),
    back=lambda _data, _request: pages.url("council.members"),
)
WING_FIELDS: tuple[pages.Field, ...] = (
    pages.TextField(
        name="name",
        label=_("Name of the wing"),
        hint=_("As people say it: “C wing”, or “Seacole”."),
        max_length=LONGEST_WING,
        width="10",
    ),
    pages.RadioField(
        name="size",
        label=_("How many people live there?"),
        choices=pages.each_of(WingSize),
    ),
)


def _wing_written(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    said = translate("{wing} is written down.").format(wing=data["councilSetWing"]["name"])
    return pages.Outcome(pages.url("council.wings"), said)


ADD_WING = pages.FormPage(
    name="council.add_wing",
    path="/council/wings/add",
    title=_("Add a wing"),
    permission=WING_CHANGE,
    mutation=DOCUMENTS["set_wing"],
    lead=lambda _data, _request: WHY_SIZES,
    fields=WING_FIELDS,
    arguments=lambda form, _request: {"name": form["name"], "size": form["size"]},
    success=_wing_written,
    submit=_("Add the wing"),
    back=lambda _data, _request: pages.url("council.wings"),
)
CHANGE_WING = pages.FormPage(
    name="council.change_wing",
    path="/council/wings/{wing_id:uuid}",
    title=_("How large is this wing?"),
    permission=WING_CHANGE,
    document=DOCUMENTS["wing"],
    variables=lambda request: {"id": request.path["wing_id"]},
    found="councilWing",
    mutation=DOCUMENTS["set_wing"],
    lead=lambda _data, _request: WHY_SIZES,
    fields=WING_FIELDS,
    initial=lambda data, _request: {"name": data["councilWing"]["name"], "size": data["councilWing"]["size"]},
    arguments=lambda form, request: {
        "name": form["name"],
        "size": form["size"],
        "wingId": request.path["wing_id"],
    },
    success=_wing_written,
    submit=_("Put it right"),
    back=lambda _data, _request: pages.url("council.wings"),
)
TERM_PAGES = (SET_TERM, CHANGE_TERM, WINGS, ADD_WING, CHANGE_WING)
