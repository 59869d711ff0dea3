"""What of the partnership can be found from the head of every page: people, organisations and services."""

from __future__ import annotations

from core.pages import Link, PageRequest, Row, SearchSource, beside, url
from core.partnership.enums import PersonStatus, ServiceStatus
from core.partnership.pages.labels import DOCUMENTS, funding_words, kinds_in_words
from core.partnership.permissions import PARTNER_READ, PERSON_READ
from core.translation import lazy_gettext as _


def _person(row: Row, _request: PageRequest) -> Link:
    partner = row["partner"]
    status = PersonStatus(row["status"])
    hint = beside(
        partner["name"] if partner else _("No organisation recorded"),
        kinds_in_words(row["personRoles"]),
        status.label if status is PersonStatus.LEFT else "",
    )
    return Link(row["name"], url("core.person", person_id=row["id"]), hint)


def _partner(row: Row, _request: PageRequest) -> Link:
    services = ", ".join(service["name"] for service in row["services"])
    hint = beside(funding_words(row["fundingBasis"]), services)
    return Link(row["name"], url("core.partner", partner_id=row["id"]), hint)


def _service(row: Row, _request: PageRequest) -> Link:
    hint = beside(row["partnerName"], ServiceStatus(row["status"]).label)
    return Link(row["name"], url("core.service", service_id=row["id"]), hint)


SOURCES = (
    SearchSource(
        name="core.people",
        title=_("People"),
        permission=PERSON_READ,
        document=DOCUMENTS["search_people"],
        connection="people",
        result=_person,
        everything=lambda words: url("core.people").asking(name=words),
    ),
    SearchSource(
        name="core.partners",
        title=_("Organisations"),
        permission=PARTNER_READ,
        document=DOCUMENTS["search_partners"],
        connection="partners",
        result=_partner,
        everything=lambda words: url("core.partners").asking(name=words),
    ),
    SearchSource(
        name="core.services",
        title=_("Services"),
        permission=PARTNER_READ,
        document=DOCUMENTS["search_services"],
        connection="services",
        result=_service,
    ),
)
