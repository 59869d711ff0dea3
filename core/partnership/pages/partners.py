"""Partners: who works with this prison, on what footing, and whom to reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.pages import (
    ActionLink,
    Address,
    Choice,
    Column,
    Data,
    Date,
    Fact,
    Figure,
    Filter,
    Link,
    ListPage,
    Number,
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
from core.partnership.enums import ContactPurpose, FundingBasis, PartnerStatus, PersonStatus
from core.partnership.pages.labels import DOCUMENTS, funding_words, partner_tag, service_tag
from core.partnership.pages.papers import agreements_section, insurance_section
from core.partnership.permissions import CONTACT_READ, PARTNER_READ
from core.translation import Text, translate_plural
from core.translation import lazy_gettext as _

NOBODY = "nobody"
"""In an address: active partners of whom nobody is here now."""
NOBODY_HERE = {"status": {"eq": PartnerStatus.ACTIVE.value}, "peopleCount": {"lt": 1}}


def _summary(data: Data, _request: PageRequest) -> Text:
    count, without = data["active"]["totalCount"], data["nobody"]["totalCount"]
    active = translate_plural(
        "{count} organisation works here.", "{count} organisations work here.", count
    ).format(count=count)
    if not without:
        return active
    nobody = translate_plural(
        "Of {count} of them nobody is recorded as being here now.",
        "Of {count} of them nobody is recorded as being here now.",
        without,
    )
    return f"{active} {nobody.format(count=without)}"


def _figures(data: Data, _request: PageRequest) -> Sequence[Figure]:
    partners = url("core.partners")
    return (
        Figure(_("Active"), data["active"]["totalCount"], partners.asking(status=PartnerStatus.ACTIVE.value)),
        Figure(
            _("Active, with nobody here now"), data["nobody"]["totalCount"], partners.asking(people=NOBODY)
        ),
        Figure(
            _("Not active: prospective, paused or ended"),
            data["others"]["totalCount"],
            partners.asking(status=tuple(status.value for status in OTHERS)),
        ),
    )


OTHERS = tuple(status for status in PartnerStatus if status is not PartnerStatus.ACTIVE)


def people_of(partner: Row) -> Address:
    """Return the list of those who are here now for a partner."""
    return url("core.people").asking(partner=partner["id"], status=PersonStatus.CURRENT.value)


PARTNERS = ListPage(
    name="core.partners",
    path="/partners",
    title=_("Who works with this prison?"),
    permission=PARTNER_READ,
    document=DOCUMENTS["partners"],
    variables=lambda _request: {"nobodyHere": NOBODY_HERE},
    figures=_figures,
    connection="partners",
    summary=_summary,
    empty=_("There are no partners yet. Import the list you keep now, or add them one by one."),
    columns=(
        Column(
            heading=_("Organisation"),
            cell=lambda row, _request: Link(row["name"], url("core.partner", partner_id=row["id"])),
            # By the folded name: capitals, accents and "The" in front do not tear the list apart.
            sort="nameKey",
        ),
        Column(
            heading=_("Funding"),
            cell=lambda row, _request: Words(funding_words(row["fundingBasis"])),
            sort="fundingBasis",
        ),
        Column(
            heading=_("Services"),
            cell=lambda row, _request: Words(", ".join(service["name"] for service in row["services"])),
        ),
        Column(
            heading=_("People"),
            cell=lambda row, _request: Number(
                row["peopleCount"], href=people_of(row) if row["peopleCount"] else None
            ),
            sort="peopleCount",
            numeric=True,
        ),
        Column(
            heading=_("Notices by e-mail"),
            cell=lambda row, _request: Words(_("Yes") if row["onMailingList"] else _("No")),
        ),
        Column(heading=_("Status"), cell=lambda row, _request: partner_tag(row["status"]), sort="status"),
    ),
    filters=(
        searching("name", _("Name")),
        any_of("funding", _("Funding"), "fundingBasis", each_of(FundingBasis)),
        any_of("status", _("Status"), "status", each_of(PartnerStatus)),
        Filter(
            name="people",
            label=_("People"),
            kind="one",
            choices=(Choice(NOBODY, _("Active, with nobody here now")),),
            condition=lambda _values, _request: NOBODY_HERE,
        ),
    ),
    default_order=(Order("nameKey"),),
    actions=(
        ActionLink(
            label=_("Add a partner"),
            href=lambda _data, _request: url("core.add_partner"),
            style="secondary",
        ),
    ),
)


def _record(data: Data, _request: PageRequest) -> Record:
    partner = data["partner"]
    facts = [
        Fact(_("Funding"), Words(funding_words(partner["fundingBasis"]))),
        Fact(_("Registration"), Words(_registration(partner))),
        Fact(_("Notices by e-mail"), Words(_("Yes") if partner["onMailingList"] else _("No"))),
        Fact(
            _("People here now"),
            Number(partner["peopleCount"], href=people_of(partner) if partner["peopleCount"] else None),
        ),
    ]
    if partner["note"]:
        facts.append(Fact(_("Note"), Words(partner["note"])))
    return Record(
        title=partner["name"],
        caption=_("Partner organisation"),
        tag=partner_tag(partner["status"]),
        facts=tuple(facts),
        sections=tuple(_sections(partner)),
        back=url("core.partners"),
        back_label=_("Partners"),
    )


def _sections(partner: Mapping[str, Any]) -> Iterator[Section]:
    yield _services(partner)
    yield agreements_section(partner)
    yield insurance_section(partner)
    if "contacts" in partner:
        yield _contacts(partner)


def _registration(partner: Mapping[str, Any]) -> Text:
    organisation = partner["organisation"]
    if organisation is not None:
        identifier: str = organisation["identifier"]
        return identifier
    return partner["registration"] or _("Not recorded")


def _services(partner: Mapping[str, Any]) -> Section:
    return Section(
        heading=_("What they do here"),
        table=Table(
            caption=_("Services of this partner"),
            headings=(_("Service"), _("Status"), _("Since")),
            rows=tuple(
                (
                    Link(service["name"], url("core.service", service_id=service["id"])),
                    service_tag(service["status"]),
                    Date(service["statusSince"], near=False, empty=_("Not recorded")),
                )
                for service in partner["services"]
            ),
            empty=_("No service is recorded."),
        ),
    )


def _contacts(partner: Mapping[str, Any]) -> Section:
    return Section(
        heading=_("Whom to reach"),
        table=Table(
            caption=_("Contacts of this partner"),
            headings=(_("Name"), _("For"), _("E-mail"), _("Telephone")),
            rows=tuple(
                (
                    Words(contact["name"]),
                    Words(", ".join(str(ContactPurpose(code).label) for code in contact["purposes"])),
                    Words(contact["email"] or _("Not recorded")),
                    Words(contact["phone"] or _("Not recorded")),
                )
                for contact in partner["contacts"]
            ),
            empty=_("No contact is recorded."),
        ),
    )


PARTNER = RecordPage(
    name="core.partner",
    path="/partners/{partner_id:uuid}",
    title=_("Partner"),
    permission=PARTNER_READ,
    document=DOCUMENTS["partner"],
    variables=lambda request: {
        "id": request.path["partner_id"],
        "contacts": request.viewer.may(CONTACT_READ),
    },
    record=_record,
    found="partner",
    actions=(
        ActionLink(
            label=_("Add a service"),
            href=lambda data, _request: url("core.add_service", partner_id=data["partner"]["id"]),
            style="secondary",
        ),
        ActionLink(
            label=_("Add a contact"),
            href=lambda data, _request: url("core.add_contact", partner_id=data["partner"]["id"]),
            style="secondary",
        ),
        ActionLink(
            label=_("Record an agreement"),
            href=lambda data, _request: url("core.record_agreement", partner_id=data["partner"]["id"]),
            style="secondary",
        ),
        ActionLink(
            label=_("Record an insurance"),
            href=lambda data, _request: url("core.record_insurance", partner_id=data["partner"]["id"]),
            style="secondary",
        ),
        ActionLink(
            label=_("Change its details"),
            href=lambda data, _request: url("core.change_partner", partner_id=data["partner"]["id"]),
            style="secondary",
        ),
        ActionLink(
            label=_("Give its lead access"),
            href=lambda data, _request: url("core.give_access").asking(partner=data["partner"]["id"]),
            style="secondary",
        ),
    ),
)
