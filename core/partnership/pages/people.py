"""People: who is here, for whom, in which roles."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.pages import (
    ActionLink,
    Cell,
    Choice,
    Colour,
    Column,
    Data,
    Date,
    Fact,
    Figure,
    Filter,
    Form,
    FormPage,
    Link,
    ListPage,
    Order,
    Outcome,
    PageRequest,
    RadioField,
    Record,
    RecordPage,
    Row,
    Section,
    SelectField,
    Stack,
    Table,
    Tag,
    TextField,
    Variables,
    Words,
    any_of,
    searching,
    url,
)
from core.partnership.enums import PersonKind, PersonStatus
from core.partnership.pages.ages import TAKE_BACK, TO_CONFIRM, age_facts
from core.partnership.pages.labels import DOCUMENTS, choices, kinds_in_words, person_tag, service_tag
from core.partnership.pages.person_forms import RECORD_RETURN
from core.partnership.permissions import AGE_CONFIRM, PERSON_CHANGE, PERSON_READ
from core.retention.permissions import RETENTION_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

NOBODY_YET = _("There is nobody here yet. Import the spreadsheet you keep now, or add people one by one.")


KEYS_OUT = "no"
"""In an address: those who left and have not handed back pass or keys."""


def _summary(data: Data, _request: PageRequest) -> Text:
    count, out = data["here"]["totalCount"], data["keysOut"]["totalCount"]
    here = translate_plural("{count} person is here now.", "{count} people are here now.", count)
    if not out:
        return here.format(count=count)
    missing = translate_plural(
        "{count} left without handing back pass or keys: ask for them.",
        "{count} left without handing back pass or keys: ask for them.",
        out,
    )
    return f"{here.format(count=count)} {missing.format(count=out)}"


def _figures(data: Data, _request: PageRequest) -> Sequence[Figure]:
    people = url("core.people")
    out = data["keysOut"]["totalCount"]
    return (
        Figure(_("Here now"), data["here"]["totalCount"], people.asking(status=PersonStatus.CURRENT.value)),
        Figure(_("Left"), data["left"]["totalCount"], people.asking(status=PersonStatus.LEFT.value)),
        Figure(_("Left, pass or keys not handed back"), out, people.asking(keys=KEYS_OUT), urgent=True),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _of_one_partner(data: Data, _request: PageRequest) -> Sequence[Choice]:
    """Name the organisation that the address narrows the list to; there are too many to offer them all."""
    partner = data.get("partner")
    return (Choice(partner["id"], partner["name"]),) if partner else ()


def _variables(request: PageRequest) -> Variables:
    partner, holds = request.first("partner"), request.viewer.may(RETENTION_READ)
    narrowed = _is_id(partner)
    return {"partner": partner if narrowed else "", "narrowed": narrowed, "holds": holds}


def _partner(row: Row) -> Words | Link:
    partner = row["partner"]
    if partner is None:
        return Words(_("No organisation recorded"))
    return Link(partner["name"], url("core.partner", partner_id=partner["id"]))


def _standing(row: Row) -> Tag | Stack:
    tag = person_tag(row["status"])
    return Stack((tag, Tag(_("Kept on hold"), Colour.ORANGE))) if row.get("isOnHold") else tag


PEOPLE = ListPage(
    name="core.people",
    path="/people",
    title=_("Who is here, and for whom?"),
    permission=PERSON_READ,
    document=DOCUMENTS["people"],
    variables=_variables,
    figures=_figures,
    connection="people",
    summary=_summary,
    empty=NOBODY_YET,
    columns=(
        Column(
            heading=_("Name"),
            cell=lambda row, _request: Link(row["name"], url("core.person", person_id=row["id"])),
            sort="sortKey",
        ),
        Column(heading=_("Organisation"), cell=lambda row, _request: _partner(row), sort="partnerName"),
        Column(
            heading=_("What they are"), cell=lambda row, _request: Words(kinds_in_words(row["personRoles"]))
        ),
        Column(heading=_("Team"), cell=lambda row, _request: Words(row["team"] or ""), sort="team"),
        Column(heading=_("Status"), cell=lambda row, _request: _standing(row), sort="status"),
    ),
    filters=(
        searching("name", _("Name")),
        any_of("status", _("Status"), "status", choices(PersonStatus)),
        Filter(
            name="keys",
            label=_("Pass and keys"),
            kind="one",
            choices=(Choice(KEYS_OUT, _("Left, not handed back")),),
            condition=lambda _values, _request: {
                "status": {"eq": PersonStatus.LEFT.value},
                "passReturned": {"eq": False},
            },
        ),
        Filter(
            name="partner",
            label=_("Organisation"),
            kind="one",
            choices=_of_one_partner,
            condition=lambda values, _request: {"partnerId": {"eq": values[0]}} if _is_id(values[0]) else {},
        ),
    ),
    default_order=(Order("sortKey"),),
    actions=(
        ActionLink(
            label=_("Add a person"),
            href=lambda _data, _request: url("core.add_person"),
            style="secondary",
        ),
    ),
)


def _record(data: Data, _request: PageRequest) -> Record:
    person = data["person"]
    partner = person["partner"]
    facts = [
        Fact(_("Organisation"), _partner(person)),
        Fact(_("What they are"), Words(kinds_in_words(person["personRoles"]) or _("Not recorded"))),
    ]
    if person["team"]:
        facts.append(Fact(_("Team"), Words(person["team"])))
    if person["email"]:
        facts.append(Fact(_("E-mail"), Words(person["email"])))
    facts += age_facts(person)
    if person["leftOn"] or person["status"] == PersonStatus.LEFT:
        facts.append(Fact(_("Left on"), Date(person["leftOn"], near=False, empty=_("Not recorded"))))
        facts.append(Fact(_("Pass and keys"), Words(_pass_words(person["passReturned"]))))
    if person["note"]:
        facts.append(Fact(_("Note"), Words(person["note"])))
    return Record(
        title=person["name"],
        caption=partner["name"] if partner else _("No organisation recorded"),
        tag=person_tag(person["status"]),
        facts=tuple(facts),
        sections=(_assignments(person),),
        back=url("core.people"),
        back_label=_("People"),
    )


def _pass_words(returned: bool | None) -> Text:  # noqa: FBT001 -- three answers: yes, no, not recorded
    if returned is None:
        return _("Not recorded")
    return _("Handed back") if returned else _("Not handed back: ask for it")


def _assignments(person: Row) -> Section:
    return Section(
        heading=_("What they do here"),
        table=Table(
            caption=_("Services this person has a part in"),
            headings=(_("Service"), _("Part"), _("From"), _("To"), _("Service status"), _("Change")),
            rows=tuple(_part(person, row) for row in person["assignments"]),
            empty=_("No part in a service is recorded."),
        ),
    )


def _part(person: Row, row: Row) -> tuple[Cell, ...]:
    service = row["service"]
    ending = url("core.end_assignment", person_id=person["id"], assignment_id=row["id"])
    return (
        Link(service["name"], url("core.service", service_id=service["id"]), hint=service["partnerName"]),
        Link(row["roleTitle"], url("core.role", role_id=row["roleId"]))
        if row["roleId"]
        else Words(row["roleTitle"]),
        Date(row["startsOn"], near=False, empty=_("Not recorded")),
        Date(row["endsOn"], empty=_("Open")),
        service_tag(service["status"]),
        Link(_("Set the last day"), ending) if row["isCurrent"] else Words(""),
    )


def _to(page: str, label: Text) -> ActionLink:
    return ActionLink(
        label=label,
        href=lambda _data, request: url(page, person_id=request.path["person_id"]),
        offered=lambda data, _request: data["person"]["status"] == PersonStatus.CURRENT,
        style="secondary",
    )


PERSON = RecordPage(
    name="core.person",
    path="/people/{person_id:uuid}",
    title=_("Person"),
    permission=PERSON_READ,
    document=DOCUMENTS["person"],
    variables=lambda request: {
        "id": request.path["person_id"],
        "confirms": request.viewer.may(AGE_CONFIRM),
    },
    record=_record,
    found="person",
    actions=(
        ActionLink(
            label=_("Can they come in?"),
            href=lambda _data, request: url("core.coming_in", person_id=request.path["person_id"]),
        ),
        _to("core.assign_person", _("Give them a part in a service")),
        TO_CONFIRM,
        _to("core.change_person", _("Change their details")),
        TAKE_BACK,
        RECORD_RETURN,
        ActionLink(
            label=_("Record that they have left"),
            href=lambda _data, request: url("core.record_leaving", person_id=request.path["person_id"]),
            offered=lambda data, _request: data["person"]["status"] == PersonStatus.CURRENT,
            style="secondary",
        ),
        ActionLink(
            label=_("Give this person access"),
            href=lambda data, _request: url("core.give_access").asking(person=data["person"]["id"]),
            offered=lambda data, _request: data["person"]["status"] == PersonStatus.CURRENT,
            style="secondary",
        ),
    ),
)


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
        RadioField(name="kind", label=_("What they are"), choices=choices(PersonKind)),
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
