"""The clearance passport: what somebody agreed to show, who looked, and what another prison showed here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, TenantModel, codes, same_tenant
from plugins.vetting.enums import Consent, VettingLevel


class Passport(TenantModel):
    """Consent that the holder of a code may see level, deciding office and dates of somebody's clearances."""

    __tablename__ = "vetting_passport"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "digest"),
        Index("ix_vetting_passport_tenant_id_person_id", "tenant_id", "person_id"),
        CheckConstraint("octet_length(digest) = 32", name="digest"),
        CheckConstraint("expires_on >= consented_on", name="dates"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 of the code: the code itself is shown once and not kept."""
    consent: Mapped[Consent] = mapped_column(codes(Consent, "consent"))
    consented_on: Mapped[date]
    expires_on: Mapped[date]
    """The last day on which the code opens anything."""
    revoked_on: Mapped[date | None]
    made_by: Mapped[UUID]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    uses: Mapped[list[PassportUse]] = relationship(lazy="raise", viewonly=True)


class PassportUse(TenantModel):
    """A prison looked through a passport. Written by the database itself, with the look."""

    __tablename__ = "vetting_passport_use"
    __table_args__ = (
        same_tenant("passport_id", "vetting_passport", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_passport_use_tenant_id_passport_id", "tenant_id", "passport_id"),
        Index("ix_vetting_passport_use_tenant_id_person_id", "tenant_id", "person_id"),
    )

    passport_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    by_prison: Mapped[str]
    """The code of the prison that looked."""
    used_at: Mapped[datetime]


class Recognition(TenantModel):
    """What a passport showed of a clearance held elsewhere, until it is decided whether it counts here."""

    __tablename__ = "vetting_recognition"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        Index("ix_vetting_recognition_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_vetting_recognition_tenant_id_case_id", "tenant_id", "case_id"),
        CheckConstraint("expires_on >= granted_on", name="dates"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    """The case in which its recognition is asked for, once it is."""
    level: Mapped[VettingLevel] = mapped_column(codes(VettingLevel, "level"))
    deciding_office: Mapped[str]
    """The prison whose record it is."""
    granted_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    seen_on: Mapped[date]
    seen_by: Mapped[UUID]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
