"""The record of a person: for whom they are here, what they do, and what can be done with the record."""

from __future__ import annotations

from core.pages import (
    ActionLink,
    Cell,
    Data,
    Date,
    Fact,
    Link,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Section,
    Table,
    Words,
    url,
)
from core.partnership.enums import PersonStatus
from core.partnership.pages.ages import TAKE_BACK, TO_CONFIRM, age_facts
from core.partnership.pages.labels import DOCUMENTS, kinds_in_words, partner_link, person_tag, service_tag
from core.partnership.pages.person_forms import RECORD_RETURN
from core.partnership.permissions import AGE_CONFIRM, PERSON_READ
from core.translation import Text
from core.translation import lazy_gettext as _


def _record(data: Data, _request: PageRequest) -> Record:
    person = data["person"]
    partner = person["partner"]
    facts = [
        Fact(_("Organisation"), partner_link(person)),
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
