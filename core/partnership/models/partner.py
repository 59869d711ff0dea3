"""Organisations: of the registry, and as one prison knows them, with whom to reach and what was agreed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.model import GlobalModel, TenantModel, codes, same_tenant
from core.partnership.enums import AgreementType, FundingBasis, InsuranceKind, PartnerStatus

if TYPE_CHECKING:
    from core.partnership.models.person import Person
    from core.partnership.models.service import Service


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
    agreements: Mapped[list[PartnerAgreement]] = relationship(lazy="raise", viewonly=True)
    insurances: Mapped[list[PartnerInsurance]] = relationship(lazy="raise", viewonly=True)


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


class PartnerAgreement(TenantModel):
    """What prison and partner agreed, from when to when: for all it does here, or for one service."""

    __tablename__ = "partner_agreement"
    __table_args__ = (
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        same_tenant("service_id", "service"),
        Index("ix_partner_agreement_tenant_id_partner_id", "tenant_id", "partner_id", "ends_on"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    partner_id: Mapped[UUID]
    service_id: Mapped[UUID | None]
    type: Mapped[AgreementType] = mapped_column(codes(AgreementType, "type"))
    reference: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The last day it holds; None until one side ends it."""

    partner: Mapped[Partner] = relationship(lazy="raise", viewonly=True)
    service: Mapped[Service | None] = relationship(lazy="raise", viewonly=True)


class PartnerInsurance(TenantModel):
    """An insurance of the partner whose certificate somebody here has seen. The certificate is not kept."""

    __tablename__ = "partner_insurance"
    __table_args__ = (
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        Index("ix_partner_insurance_tenant_id_partner_id", "tenant_id", "partner_id", "expires_on"),
        CheckConstraint("expires_on >= starts_on", name="dates"),
        CheckConstraint("cover_pounds > 0", name="cover"),
    )

    partner_id: Mapped[UUID]
    kind: Mapped[InsuranceKind] = mapped_column(codes(InsuranceKind, "kind"))
    cover_pounds: Mapped[int | None]
    """How much is insured for any one claim, in pounds."""
    starts_on: Mapped[date]
    expires_on: Mapped[date]
    """The last day it is good for."""
    seen_on: Mapped[date]
    seen_by: Mapped[UUID]

    partner: Mapped[Partner] = relationship(lazy="raise", viewonly=True)
