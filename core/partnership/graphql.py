"""What the API says of the partnership: types over its tables, root fields and mutations."""

from __future__ import annotations

from datetime import date, datetime

import strawberry
from sqlalchemy import func, literal, select
from strawberry import ID, Info

from core.clock import today
from core.partnership import models, services
from core.partnership.enums import (
    ContactPurpose,
    FundingBasis,
    PartnerStatus,
    PersonKind,
    PersonStatus,
    ServiceStatus,
)
from core.partnership.permissions import CONTACT_READ, PARTNER_READ, PERSON_READ, PRISON_READ
from core.prisons import models as prisons
from core.prisons.enums import Gender
from core.reads.declarations import computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup, own_prison

for code_list in (
    ContactPurpose,
    FundingBasis,
    PartnerStatus,
    PersonKind,
    PersonStatus,
    ServiceStatus,
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


@node(models.Service, permission=PARTNER_READ, sorted_by=("name", "id"))
class Service:
    id: ID
    partner_id: ID
    name: str
    status: ServiceStatus
    status_since: date | None
    wings: list[str]
    delivery_modes: list[str]
    partner_name: str = computed(
        lambda service: (
            select(models.Partner.name)
            .where(models.Partner.tenant_id == service.tenant_id, models.Partner.id == service.partner_id)
            .correlate(service)
            .scalar_subquery()
        ),
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


@node(models.Assignment, permission=PERSON_READ, sorted_by=("role_title", "id"))
class Assignment:
    id: ID
    role_title: str
    starts_on: date | None
    ends_on: date | None
    service: Service
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
    partner: Partner | None
    person_roles: list[PersonRole]
    assignments: list[Assignment]
    name: str = computed(lambda person: func.trim(func.concat(person.first_name, " ", person.surname)))
    partner_name: str | None = computed(
        lambda person: (
            select(models.Partner.name)
            .where(models.Partner.tenant_id == person.tenant_id, models.Partner.id == person.partner_id)
            .correlate(person)
            .scalar_subquery()
        ),
    )


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
        orders=("name", "status", "partner_name"),
        search=lambda service: service.name,
    )
    service = lookup(Service)


@strawberry.input
class NewPartner:
    name: str
    funding_basis: FundingBasis | None = None
    identifier: str | None = None
    on_mailing_list: bool = False


@strawberry.input
class NewContact:
    partner_id: ID
    name: str
    email: str | None = None
    phone: str | None = None
    purposes: list[ContactPurpose] = strawberry.field(default_factory=list)


@strawberry.input
class NewPerson:
    first_name: str
    surname: str
    kind: PersonKind
    partner_id: ID | None = None
    title: str | None = None


@strawberry.input
class NewService:
    partner_id: ID
    name: str
    status: ServiceStatus = ServiceStatus.OPERATING_FULL


@strawberry.input
class NewAssignment:
    person_id: ID
    service_id: ID
    role_title: str
    starts_on: date | None = None
    ends_on: date | None = None


class Mutation:
    @mutation("Add an organisation that works with this prison.")
    async def add_partner(self, info: Info[Context, None], given: NewPartner) -> Partner:
        async with writing(info) as (session, viewer):
            partner = await services.add_partner(
                session,
                viewer,
                name=given.name,
                funding_basis=given.funding_basis,
                identifier=given.identifier,
                on_mailing_list=given.on_mailing_list,
            )
        return await answer(info, Partner, partner.id)  # type: ignore[no-any-return]

    @mutation("Add somebody to reach at a partner.")
    async def add_contact(self, info: Info[Context, None], given: NewContact) -> PartnerContact:
        async with writing(info) as (session, viewer):
            contact = await services.add_contact(
                session,
                viewer,
                as_uuid(given.partner_id),
                name=given.name,
                email=given.email,
                phone=given.phone,
                purposes=given.purposes,
            )
        return await answer(info, PartnerContact, contact.id)  # type: ignore[no-any-return]

    @mutation("Add a volunteer or a partner's member of staff.")
    async def add_person(self, info: Info[Context, None], given: NewPerson) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.add_person(
                session,
                viewer,
                first_name=given.first_name,
                surname=given.surname,
                kind=given.kind,
                partner_id=as_uuid(given.partner_id) if given.partner_id else None,
                title=given.title,
            )
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Add what a partner does in this prison.")
    async def add_service(self, info: Info[Context, None], given: NewService) -> Service:
        async with writing(info) as (session, viewer):
            service = await services.add_service(
                session,
                viewer,
                as_uuid(given.partner_id),
                name=given.name,
                status=given.status,
            )
        return await answer(info, Service, service.id)  # type: ignore[no-any-return]

    @mutation("Give a person a part in a service.")
    async def assign_person(self, info: Info[Context, None], given: NewAssignment) -> Assignment:
        async with writing(info) as (session, viewer):
            assignment = await services.assign_person(
                session,
                viewer,
                as_uuid(given.person_id),
                as_uuid(given.service_id),
                role_title=given.role_title,
                starts_on=given.starts_on,
                ends_on=given.ends_on,
            )
        return await answer(info, Assignment, assignment.id)  # type: ignore[no-any-return]
