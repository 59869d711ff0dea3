"""Partner organisations with their contacts and papers."""

from __future__ import annotations

from datetime import date, datetime

import strawberry
from sqlalchemy import func, literal, select
from strawberry import ID

from core.clock import today
from core.partnership import models
from core.partnership.enums import (
    AgreementType,
    ContactPurpose,
    FundingBasis,
    InsuranceKind,
    PartnerStatus,
    PersonStatus,
)
from core.partnership.graphql.nodes.services import Service
from core.partnership.permissions import CONTACT_READ, PARTNER_READ
from core.reads.declarations import computed, node

for code_list in (AgreementType, ContactPurpose, FundingBasis, InsuranceKind, PartnerStatus):
    strawberry.enum(code_list)


@node(models.Organisation, permission=PARTNER_READ)
class Organisation:
    id: ID
    identifier: str
    name: str
    name_cy: str | None


@node(models.PartnerContact, permission=CONTACT_READ, sorted_by=("name", "id"))
class PartnerContact:
    id: ID
    name: str
    email: str | None
    phone: str | None
    purposes: list[str]
    deputy_id: ID | None


@node(models.PartnerAgreement, permission=PARTNER_READ, sorted_by=("starts_on", "id"))
class PartnerAgreement:
    id: ID
    partner_id: ID
    service_id: ID | None
    type: AgreementType
    reference: str | None
    starts_on: date
    ends_on: date | None
    service: Service | None
    is_current: bool = computed(
        lambda agreement: (
            (agreement.starts_on <= today()) & (func.coalesce(agreement.ends_on, literal(today())) >= today())
        ),
    )


@node(models.PartnerInsurance, permission=PARTNER_READ, sorted_by=("expires_on", "id"))
class PartnerInsurance:
    id: ID
    partner_id: ID
    kind: InsuranceKind
    cover_pounds: int | None
    starts_on: date
    expires_on: date
    seen_on: date
    is_current: bool = computed(
        lambda insurance: (insurance.starts_on <= today()) & (insurance.expires_on >= today())
    )


@node(models.Partner, permission=PARTNER_READ, sorted_by=("name",))
class Partner:
    id: ID
    name: str
    name_key: str
    funding_basis: FundingBasis | None
    status: PartnerStatus
    registration: str | None
    on_mailing_list: bool
    note: str | None
    created_at: datetime
    organisation: Organisation | None
    contacts: list[PartnerContact]
    services: list[Service]
    agreements: list[PartnerAgreement]
    insurances: list[PartnerInsurance]
    people_count: int = computed(
        lambda partner: (
            select(func.count())
            .select_from(models.Person)
            .where(
                models.Person.tenant_id == partner.tenant_id,
                models.Person.partner_id == partner.id,
                models.Person.status == PersonStatus.CURRENT,
            )
            .correlate(partner)
            .scalar_subquery()
        ),
    )
