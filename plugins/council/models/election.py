"""Elections: parties, who was put forward, and the counts of paper ballots, each typed in twice."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import ElectionStatus, Electorate, Keying, NominationStatus, Theme
from plugins.council.models.roll import Member, Term


class Election(TenantModel):
    """An election of one term's members: where it stands, who may vote, and once counted how many did."""

    __tablename__ = "council_election"
    __table_args__ = (
        same_tenant("term_id", "council_term"),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_council_election_tenant_id_term_id", "tenant_id", "term_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("prisoners_eligible >= 0", name="prisoners_eligible"),
        CheckConstraint("staff_eligible >= 0", name="staff_eligible"),
        CheckConstraint("prisoner_papers BETWEEN 0 AND prisoners_eligible", name="prisoner_papers"),
        CheckConstraint("staff_papers BETWEEN 0 AND staff_eligible", name="staff_papers"),
        CheckConstraint("prisoner_spoilt BETWEEN 0 AND prisoner_papers", name="prisoner_spoilt"),
        CheckConstraint("staff_spoilt BETWEEN 0 AND staff_papers", name="staff_spoilt"),
    )

    term_id: Mapped[UUID]
    number: Mapped[int]
    """Counted in the prison from 1; printed on ballot papers and count sheets."""
    status: Mapped[ElectionStatus] = mapped_column(codes(ElectionStatus, "status"))
    status_on: Mapped[date]
    votes_on: Mapped[date]
    """The day of the vote."""
    prisoners_eligible: Mapped[int | None]
    staff_eligible: Mapped[int | None]
    prisoner_papers: Mapped[int | None]
    """Papers in the box, the spoilt too: what turnout counts. Written once the count stands."""
    prisoner_spoilt: Mapped[int | None]
    staff_papers: Mapped[int | None]
    staff_spoilt: Mapped[int | None]
    lot_drawn_on: Mapped[date | None]
    """When a lot was drawn between parties that stood exactly equal before the last seat."""
    lot_drawn_by: Mapped[UUID | None]

    term: Mapped[Term] = relationship(lazy="raise", viewonly=True)
    parties: Mapped[list[Party]] = relationship(lazy="raise", viewonly=True)
    counts: Mapped[list[Count]] = relationship(lazy="raise", viewonly=True)


class Party(TenantModel):
    """A party: votes are cast for it, never for somebody on its list."""

    __tablename__ = "council_party"
    __table_args__ = (
        same_tenant("election_id", "council_election", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "election_id", "position"),
        UniqueConstraint("tenant_id", "election_id", "name"),
        CheckConstraint("position BETWEEN 1 AND 20", name="position"),
        CheckConstraint("prisoner_votes >= 0", name="prisoner_votes"),
        CheckConstraint("staff_votes >= 0", name="staff_votes"),
        CheckConstraint("seats >= 0", name="seats"),
    )

    election_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    """Where it stands on the ballot paper; its letter there is the alphabet's of that place."""
    name: Mapped[str]
    theme: Mapped[Theme] = mapped_column(codes(Theme, "theme"))
    manifesto: Mapped[str]
    prisoner_votes: Mapped[int | None]
    """This and what follows is written once the count stands."""
    staff_votes: Mapped[int | None]
    seats: Mapped[int | None] = mapped_column(SmallInteger)
    won_lot: Mapped[bool]
    """Whether it won a seat by lot."""

    nominations: Mapped[list[Nomination]] = relationship(lazy="raise", viewonly=True)


class Nomination(TenantModel):
    """Somebody was put forward for a party's list, and was accepted or not. Never why."""

    __tablename__ = "council_nomination"
    __table_args__ = (
        same_tenant("party_id", "council_party", ondelete="CASCADE"),
        same_tenant("member_id", "council_member", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "party_id", "member_id"),
        Index("ix_council_nomination_tenant_id_member_id", "tenant_id", "member_id"),
        CheckConstraint("position >= 1", name="position"),
    )

    party_id: Mapped[UUID]
    member_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    """The place on the list: seats are taken from the top."""
    status: Mapped[NominationStatus] = mapped_column(codes(NominationStatus, "status"))
    status_on: Mapped[date]

    member: Mapped[Member] = relationship(lazy="raise", viewonly=True)
    party: Mapped[Party] = relationship(lazy="raise", viewonly=True)


class Count(TenantModel):
    """One typing in of what was counted for one electorate. One that was wrong is set aside, and stays."""

    __tablename__ = "council_count"
    __table_args__ = (
        same_tenant("election_id", "council_election", ondelete="CASCADE"),
        Index(
            "uq_council_count_standing",
            "tenant_id",
            "election_id",
            "electorate",
            "keying",
            unique=True,
            postgresql_where=text("set_aside_at IS NULL"),
        ),
        CheckConstraint("spoilt >= 0", name="spoilt"),
    )

    election_id: Mapped[UUID]
    electorate: Mapped[Electorate] = mapped_column(codes(Electorate, "electorate"))
    keying: Mapped[Keying] = mapped_column(codes(Keying, "keying"))
    spoilt: Mapped[int]
    keyed_by: Mapped[UUID]
    set_aside_at: Mapped[datetime | None]
    set_aside_by: Mapped[UUID | None]

    tallies: Mapped[list[Tally]] = relationship(lazy="raise", viewonly=True)


class Tally(TenantModel):
    """The votes of one party in one typing in. The app may add one, and never change it."""

    __tablename__ = "council_tally"
    __table_args__ = (
        same_tenant("count_id", "council_count", ondelete="CASCADE"),
        same_tenant("party_id", "council_party", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "count_id", "party_id"),
        Index("ix_council_tally_tenant_id_party_id", "tenant_id", "party_id"),
        CheckConstraint("votes >= 0", name="votes"),
    )

    count_id: Mapped[UUID]
    party_id: Mapped[UUID]
    votes: Mapped[int]

    party: Mapped[Party] = relationship(lazy="raise", viewonly=True)
