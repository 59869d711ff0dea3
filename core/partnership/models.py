"""Tables of the partnership: registry organisations, and per prison partners, people and services.

Relationships are for reading only: a write sets ids, so that the composite keys are never half copied.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.model import GlobalModel, TenantModel, codes, same_tenant
from core.partnership.enums import (
    FundingBasis,
    PartnerStatus,
    PersonKind,
    PersonStatus,
    ServiceStatus,
)


class Organisation(GlobalModel):
    """One organisation of the registry, known by its org-id identifier, however many prisons it works in."""

    __tablename__ = "organisation"

    identifier: Mapped[str] = mapped_column(unique=True)
    """An org-id.guide identifier: `GB-CHC-1074546`, `GB-COH-01234567`."""
    name: Mapped[str]
    name_cy: Mapped[str | None]


class Partner(TenantModel):
    """An organisation as one prison knows it."""

    __tablename__ = "partner"
    __table_args__ = (
        UniqueConstraint("tenant_id", "name_key"),
        Index("ix_partner_tenant_id_name", "tenant_id", "name", "id"),
        CheckConstraint("name <> ''", name="name"),
    )

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    """The name folded for comparison; stored, because an index on an expression goes unused under RLS."""
    funding_basis: Mapped[FundingBasis | None] = mapped_column(codes(FundingBasis, "funding_basis"))
    status: Mapped[PartnerStatus] = mapped_column(
        codes(PartnerStatus, "status"),
        default=PartnerStatus.ACTIVE,
    )
    registration: Mapped[str | None]
    """The registration number as it was given, when it could not be made an identifier."""
    on_mailing_list: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise", viewonly=True)
    contacts: Mapped[list[PartnerContact]] = relationship(lazy="raise", viewonly=True)
    people: Mapped[list[Person]] = relationship(lazy="raise", viewonly=True)
    services: Mapped[list[Service]] = relationship(lazy="raise", viewonly=True)


class PartnerContact(TenantModel):
    """Somebody to reach at a partner, for which purposes, and who stands in."""

    __tablename__ = "partner_contact"
    __table_args__ = (
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        # With the partner's column, so that a deputy is a contact of the same organisation.
        ForeignKeyConstraint(
            ["tenant_id", "partner_id", "deputy_id"],
            ["partner_contact.tenant_id", "partner_contact.partner_id", "partner_contact.id"],
        ),
        UniqueConstraint("tenant_id", "partner_id", "id"),
        Index("ix_partner_contact_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    partner_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    purposes: Mapped[list[str]]
    deputy_id: Mapped[UUID | None]
    """Another contact of the partner, who acts when this one is away."""

    partner: Mapped[Partner] = relationship(lazy="raise", viewonly=True)


SORT_KEY = "lower(regexp_replace(normalize(surname || ' ' || first_name, NFD), '[\\u0300-\\u036f]', '', 'g'))"


class Person(TenantModel):
    """A volunteer or a partner's member of staff in this prison: one row however many roles."""

    __tablename__ = "person"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        Index("ix_person_tenant_id_name_key", "tenant_id", "name_key"),
        Index("ix_person_tenant_id_sort_key", "tenant_id", "sort_key", "id"),
        Index("ix_person_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    partner_id: Mapped[UUID | None]
    first_name: Mapped[str]
    surname: Mapped[str]
    name_key: Mapped[str]
    """The name folded for comparison."""
    sort_key: Mapped[str] = mapped_column(Computed(SORT_KEY, persisted=True))
    """Surname first, case and accents aside: how lists of people are ordered."""
    team: Mapped[str | None]
    """The part of the prison's work the person belongs to, in the co-ordinator's own words."""
    email: Mapped[str | None]
    status: Mapped[PersonStatus] = mapped_column(codes(PersonStatus, "status"), default=PersonStatus.CURRENT)
    left_on: Mapped[date | None]
    pass_returned: Mapped[bool | None]
    note: Mapped[str | None]

    partner: Mapped[Partner | None] = relationship(lazy="raise", viewonly=True)
    person_roles: Mapped[list[PersonRole]] = relationship(lazy="raise", viewonly=True)
    assignments: Mapped[list[Assignment]] = relationship(lazy="raise", viewonly=True)


class PersonRole(TenantModel):
    """What a person is here: a volunteer, a partner's staff, or both at once."""

    __tablename__ = "person_role"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_person_role_tenant_id_person_id", "tenant_id", "person_id"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    kind: Mapped[PersonKind] = mapped_column(codes(PersonKind, "kind"))
    title: Mapped[str | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    partner: Mapped[Partner | None] = relationship(lazy="raise", viewonly=True)


class Service(TenantModel):
    """What a partner does in this prison."""

    __tablename__ = "service"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "partner_id", "name"),
        CheckConstraint("name <> ''", name="name"),
    )

    partner_id: Mapped[UUID]
    name: Mapped[str]
    status: Mapped[ServiceStatus] = mapped_column(codes(ServiceStatus, "status"))
    status_since: Mapped[date | None]
    wings: Mapped[list[str]]
    delivery_modes: Mapped[list[str]]

    partner: Mapped[Partner] = relationship(lazy="raise", viewonly=True)
    assignments: Mapped[list[Assignment]] = relationship(lazy="raise", viewonly=True)


class Assignment(TenantModel):
    """A person's part in a service."""

    __tablename__ = "assignment"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("service_id", "service"),
        same_tenant("partner_id", "partner"),
        Index("ix_assignment_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_assignment_tenant_id_service_id", "tenant_id", "service_id"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    person_id: Mapped[UUID]
    service_id: Mapped[UUID]
    partner_id: Mapped[UUID]
    role_title: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
