"""Ticks the members on the roll at a meeting: what is kept of each is a role and the size of a wing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Invalid, Viewer, translate
from plugins.council.enums import AttendanceState, MemberRole, WingSize
from plugins.council.models import Attendance, Meeting, Member, Term, Wing
from plugins.council.permissions import MEETING_RUN, MEMBER_READ
from plugins.council.queries import meetings as queries
from plugins.council.rules.roll import NOT_IN_PRISON
from plugins.council.services.attendance import Line, record_attendance


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Somebody on the roll on the day of a meeting, and what was ticked for them."""

    member_id: UUID
    number: int
    name: str
    role: MemberRole
    wing: str
    wing_size: WingSize | None
    state: AttendanceState | None = None
    declared_item_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Whether one member was there, and in which point they have an interest of their own."""

    member_id: UUID
    state: AttendanceState
    declared_item_id: UUID | None = None


async def expected_members(session: AsyncSession, viewer: Viewer, meeting_id: UUID) -> list[Expected]:
    """Return who is on the roll on the day of a meeting, with what was ticked before."""
    viewer.require(MEMBER_READ)
    meeting = await session.scalar(select(Meeting).where(Meeting.id == meeting_id))
    return [] if meeting is None else await _expected(session, meeting)


async def guests_at(session: AsyncSession, viewer: Viewer, meeting_id: UUID) -> list[MemberRole]:
    """Return the roles of the guests that are recorded."""
    viewer.require(MEMBER_READ)
    rows = await session.scalars(
        select(Attendance.role)
        .where(
            Attendance.meeting_id == meeting_id, Attendance.is_guest.is_(True), Attendance.member_id.is_(None)
        )
        .order_by(Attendance.position)
    )
    return list(rows)


async def tick_attendance(
    session: AsyncSession,
    viewer: Viewer,
    meeting_id: UUID,
    *,
    ticks: Sequence[Tick],
    guests: Sequence[MemberRole] = (),
) -> Meeting:
    """Write down which members were there; who works here, and whoever else came, counts as a guest."""
    viewer.require(MEETING_RUN)
    meeting = await queries.meeting_to_change(session, meeting_id)
    by_id = {one.member_id: one for one in await _expected(session, meeting)}
    if len({tick.member_id for tick in ticks}) < len(ticks) or not {t.member_id for t in ticks} <= set(by_id):
        raise Invalid(translate("The roll has changed since. Open the page again."), "ticks")
    lines = [line for tick in ticks for line in _line(tick, by_id[tick.member_id])]
    lines += [Line(role=role, state=AttendanceState.PRESENT, is_guest=True) for role in guests]
    return await record_attendance(session, viewer, meeting_id, lines=lines)


def _line(tick: Tick, member: Expected) -> list[Line]:
    is_guest = member.role in NOT_IN_PRISON
    if is_guest and tick.state is not AttendanceState.PRESENT:
        return []
    return [
        Line(
            role=member.role,
            state=tick.state,
            wing_size=member.wing_size,
            is_guest=is_guest,
            declared_item_id=tick.declared_item_id,
            member_id=tick.member_id,
        )
    ]


async def _expected(session: AsyncSession, meeting: Meeting) -> list[Expected]:
    day = meeting.held_on
    rows = await session.execute(
        select(Member, Wing.name, Wing.size, Attendance.state, Attendance.declared_item_id)
        .join(Term, Term.id == Member.term_id)
        .outerjoin(Wing, Wing.id == Member.wing_id)
        .outerjoin(Attendance, (Attendance.member_id == Member.id) & (Attendance.meeting_id == meeting.id))
        .where(
            Member.council_id == meeting.council_id,
            Term.starts_on <= day,
            Term.ends_on >= day,
            Member.joined_on <= day,
            or_(Member.left_on.is_(None), Member.left_on > day),
        )
        .order_by(Member.number)
    )
    return [
        Expected(
            member_id=member.id,
            number=member.number,
            name=f"{member.first_name} {member.last_name}",
            role=member.role,
            wing=wing or "",
            wing_size=size,
            state=state,
            declared_item_id=declared,
        )
        for member, wing, size, state, declared in rows
    ]
