"""What services of meetings read: the row to change, locked, or a sentence that it is not here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.sdk import Conflict, NotFound, today, translate
from plugins.council.enums.meetings import AttendanceState, MeetingState
from plugins.council.models import Action, Attendance, Item, Meeting, Outcome, Paper, Series
from plugins.council.rules.agenda import AT_EVERY_MEETING
from plugins.council.rules.quorum import Presence, presence_of


async def series_to_change(session: AsyncSession, series_id: UUID) -> Series:
    found = await session.scalar(select(Series).where(Series.id == series_id).with_for_update())
    if found is None:
        raise NotFound(translate("Those meetings are not in this prison."), "seriesId")
    return found


async def meeting_to_change(session: AsyncSession, meeting_id: UUID) -> Meeting:
    found = await session.scalar(select(Meeting).where(Meeting.id == meeting_id).with_for_update())
    if found is None:
        raise NotFound(translate("That meeting is not in this prison."), "meetingId")
    return found


async def planned_meeting(session: AsyncSession, meeting_id: UUID) -> Meeting:
    """Return a meeting that is still to be held; raise Conflict for one that is over."""
    meeting = await meeting_to_change(session, meeting_id)
    if meeting.state is not MeetingState.SCHEDULED:
        said = translate("This meeting is “{state}”, so its agenda stays as it is.")
        raise Conflict(said.format(state=meeting.state.label), "meetingId")
    return meeting


async def item_and_meeting(session: AsyncSession, item_id: UUID) -> tuple[Item, Meeting]:
    """Return a point and its meeting; the meeting is locked first, whoever asks."""
    meeting_id = await session.scalar(select(Item.meeting_id).where(Item.id == item_id))
    if meeting_id is None:
        raise NotFound(translate("That point is on no agenda in this prison."), "itemId")
    meeting = await meeting_to_change(session, meeting_id)
    item = await session.scalar(select(Item).where(Item.id == item_id))
    if item is None:
        raise NotFound(translate("That point was taken off the agenda."), "itemId")
    return item, meeting


async def outcome_to_change(session: AsyncSession, outcome_id: UUID) -> Outcome:
    found = await session.scalar(select(Outcome).where(Outcome.id == outcome_id).with_for_update())
    if found is None:
        raise NotFound(translate("That outcome is not in this prison."), "outcomeId")
    return found


async def action_to_change(session: AsyncSession, action_id: UUID) -> Action:
    found = await session.scalar(select(Action).where(Action.id == action_id).with_for_update())
    if found is None:
        raise NotFound(translate("That action is not in this prison."), "actionId")
    return found


async def items_of(session: AsyncSession, meeting_id: UUID) -> Sequence[Item]:
    """Return the agenda of a meeting in its order."""
    found = await session.scalars(select(Item).where(Item.meeting_id == meeting_id).order_by(Item.position))
    return found.all()


async def papers_of(session: AsyncSession, meeting_id: UUID) -> Sequence[Paper]:
    found = await session.scalars(
        select(Paper).where(Paper.meeting_id == meeting_id).order_by(Paper.position)
    )
    return found.all()


async def carried_from(session: AsyncSession, item_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these points went on to a later meeting already."""
    found = await session.scalars(select(Item.from_item_id).where(Item.from_item_id.in_(item_ids)))
    return {one for one in found if one is not None}


async def next_planned(session: AsyncSession, meeting: Meeting) -> Meeting | None:
    """Return the meeting that takes over what this one leaves open.

    That is the one in its place, else the next of its series; where its series has none any more, the
    council's next one. A meeting that was put off beyond all others hands back to one before it.
    """
    follows = Meeting.held_on >= meeting.held_on
    own_series = [Meeting.series_id == meeting.series_id] if meeting.series_id else []
    preferred = (Meeting.instead_of_id == meeting.id, *own_series, follows)
    return await session.scalar(
        select(Meeting)
        .where(
            Meeting.council_id == meeting.council_id,
            Meeting.state == MeetingState.SCHEDULED,
            or_(follows, Meeting.held_on >= today()),
        )
        .order_by(
            *(func.coalesce(one, False).desc() for one in preferred),
            Meeting.held_on,
            Meeting.starts_at,
            Meeting.id,
        )
        .limit(1)
    )


async def left_open(session: AsyncSession, council_id: UUID) -> Sequence[Meeting]:
    """Return the meetings of a council whose open points went nowhere yet, the earliest first."""
    later = aliased(Item)
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.council_id == council_id,
            Meeting.state != MeetingState.SCHEDULED,
            select(Item.id)
            .where(
                Item.meeting_id == Meeting.id,
                Item.closed_on.is_(None),
                Item.kind.not_in(AT_EVERY_MEETING),
                ~select(later.id).where(later.from_item_id == Item.id).exists(),
            )
            .exists(),
        )
        .order_by(Meeting.held_on, Meeting.starts_at, Meeting.id)
    )
    return found.all()


async def presence_at(session: AsyncSession, meeting: Meeting) -> Presence:
    """Count who was there against the meeting's quorum."""
    rows = await session.scalars(
        select(Attendance.state).where(Attendance.meeting_id == meeting.id, Attendance.is_guest.is_(False))
    )
    return presence_of((AttendanceState(one) for one in rows), meeting.quorum)


async def next_position(session: AsyncSession, item_id: UUID) -> int:
    """Return the place of a point's next outcome."""
    return (
        await session.scalar(select(func.max(Outcome.position)).where(Outcome.item_id == item_id)) or 0
    ) + 1
