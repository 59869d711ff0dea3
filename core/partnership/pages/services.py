"""Services: what runs in this prison and what does not, and one service with its roles and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.pages import (
    ActionLink,
    Column,
    Data,
    Date,
    Fact,
    Figure,
    Link,
    ListPage,
    Order,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Section,
    Table,
    Words,
    any_of,
    each_of,
    searching,
    url,
)
from core.pages.dates import day_of, long_date
from core.partnership.enums import DeliveryMode, ServiceStatus, StatusReason
from core.partnership.pages.labels import DOCUMENTS, service_tag
from core.partnership.pages.roles import places_words
from core.partnership.permissions import PARTNER_READ, PERSON_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

RUNNING = (ServiceStatus.OPERATING_FULL, ServiceStatus.OPERATING_REDUCED, ServiceStatus.OPERATING_REMOTE_ONLY)
STOPPED = (
    ServiceStatus.PAUSED_PRISON,
    ServiceStatus.PAUSED_PROVIDER,
    ServiceStatus.PAUSED_CLEARANCE,
    ServiceStatus.REMOBILISING,
)
PLANNED = (ServiceStatus.PROPOSED, ServiceStatus.UNDER_REVIEW, ServiceStatus.AGREED_NOT_STARTED)


def _summary(data: Data, _request: PageRequest) -> Text:
    running, paused = data["running"]["totalCount"], data["paused"]["totalCount"]
    said = translate_plural("{count} service runs.", "{count} services run.", running).format(count=running)
    if not paused:
        return said
    stopped = translate_plural("{count} is paused.", "{count} are paused.", paused).format(count=paused)
    return f"{said} {stopped}"


def _figures(data: Data, _request: PageRequest) -> Sequence[Figure]:
    services = url("core.services")
    return tuple(
        Figure(label, data[root]["totalCount"], services.asking(status=tuple(one.value for one in statuses)))
        for label, root, statuses in (
            (_("Running"), "running", RUNNING),
            (_("Paused or restarting"), "paused", STOPPED),
            (_("Planned"), "planned", PLANNED),
        )
    )


def modes_words(codes: Sequence[str]) -> str:
    """Say in which ways a service works."""
    return ", ".join(str(DeliveryMode(code).label) for code in codes)


SERVICES = ListPage(
    name="core.services",
    path="/services",
    title=_("What runs, and what does not?"),
    permission=PARTNER_READ,
    document=DOCUMENTS["services"],
    figures=_figures,
    connection="services",
    summary=_summary,
    empty=_("No service is recorded yet. Open a partner, and add what it does here."),
    columns=(
        Column(
            heading=_("Service"),
            cell=lambda row, _request: Link(row["name"], url("core.service", service_id=row["id"])),
            sort="name",
        ),
        Column(
            heading=_("Organisation"),
            cell=lambda row, _request: Link(
                row["partnerName"], url("core.partner", partner_id=row["partnerId"])
            ),
            sort="partnerName",
        ),
        Column(heading=_("Status"), cell=lambda row, _request: service_tag(row["status"]), sort="status"),
        Column(
            heading=_("Since"),
            cell=lambda row, _request: Date(row["statusSince"], near=False, empty=_("Not recorded")),
            sort="statusSince",
        ),
        Column(heading=_("Wings"), cell=lambda row, _request: Words(", ".join(row["wings"]))),
        Column(heading=_("How"), cell=lambda row, _request: Words(modes_words(row["deliveryModes"]))),
    ),
    filters=(
        searching("name", _("Name")),
        any_of("status", _("Status"), "status", each_of(ServiceStatus)),
    ),
    default_order=(Order("partnerName"), Order("name")),
)


def _record(data: Data, _request: PageRequest) -> Record:
    service = data["service"]
    facts = [
        Fact(
            _("Organisation"),
            Link(service["partnerName"], url("core.partner", partner_id=service["partnerId"])),
        ),
        Fact(_("Wings"), Words(", ".join(service["wings"]) or _("Not recorded"))),
        Fact(_("How it is done"), Words(modes_words(service["deliveryModes"]) or _("Not recorded"))),
        Fact(_("Status since"), Date(service["statusSince"], near=False, empty=_("Not recorded"))),
    ]
    return Record(
        title=service["name"],
        caption=_("Service"),
        tag=service_tag(service["status"]),
        lead=_to_come(service),
        facts=tuple(facts),
        sections=tuple(_sections(data)),
        back=url("core.services"),
        back_label=_("Services"),
    )


def _to_come(service: Row) -> Text:
    """Say how long the status is expected to last, or what it changes to."""
    said = [_change_words(change) for change in service["statusChanges"] if change["id"]]
    return said[-1] if said else ""


def _change_words(change: Row) -> str:
    status = str(ServiceStatus(change["status"]).label)
    since = long_date(day_of(change["effectiveFrom"]))
    if change["expectedUntil"] is None:
        return translate("{status} from {day}.").format(status=status, day=since)
    until = long_date(day_of(change["expectedUntil"]))
    words = translate("{status} from {day}, expected until {until}.")
    return words.format(status=status, day=since, until=until)


def _sections(data: Data) -> Iterator[Section]:
    service = data["service"]
    yield _roles(service["roles"])
    if "assignments" in data:
        yield _people(data["assignments"])
    yield _history(service["statusChanges"])


def _roles(roles: Sequence[Row]) -> Section:
    rows = tuple(
        (
            Link(role["title"], url("core.role", role_id=role["id"]), hint=role["purpose"]),
            Words(role["commitment"] or _("Not recorded")),
            Words(places_words(role)),
        )
        for role in roles
    )
    return Section(
        heading=_("Roles"),
        table=Table(
            caption=_("Roles in this service"),
            headings=(_("Role"), _("How much time"), _("Places")),
            rows=rows,
            empty=_("No role is described yet."),
        ),
    )


def _people(assignments: Row) -> Section:
    rows = tuple(
        (
            Link(row["personName"], url("core.person", person_id=row["personId"])),
            Words(row["roleTitle"]),
            Date(row["endsOn"], empty=_("Open")),
        )
        for row in assignments["nodes"]
    )
    return Section(
        heading=_("Who does it"),
        table=Table(
            caption=_("People with a part in this service now"),
            headings=(_("Name"), _("Part"), _("To")),
            rows=rows,
            empty=_("Nobody has a part in this service."),
        ),
    )


def _history(changes: Sequence[Row]) -> Section:
    rows = tuple(
        (
            service_tag(change["status"]),
            Date(change["effectiveFrom"], near=False),
            Date(change["expectedUntil"], near=False, empty=_("Open")),
            Words(StatusReason(change["reason"]).label if change["reason"] else ""),
        )
        for change in reversed(changes)
    )
    return Section(
        heading=_("What its status was"),
        table=Table(
            caption=_("Status of this service, the newest first"),
            headings=(_("Status"), _("From"), _("Expected until"), _("Why")),
            rows=rows,
            empty=_("No change is recorded."),
        ),
    )


def _to(page: str, label: Text) -> ActionLink:
    return ActionLink(
        label=label,
        href=lambda _data, request: url(page, service_id=request.path["service_id"]),
        style="secondary",
    )


SERVICE = RecordPage(
    name="core.service",
    path="/services/{service_id:uuid}",
    title=_("Service"),
    permission=PARTNER_READ,
    document=DOCUMENTS["service"],
    variables=lambda request: {
        "id": request.path["service_id"],
        "people": request.viewer.may(PERSON_READ),
    },
    record=_record,
    found="service",
    actions=(
        _to("core.change_service_status", _("Change its status")),
        _to("core.change_service", _("Change its details")),
        _to("core.describe_role", _("Describe a role")),
    ),
)
