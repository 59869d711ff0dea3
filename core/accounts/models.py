"""Accounts, as the identity provider knows them, and what each may be in which prison."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.accounts.roles import Role
from core.database.model import GlobalModel, codes
from core.prisons.models import Prison


class Account(GlobalModel):
    """Somebody who can sign in; the provider's issuer and subject say who, never the e-mail address."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        # An address once bound to a subject is nobody else's, whoever the provider gives it to later.
        UniqueConstraint("issuer", "email"),
    )

    issuer: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str]
    email: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    active: Mapped[bool] = mapped_column(default=True)
    last_signed_in_at: Mapped[datetime | None]
    signed_out_everywhere_at: Mapped[datetime | None]
    """When somebody last ended all its sessions; who did is in the audit trail."""


class RightsClock(GlobalModel):
    """One row, whose ticks triggers count: rights read at a tick hold for as long as it is the last."""

    __tablename__ = "rights_clock"

    ticks: Mapped[int] = mapped_column(BigInteger)


class Membership(GlobalModel):
    """One role of one account in one prison, or above prisons when it names none.

    One given by e-mail address waits, without an account, for the first sign-in that proves the address. One
    that was taken away is kept, so that a prison can say who had access when.
    """

    __tablename__ = "membership"
    __table_args__ = (
        # Only ids of the same prison: a partner lead of one prison is nobody in another.
        ForeignKeyConstraint(["prison_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        ForeignKeyConstraint(["prison_id", "person_id"], ["person.tenant_id", "person.id"]),
        Index("ix_membership_prison_id_person_id", "prison_id", "person_id"),
        Index(
            "uq_membership_account_id",
            "account_id",
            "prison_id",
            "role",
            "partner_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("account_id IS NOT NULL AND taken_away_at IS NULL"),
        ),
        Index(
            "uq_membership_email",
            "email",
            "prison_id",
            "role",
            "partner_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("account_id IS NULL AND taken_away_at IS NULL"),
        ),
        CheckConstraint("account_id IS NOT NULL OR email IS NOT NULL", name="somebody"),
        CheckConstraint(
            "(role IN ('PARTNER_ADMIN', 'PARTNER_WORKER', 'VOLUNTEER_SELF')) = (partner_id IS NOT NULL)",
            name="partner_scope",
        ),
        CheckConstraint("(role = 'VOLUNTEER_SELF') = (person_id IS NOT NULL)", name="person_scope"),
        CheckConstraint("(role LIKE 'HMPPS_%') = (prison_id IS NULL)", name="prison_scope"),
        CheckConstraint("role = 'HMPPS_REGION' OR group_id IS NULL", name="group_scope"),
    )

    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """None while it waits for a first sign-in."""
    prison_id: Mapped[UUID | None] = mapped_column(ForeignKey("prison.id"), index=True)
    role: Mapped[Role] = mapped_column(codes(Role, "role"))
    partner_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("prison_group.id"))
    """Of which group of prisons a group's reader sees what they publish."""
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    """The last day of the role, for cover that ends by itself."""
    name: Mapped[str | None]
    """As this prison wrote it: another one may have written another, and neither is told so."""
    email: Mapped[str | None]
    """The address the role was given to, in small letters."""
    given_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """None: by command."""
    taken_away_at: Mapped[datetime | None]
    taken_away_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[account_id])
    prison: Mapped[Prison | None] = relationship(lazy="raise")
