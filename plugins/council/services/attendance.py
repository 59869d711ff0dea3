"""Who was at a meeting, by role; whether that was enough to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, DomainError, Invalid, InvalidInput, Viewer, today, translate
from plugins.council.enums import AttendanceState, MeetingState, MemberRole, OutcomeKind, WingSize
from plugins.council.models import Attendance, Item, Meeting, Outcome
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import meetings as queries
from plugins.council.rules.quorum import presence_of

MOST_PEOPLE = 100
OVER = frozenset({MeetingState.SCHEDULED, MeetingState.HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One member or guest at a meeting: a role, never a name."""

    role: MemberRole
    state: AttendanceState
    wing_size: WingSize | None = None
    is_guest: bool = False
    declared_item_id: UUID | None = None
    member_id: UUID | None = None


async def record_attendance(
    session: AsyncSession, viewer: Viewer, meeting_id: UUID, *, lines: Sequence[Line]
) -> Meeting:
    """Write down who was there, in place of what was written down before."""
    viewer.require(MEETING_RUN)
    meeting = await queries.meeting_to_change(session, meeting_id)
    if meeting.state not in OVER or meeting.held_on > today():
        raise Conflict(translate("Who was there is recorded on the day of the meeting, or after it."))
    faults = tuple(_faults(lines))
    if faults:
        raise InvalidInput(faults)
    await _require_own_items(session, meeting, lines)
    await _require_quorum_of_decisions(session, meeting, lines)
    await session.execute(delete(Attendance).where(Attendance.meeting_id == meeting.id))
    session.add_all(
        Attendance(
            meeting_id=meeting.id,
            position=position,
            role=line.role,
            wing_size=line.wing_size,
            is_guest=line.is_guest,
            state=line.state,
            declared_item_id=line.declared_item_id,
            member_id=line.member_id,
        )
        for position, line in enumerate(lines, start=1)
    )
    await session.flush()
    return meeting


async def _require_own_items(session: AsyncSession, meeting: Meeting, lines: Sequence[Line]) -> None:
    wanted = {line.declared_item_id for line in lines if line.declared_item_id}
    own = await session.scalars(select(Item.id).where(Item.meeting_id == meeting.id))
    if not wanted <= set(own):
        raise Invalid(translate("That point is not on this agenda."), "declaredItemId")


async def _require_quorum_of_decisions(
    session: AsyncSession, meeting: Meeting, lines: Sequence[Line]
) -> None:
    """Raise where something was decided that these people could not have decided."""
    presence = presence_of((line.state for line in lines if not line.is_guest), meeting.quorum)
    if presence.may_decide:
        return
    decided = select(Outcome.id).where(
        Outcome.meeting_id == meeting.id,
        Outcome.kind == OutcomeKind.DECISION,
        Outcome.is_for_next.is_(False),
    )
    if await session.scalar(decided.limit(1)):
        raise Conflict(
            translate(
                "Decisions are recorded, and so few members could not have taken them. "
                "Take the decisions back first."
            )
        )


def _faults(lines: Sequence[Line]) -> Iterator[DomainError]:
    if not 1 <= len(lines) <= MOST_PEOPLE:
        yield Invalid(translate("Record at least one and at most 100 people."), "lines")
    if any(line.is_guest and line.state is not AttendanceState.PRESENT for line in lines):
        yield Invalid(translate("A guest was there, or is not on the list."), "lines")
