"""Meetings in series: what is on the agenda, with which papers, and who was there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import AttendanceState, ItemKind, MeetingState, MemberRole, Rhythm, Theme, WingSize
from plugins.council.models.proposal import Council

if TYPE_CHECKING:
    from plugins.council.models.outcomes import Outcome  # it points back at meetings


class Series(TenantModel):
    """When a council meets: the first Thursday of each month, every four weeks."""

    __tablename__ = "council_series"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        UniqueConstraint("tenant_id", "council_id", "name"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("every BETWEEN 1 AND 12", name="every"),
        CheckConstraint("(rhythm = 'MONTHS') = (place_in_month IS NOT NULL)", name="rhythm_place"),
        CheckConstraint("place_in_month BETWEEN 1 AND 5", name="place_in_month"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("ended_on >= first_on", name="dates"),
    )

    council_id: Mapped[UUID]
    name: Mapped[str]
    rhythm: Mapped[Rhythm] = mapped_column(codes(Rhythm, "rhythm"))
    every: Mapped[int] = mapped_column(SmallInteger)
    """How many months, or weeks, from one to the next."""
    weekday: Mapped[int] = mapped_column(SmallInteger)
    """Monday is 0."""
    place_in_month: Mapped[int | None] = mapped_column(SmallInteger)
    """The first to the fourth of that weekday in a month; 5 is the last one."""
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str]
    standing: Mapped[list[str]]
    """What stands on every agenda, in this order."""
    first_on: Mapped[date]
    ended_on: Mapped[date | None]

    council: Mapped[Council] = relationship(lazy="raise", viewonly=True)
    meetings: Mapped[list[Meeting]] = relationship(lazy="raise", viewonly=True)


class Meeting(TenantModel):
    """One meeting. A meeting that is put off stays on record; the one held instead is another row."""

    __tablename__ = "council_meeting"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        same_tenant("series_id", "council_series"),
        same_tenant("instead_of_id", "council_meeting"),
        UniqueConstraint("tenant_id", "instead_of_id"),
        Index("ix_council_meeting_tenant_id_council_id", "tenant_id", "council_id", "held_on"),
        Index("ix_council_meeting_tenant_id_series_id", "tenant_id", "series_id", "planned_on"),
        Index("ix_council_meeting_tenant_id_held_on", "tenant_id", "held_on", "id"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum"),
    )

    council_id: Mapped[UUID]
    series_id: Mapped[UUID | None]
    planned_on: Mapped[date]
    """The day that the series gave it: the same day is never made twice."""
    instead_of_id: Mapped[UUID | None]
    """The meeting that was put off, for the one held in its place."""
    calendar_id: Mapped[UUID]
    """By which calendars know it again; the one held in its place has the same."""
    held_on: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str]
    state: Mapped[MeetingState] = mapped_column(codes(MeetingState, "state"), default=MeetingState.SCHEDULED)
    quorum: Mapped[int] = mapped_column(SmallInteger)
    """As it was for the council when the meeting was made: what it decided stays decided."""
    revision: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Raised by every change that calendars are told of."""
    changed_at: Mapped[datetime]

    council: Mapped[Council] = relationship(lazy="raise", viewonly=True)
    series: Mapped[Series | None] = relationship(lazy="raise", viewonly=True)
    items: Mapped[list[Item]] = relationship(lazy="raise", viewonly=True)
    papers: Mapped[list[Paper]] = relationship(lazy="raise", viewonly=True)
    packs: Mapped[list[Pack]] = relationship(lazy="raise", viewonly=True)
    attendance: Mapped[list[Attendance]] = relationship(lazy="raise", viewonly=True)
    outcomes: Mapped[list[Outcome]] = relationship(lazy="raise", viewonly=True)


class Item(TenantModel):
    """A point of an agenda. Whatever is not closed goes on to the next meeting, once."""

    __tablename__ = "council_item"
    __table_args__ = (
        same_tenant("meeting_id", "council_meeting", ondelete="CASCADE"),
        same_tenant("proposal_id", "council_proposal"),
        same_tenant("from_item_id", "council_item"),
        UniqueConstraint("tenant_id", "from_item_id"),
        UniqueConstraint("tenant_id", "meeting_id", "position", deferrable=True, initially="DEFERRED"),
        Index("ix_council_item_tenant_id_proposal_id", "tenant_id", "proposal_id"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("minutes BETWEEN 1 AND 240", name="minutes"),
    )

    meeting_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[ItemKind] = mapped_column(codes(ItemKind, "kind"))
    title: Mapped[str]
    theme: Mapped[Theme | None] = mapped_column(codes(Theme, "theme"))
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    """How long it may take."""
    proposal_id: Mapped[UUID | None]
    from_item_id: Mapped[UUID | None]
    """The same point at the meeting before."""
    closed_on: Mapped[date | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise", viewonly=True)
    outcomes: Mapped[list[Outcome]] = relationship(lazy="raise", viewonly=True)


class Paper(TenantModel):
    """A paper for a point of the agenda, written as plain text."""

    __tablename__ = "council_paper"
    __table_args__ = (
        same_tenant("meeting_id", "council_meeting", ondelete="CASCADE"),
        same_tenant("item_id", "council_item"),
        UniqueConstraint("tenant_id", "meeting_id", "position"),
        Index("ix_council_paper_tenant_id_item_id", "tenant_id", "item_id"),
        CheckConstraint("position >= 1", name="position"),
    )

    meeting_id: Mapped[UUID]
    item_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    body: Mapped[str]

    meeting: Mapped[Meeting] = relationship(lazy="raise", viewonly=True)


class Attendance(TenantModel):
    """Who was there, by role and by how large their wing is; a guest by role alone. Never a name."""

    __tablename__ = "council_attendance"
    __table_args__ = (
        same_tenant("meeting_id", "council_meeting", ondelete="CASCADE"),
        same_tenant("declared_item_id", "council_item"),
        same_tenant("member_id", "council_member", ondelete="SET NULL (member_id)"),
        UniqueConstraint("tenant_id", "meeting_id", "position"),
        Index("ix_council_attendance_tenant_id_member_id", "tenant_id", "member_id"),
        CheckConstraint("position >= 1", name="position"),
    )

    meeting_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[MemberRole] = mapped_column(codes(MemberRole, "role"))
    wing_size: Mapped[WingSize | None] = mapped_column(codes(WingSize, "wing_size"))
    """As it was on the day: a role on a small wing tells who somebody is."""
    member_id: Mapped[UUID | None]
    """Who it was, for as long as the roll of their term is kept; then the role alone is left."""
    is_guest: Mapped[bool]
    """Guests do not count towards the quorum."""
    state: Mapped[AttendanceState] = mapped_column(codes(AttendanceState, "state"))
    declared_item_id: Mapped[UUID | None]
    """The point in which they said they have an interest of their own."""

    meeting: Mapped[Meeting] = relationship(lazy="raise", viewonly=True)


class Pack(TenantModel):
    """The papers of a meeting as they were issued: the pack is number 0, supplements follow."""

    __tablename__ = "council_pack"
    __table_args__ = (
        same_tenant("meeting_id", "council_meeting", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "meeting_id", "number"),
        CheckConstraint("number >= 0", name="number"),
        CheckConstraint("1 <= first_page AND first_page <= last_page", name="pages"),
    )

    meeting_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID]
    agenda: Mapped[list[str]]
    """The points as they stood, each with how long it may take."""
    first_page: Mapped[int] = mapped_column(SmallInteger)
    last_page: Mapped[int] = mapped_column(SmallInteger)

    parts: Mapped[list[PackPart]] = relationship(lazy="raise", viewonly=True)


class PackPart(TenantModel):
    """One paper as it was issued, and the page on which it begins for good."""

    __tablename__ = "council_pack_part"
    __table_args__ = (
        same_tenant("pack_id", "council_pack", ondelete="CASCADE"),
        same_tenant("paper_id", "council_paper", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "paper_id", deferrable=True, initially="DEFERRED"),
        Index("ix_council_pack_part_tenant_id_pack_id", "tenant_id", "pack_id", "first_page"),
        CheckConstraint("first_page >= 1", name="first_page"),
    )

    pack_id: Mapped[UUID]
    paper_id: Mapped[UUID]
    point: Mapped[str]
    """The point of the agenda it belongs to."""
    title: Mapped[str]
    body: Mapped[str]
    first_page: Mapped[int] = mapped_column(SmallInteger)

    pack: Mapped[Pack] = relationship(lazy="raise", viewonly=True)
