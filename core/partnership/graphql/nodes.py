"""What the API says of the partnership: types over its tables, and the root fields to read them by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, literal, select
from strawberry import ID

from core.accounts.models import Account
from core.clock import today
from core.partnership import models
from core.partnership.enums import (
    AgreementType,
    ContactPurpose,
    DeliveryMode,
    FundingBasis,
    InsuranceKind,
    PartnerStatus,
    PersonKind,
    PersonStatus,
    ServiceStatus,
    StatusReason,
)
from core.partnership.permissions import AGE_CONFIRM, CONTACT_READ, PARTNER_READ, PERSON_READ, PRISON_READ
from core.prisons import models as prisons
from core.prisons.enums import Gender
from core.reads.declarations import computed, node
from core.reads.roots import connection, lookup, own_prison
from core.reads.through import through
from core.retention.holding import keeps_person
from core.retention.permissions import RETENTION_READ

for code_list in (
    AgreementType,
    ContactPurpose,
    DeliveryMode,
    FundingBasis,
    InsuranceKind,
    PartnerStatus,
    PersonKind,
    PersonStatus,
    ServiceStatus,
    StatusReason,
    Gender,
):
    strawberry.enum(code_list)


@node(prisons.PrisonGroup, permission=PRISON_READ)
class PrisonGroup:
    code: str
    name: str


@node(prisons.Prison, permission=PRISON_READ)
class Prison:
    id: ID
    code: str
    name: str
    name_cy: str | None
    gender: Gender
    contracted: bool
    categories: list[str]
    operators: list[str]
    address_line1: str | None
    address_line2: str | None
    town: str | None
    county: str | None
    postcode: str | None
    group: PrisonGroup | None


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


@node(models.ServiceStatusChange, permission=PARTNER_READ, sorted_by=("effective_from", "id"))
class ServiceStatusChange:
    id: ID
    status: ServiceStatus
    reason: StatusReason | None
    effective_from: date
    expected_until: date | None
    created_at: datetime


@node(models.RoleDescription, permission=PARTNER_READ, sorted_by=("title", "id"))
class RoleDescription:
    id: ID
    service_id: ID
    title: str
    purpose: str
    commitment: str | None
    minimum_age: int | None
    places_wanted: int
    is_open: bool
    service_name: str = computed(through("service_id", models.Service, "name"))
    places_taken: int = computed(
        lambda role: (
            select(func.count())
            .select_from(models.Assignment)
            .where(
                models.Assignment.tenant_id == role.tenant_id,
                models.Assignment.role_id == role.id,
                func.coalesce(models.Assignment.ends_on, literal(today())) >= today(),
            )
            .correlate(role)
            .scalar_subquery()
        ),
    )


@node(models.Service, permission=PARTNER_READ, sorted_by=("name", "id"))
class Service:
    id: ID
    partner_id: ID
    name: str
    status: ServiceStatus
    status_since: date | None
    wings: list[str]
    delivery_modes: list[str]
    status_changes: list[ServiceStatusChange]
    roles: list[RoleDescription]
    partner_name: str = computed(through("partner_id", models.Partner, "name"))


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


@node(models.PersonRole, permission=PERSON_READ, sorted_by=("kind", "id"))
class PersonRole:
    id: ID
    kind: PersonKind
    title: str | None
    starts_on: date | None
    ends_on: date | None
    partner: Partner | None


MINIMUM_AGE = through("role_id", models.RoleDescription, "minimum_age")
"""Of a part: null where its role is not described, or is for everybody."""


def _is_old_enough(assignment: Any) -> ColumnElement[bool]:
    confirmed = through("person_id", models.Person, lambda person: func.coalesce(person.age_confirmed, 0))
    return confirmed(assignment) >= MINIMUM_AGE(assignment)


@node(models.Assignment, permission=PERSON_READ, sorted_by=("role_title", "id"))
class Assignment:
    id: ID
    person_id: ID
    service_id: ID
    role_id: ID | None
    role_title: str
    starts_on: date | None
    ends_on: date | None
    service: Service
    minimum_age: int | None = computed(MINIMUM_AGE)
    """From which age the described role is."""
    is_old_enough: bool | None = computed(_is_old_enough)
    """Whether that was confirmed; null where the role does not ask."""
    person_name: str = computed(through("person_id", models.Person, "name"))
    is_current: bool = computed(
        lambda assignment: (
            (func.coalesce(assignment.starts_on, literal(today())) <= today())
            & (func.coalesce(assignment.ends_on, literal(today())) >= today())
        ),
    )


@node(models.Person, permission=PERSON_READ, sorted_by=("sort_key",), sensitive=True)
class Person:
    id: ID
    first_name: str
    surname: str
    name_key: str
    sort_key: str
    team: str | None
    email: str | None
    status: PersonStatus
    left_on: date | None
    pass_returned: bool | None
    note: str | None
    partner_id: ID | None
    created_at: datetime
    age_confirmed: int | None
    age_confirmed_on: date | None
    partner: Partner | None
    person_roles: list[PersonRole]
    assignments: list[Assignment]
    age_confirmed_by_name: str | None = computed(
        through("age_confirmed_by", Account, "name"), permission=AGE_CONFIRM
    )
    is_on_hold: bool = computed(keeps_person, permission=RETENTION_READ)
    name: str = computed(lambda person: person.name)
    partner_name: str | None = computed(through("partner_id", models.Partner, "name"))


class Query:
    prison = own_prison(Prison, description="The prison of this address.")
    partners = connection(
        Partner,
        filters=("name_key", "funding_basis", "status", "on_mailing_list", "people_count"),
        orders=("name", "name_key", "funding_basis", "status", "people_count"),
        search=lambda partner: partner.name,
    )
    partner = lookup(Partner)
    people = connection(
        Person,
        filters=("name_key", "status", "partner_id", "team", "pass_returned"),
        orders=("sort_key", "surname", "first_name", "partner_name", "team", "status"),
        search=lambda person: func.concat(person.first_name, " ", person.surname),
    )
    person = lookup(Person)
    services = connection(
        Service,
        filters=("status", "partner_id"),
        orders=("name", "status", "status_since", "partner_name"),
        search=lambda service: service.name,
    )
    service = lookup(Service)
    role_description = lookup(RoleDescription)
    assignments = connection(
        Assignment,
        filters=("person_id", "service_id", "role_id", "is_current"),
        orders=("role_title", "starts_on"),
    )
