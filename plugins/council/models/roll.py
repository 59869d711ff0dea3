"""Who is on a council: terms, wings, members, and what each agreed to. Names live only here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import ConsentPurpose, MemberRole, SeatMethod, Theme, WingSize
from plugins.council.models.proposal import Council


class Term(TenantModel):
    """The time for which the members of a council are chosen, and how many seats there are."""

    __tablename__ = "council_term"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        UniqueConstraint("tenant_id", "council_id", "starts_on"),
        CheckConstraint("ends_on > starts_on", name="dates"),
        CheckConstraint("seats BETWEEN 1 AND 60", name="seats"),
    )

    council_id: Mapped[UUID]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """The last day. Six months after it the roll of the term is deleted."""
    seats: Mapped[int] = mapped_column(SmallInteger)
    seat_method: Mapped[SeatMethod] = mapped_column(codes(SeatMethod, "seat_method"))

    council: Mapped[Council] = relationship(lazy="raise", viewonly=True)


class Wing(TenantModel):
    """A wing, and how many people live there: on a small one a role tells who somebody is."""

    __tablename__ = "council_wing"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)

    name: Mapped[str]
    """As people say it: "C wing" or "Seacole"."""
    size: Mapped[WingSize] = mapped_column(codes(WingSize, "size"))


class Member(TenantModel):
    """Somebody on a council in one term, or put forward for it. Nothing published ever says the name."""

    __tablename__ = "council_member"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        same_tenant("term_id", "council_term"),
        same_tenant("wing_id", "council_wing"),
        same_tenant("party_id", "council_party"),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_council_member_tenant_id_council_id", "tenant_id", "council_id"),
        Index("ix_council_member_tenant_id_term_id", "tenant_id", "term_id"),
        Index("ix_council_member_tenant_id_wing_id", "tenant_id", "wing_id"),
        Index("ix_council_member_tenant_id_party_id", "tenant_id", "party_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("left_on >= joined_on", name="dates"),
    )

    council_id: Mapped[UUID]
    term_id: Mapped[UUID]
    number: Mapped[int]
    """Counted in the prison from 1: what paper says in place of a name."""
    first_name: Mapped[str]
    last_name: Mapped[str]
    role: Mapped[MemberRole] = mapped_column(codes(MemberRole, "role"))
    theme: Mapped[Theme | None] = mapped_column(codes(Theme, "theme"))
    party_id: Mapped[UUID | None]
    """The party on whose list somebody was elected or put forward."""
    wing_id: Mapped[UUID | None]
    joined_on: Mapped[date | None]
    """None for somebody who was put forward and is not on the council."""
    left_on: Mapped[date | None]
    inducted_on: Mapped[date | None]
    """When somebody had been shown how the council works."""
    forget_on: Mapped[date | None]
    """When they asked to be forgotten: the database deletes them and what it noted of them."""
    hold_review_on: Mapped[date | None]
    """Nothing of theirs is deleted while this says when the hold is looked at again."""
    hold_reference: Mapped[str | None]
    """Of the file that says why, kept elsewhere."""

    term: Mapped[Term] = relationship(lazy="raise", viewonly=True)
    wing: Mapped[Wing | None] = relationship(lazy="raise", viewonly=True)
    consents: Mapped[list[Consent]] = relationship(lazy="raise", viewonly=True)


class Consent(TenantModel):
    """A member agreed to one purpose, or took it back. The app may add a row, and never change one."""

    __tablename__ = "council_consent"
    __table_args__ = (
        same_tenant("member_id", "council_member", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "member_id", "position"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("(given_on IS NULL) <> (withdrawn_on IS NULL)", name="either"),
    )

    member_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    """In the order in which it was written down, over all purposes of the member."""
    purpose: Mapped[ConsentPurpose] = mapped_column(codes(ConsentPurpose, "purpose"))
    given_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    recorded_by: Mapped[UUID]
