"""A meeting is held, moved within its day, put off to another, or cancelled; its record always stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, InvalidInput, Viewer, now, today, translate, uuid7
from plugins.council.enums import MeetingState
from plugins.council.models import Attendance, Meeting, Series
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import council_to_change
from plugins.council.queries import meetings as queries
from plugins.council.services.agenda import carry_over, fill_agenda
from plugins.council.services.councils import quorum_of
from plugins.council.services.series import WhenWhere, place_and_time_faults
from plugins.council.services.standing import points_for_agenda

CANCELLED = frozenset({MeetingState.CANCELLED_PRISON, MeetingState.CANCELLED_COUNCIL})


async def add_meeting(
    session: AsyncSession, viewer: Viewer, council_id: UUID, *, on: date, at: WhenWhere
) -> Meeting:
    """Call a meeting that belongs to no series."""
    viewer.require(MEETING_RUN)
    council = await council_to_change(session, council_id)
    faults = tuple(place_and_time_faults(at.starts_at, at.ends_at, at.place))
    if faults:
        raise InvalidInput(faults)
    if council.ended_on is not None:
        raise Conflict(translate("{name} has ended. Choose another council.").format(name=council.name))
    made = uuid7()
    meeting = Meeting(
        id=made,
        council_id=council.id,
        planned_on=on,
        held_on=on,
        starts_at=at.starts_at,
        ends_at=at.ends_at,
        place=" ".join(at.place.split()),
        calendar_id=made,
        state=MeetingState.SCHEDULED,
        quorum=quorum_of(council),
        revision=0,
        changed_at=now(),
    )
    session.add(meeting)
    await session.flush()
    await fill_agenda(session, meeting, await _standing(session, council_id))
    return meeting


async def change_meeting(
    session: AsyncSession, viewer: Viewer, meeting_id: UUID, *, at: WhenWhere
) -> Meeting:
    """Move a meeting to another hour or room of the same day."""
    viewer.require(MEETING_RUN)
    meeting = await queries.planned_meeting(session, meeting_id)
    faults = tuple(place_and_time_faults(at.starts_at, at.ends_at, at.place))
    if faults:
        raise InvalidInput(faults)
    meeting.starts_at, meeting.ends_at = at.starts_at, at.ends_at
    meeting.place = " ".join(at.place.split())
    _changed(meeting)
    await session.flush()
    return meeting


async def postpone_meeting(
    session: AsyncSession, viewer: Viewer, meeting_id: UUID, *, until: date
) -> Meeting:
    """Put a meeting off to another day: this one stays on record, and the one in its place takes over."""
    viewer.require(MEETING_RUN)
    meeting = await queries.planned_meeting(session, meeting_id)
    if until <= meeting.held_on:
        raise Invalid(translate("Give a day after the one it was planned for."), "until")
    instead = Meeting(
        id=uuid7(),
        council_id=meeting.council_id,
        series_id=meeting.series_id,
        planned_on=until,
        instead_of_id=meeting.id,
        calendar_id=meeting.calendar_id,
        held_on=until,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        state=MeetingState.SCHEDULED,
        quorum=meeting.quorum,
        revision=meeting.revision + 1,
        changed_at=now(),
    )
    await _require_free(session, instead)
    meeting.state = MeetingState.POSTPONED
    session.add(instead)
    await session.flush()
    await fill_agenda(session, instead, await _standing(session, meeting.council_id, meeting.series_id))
    return instead


async def cancel_meeting(
    session: AsyncSession, viewer: Viewer, meeting_id: UUID, *, state: MeetingState
) -> Meeting:
    """Cancel a meeting, by the prison or by the council; what was open on it goes on."""
    viewer.require(MEETING_RUN)
    meeting = await queries.planned_meeting(session, meeting_id)
    if state not in CANCELLED:
        raise Invalid(translate("Say who cancelled it: the prison, or the council."), "state")
    meeting.state = state
    _changed(meeting)
    await session.flush()
    await carry_over(session, meeting)
    return meeting


async def hold_meeting(session: AsyncSession, viewer: Viewer, meeting_id: UUID) -> Meeting:
    """Say that a meeting took place; what is not closed goes on to the next one."""
    viewer.require(MEETING_RUN)
    meeting = await queries.planned_meeting(session, meeting_id)
    if meeting.held_on > today():
        raise Conflict(translate("This meeting is still to come."))
    if not await session.scalar(select(Attendance.id).where(Attendance.meeting_id == meeting.id).limit(1)):
        raise Conflict(translate("Record who was there first: the quorum follows from it."))
    meeting.state = MeetingState.HELD
    _changed(meeting)
    await session.flush()
    await carry_over(session, meeting)
    return meeting


async def _standing(session: AsyncSession, council_id: UUID, series_id: UUID | None = None) -> Sequence[str]:
    """Return what stands on every agenda: of these meetings, or as the council last said it."""
    wanted = select(Series.standing).where(Series.council_id == council_id)
    if series_id is not None:
        wanted = wanted.where(Series.id == series_id)
    said = await session.scalar(wanted.order_by(Series.id.desc()).limit(1))
    return await points_for_agenda(session, said or ())


async def _require_free(session: AsyncSession, meeting: Meeting) -> None:
    """Raise unless the series has no other meeting on that day."""
    taken = select(Meeting.id).where(
        Meeting.council_id == meeting.council_id,
        Meeting.held_on == meeting.held_on,
        Meeting.state == MeetingState.SCHEDULED,
    )
    if await session.scalar(taken.limit(1)):
        raise Invalid(translate("The council meets on that day already. Give another."), "until")


def _changed(meeting: Meeting) -> None:
    """Count a change that calendars are told of."""
    meeting.revision += 1
    meeting.changed_at = now()
