"""Codes of the partnership as the cells a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.pages import Colour, Link, Tag, Words, url
from core.pages.documents import read_documents
from core.partnership.enums import (
    FundingBasis,
    PartnerStatus,
    PersonKind,
    PersonStatus,
    ServiceStatus,
)
from core.translation import Text
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent.parent / "documents")

PERSON_COLOURS = {PersonStatus.CURRENT: Colour.GREEN, PersonStatus.LEFT: Colour.GREY}
PARTNER_COLOURS = {
    PartnerStatus.PROSPECTIVE: Colour.BLUE,
    PartnerStatus.ACTIVE: Colour.GREEN,
    PartnerStatus.PAUSED: Colour.YELLOW,
    PartnerStatus.ENDED: Colour.GREY,
}
PAUSED = (ServiceStatus.PAUSED_PRISON, ServiceStatus.PAUSED_PROVIDER, ServiceStatus.PAUSED_CLEARANCE)
SERVICE_COLOURS: dict[ServiceStatus, Colour] = {
    ServiceStatus.OPERATING_FULL: Colour.GREEN,
    ServiceStatus.OPERATING_REDUCED: Colour.YELLOW,
    ServiceStatus.OPERATING_REMOTE_ONLY: Colour.YELLOW,
    ServiceStatus.ENDED: Colour.GREY,
} | dict.fromkeys(PAUSED, Colour.RED)


def person_tag(code: str) -> Tag:
    status = PersonStatus(code)
    return Tag(status.label, PERSON_COLOURS[status])


def partner_tag(code: str) -> Tag:
    status = PartnerStatus(code)
    return Tag(status.label, PARTNER_COLOURS[status])


def service_tag(code: str) -> Tag:
    status = ServiceStatus(code)
    return Tag(status.label, SERVICE_COLOURS.get(status, Colour.BLUE))


def partner_link(row: Mapping[str, Any]) -> Words | Link:
    """Lead to the organisation that a person is here for."""
    partner = row["partner"]
    if partner is None:
        return Words(_("No organisation recorded"))
    return Link(partner["name"], url("core.partner", partner_id=partner["id"]))


def funding_words(code: str | None) -> Text:
    return FundingBasis(code).label if code else _("Not recorded")


def kinds_in_words(roles: Iterable[Mapping[str, Any]]) -> str:
    """Say what somebody is here: "Volunteer", or "Volunteer, partner staff"."""
    labels = [str(PersonKind(role["kind"]).label) for role in roles]
    return ", ".join(dict.fromkeys(labels))
