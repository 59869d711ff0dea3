"""One role: what somebody in it does, how many are wanted, and who is in it. Modules add what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from core.pages import (
    ActionLink,
    Colour,
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
    Tag,
    Words,
    url,
)
from core.partnership.pages.labels import DOCUMENTS
from core.partnership.permissions import PARTNER_READ, PERSON_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _record(data: Data, _request: PageRequest) -> Record:
    role = data["roleDescription"]
    return Record(
        title=role["title"],
        caption=_("Role"),
        lead=role["purpose"],
        facts=tuple(_facts(role)),
        sections=(_people(role, data["assignments"]["nodes"]),) if "assignments" in data else (),
        back=url("core.service", service_id=role["serviceId"]),
        back_label=role["serviceName"],
    )


def _facts(role: Row) -> Iterator[Fact]:
    yield Fact(_("Service"), Link(role["serviceName"], url("core.service", service_id=role["serviceId"])))
    yield Fact(_("How much time"), Words(role["commitment"] or _("Not recorded")))
    if role["minimumAge"]:
        yield Fact(_("From which age"), Words(translate("{age} years").format(age=role["minimumAge"])))
    yield Fact(_("Places"), Words(places_words(role)))


def places_words(role: Row) -> Text:
    """Say how many places a role has left."""
    free = role["placesWanted"] - role["placesTaken"]
    if not role["isOpen"]:
        return _("Closed to new people")
    if free <= 0:
        return _("All places are taken")
    said = translate_plural(
        "{free} of {wanted} place is free", "{free} of {wanted} places are free", role["placesWanted"]
    )
    return said.format(free=free, wanted=role["placesWanted"])


def _people(role: Row, rows: list[Row]) -> Section:
    aged = (_("Old enough"),) if role["minimumAge"] else ()
    return Section(
        heading=_("Who is in this role"),
        table=Table(
            caption=_("People in this role now"),
            headings=(_("Name"), _("From"), _("To"), *aged),
            rows=tuple(
                (
                    Link(row["personName"], url("core.person", person_id=row["personId"])),
                    Date(row["startsOn"], near=False, empty=_("Not recorded")),
                    Date(row["endsOn"], empty=_("Open")),
                    *((_old_enough(row),) if aged else ()),
                )
                for row in rows
            ),
            empty=_("Nobody is in this role."),
        ),
    )


def _old_enough(row: Row) -> Tag:
    if row["isOldEnough"]:
        return Tag(_("Confirmed"), Colour.GREEN)
    return Tag(_("Not confirmed"), Colour.YELLOW)


ROLE = RecordPage(
    name="core.role",
    path="/roles/{role_id:uuid}",
    title=_("Role"),
    permission=PARTNER_READ,
    document=DOCUMENTS["role"],
    variables=lambda request: {
        "id": request.path["role_id"],
        "people": request.viewer.may(PERSON_READ),
    },
    record=_record,
    found="roleDescription",
    actions=(
        ActionLink(
            label=_("Change its description"),
            href=lambda _data, request: url("core.change_role", role_id=request.path["role_id"]),
            style="secondary",
        ),
    ),
)
