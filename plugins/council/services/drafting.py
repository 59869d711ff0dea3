"""The first draft of minutes, from what was recorded at the meeting: nobody types it twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import long_date, translate
from plugins.council.enums import AttendanceState, ItemKind, MeetingState, MemberRole
from plugins.council.models import Action, Attendance, Item, Meeting, Outcome
from plugins.council.rules.minutes import Present, Section, counted_roles

OPENING, ATTENDANCE, NEXT_MEETING = "opening", "attendance", "next"


async def draft_sections(session: AsyncSession, meeting: Meeting) -> tuple[Section, ...]:
    """Write a section for each point of the agenda, from its outcomes and actions."""
    items = await session.scalars(select(Item).where(Item.meeting_id == meeting.id).order_by(Item.position))
    outcomes = await session.scalars(
        select(Outcome).where(Outcome.meeting_id == meeting.id).order_by(Outcome.item_id, Outcome.position)
    )
    said = {item_id: list(rows) for item_id, rows in groupby(outcomes, key=lambda row: row.item_id)}
    actions = list(
        await session.scalars(
            select(Action)
            .join(Outcome, Outcome.id == Action.outcome_id)
            .where(Outcome.meeting_id == meeting.id)
            .order_by(Action.due_on, Action.id)
        )
    )
    coming = await _next_meeting(session, meeting)
    # The point at which the next day was named says nothing beside the section that names it.
    points = [one for one in items if one.id in said or not (coming and one.kind is ItemKind.NEXT_DATE)]
    return (
        Section(OPENING, translate("When and where"), _opening(meeting)),
        Section(ATTENDANCE, translate("Who was there"), await _attendance(session, meeting)),
        *(
            Section(f"item/{item.id}", item.title, _item_text(said.get(item.id, []), actions))
            for item in points
        ),
        *coming,
    )


def _opening(meeting: Meeting) -> str:
    said = translate("{day}, {start} to {end}, {place}.")
    return said.format(
        day=long_date(meeting.held_on),
        start=f"{meeting.starts_at:%H:%M}",
        end=f"{meeting.ends_at:%H:%M}",
        place=meeting.place,
    )


async def _attendance(session: AsyncSession, meeting: Meeting) -> str:
    rows = await session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting.id).order_by(Attendance.position)
    )
    lines = [Present(row.role, row.state, row.wing_size) for row in rows]
    present = counted_roles(lines, AttendanceState.PRESENT)
    apologies = counted_roles(lines, AttendanceState.APOLOGIES)
    return "\n".join(
        said.format(roles=_roles(counted))
        for said, counted in (
            (translate("Present: {roles}."), present),
            (translate("Apologies: {roles}."), apologies),
        )
        if counted
    )


def _roles(counted: Sequence[tuple[MemberRole, int]]) -> str:
    return ", ".join(f"{role.label} ({count})" if count > 1 else str(role.label) for role, count in counted)


def _item_text(outcomes: Sequence[Outcome], actions: Sequence[Action]) -> str:
    return "\n".join(line for outcome in outcomes for line in _outcome_lines(outcome, actions))


def _outcome_lines(outcome: Outcome, actions: Sequence[Action]) -> Iterator[str]:
    yield translate("{kind}: {words}").format(kind=outcome.kind.label, words=outcome.words)
    if outcome.votes_for is not None:
        said = translate("For: {votes_for}. Against: {votes_against}.")
        yield said.format(votes_for=outcome.votes_for, votes_against=outcome.votes_against or 0)
    for action in actions:
        if action.outcome_id == outcome.id:
            owner = (action.owner_role or MemberRole.STAFF_MEMBER).label
            said = translate("To be done by {owner}, by {day}.")
            yield said.format(owner=owner, day=long_date(action.due_on))


async def _next_meeting(session: AsyncSession, meeting: Meeting) -> tuple[Section, ...]:
    coming = await session.scalar(
        select(Meeting.held_on)
        .where(
            Meeting.council_id == meeting.council_id,
            Meeting.held_on > meeting.held_on,
            Meeting.state == MeetingState.SCHEDULED,
        )
        .order_by(Meeting.held_on)
        .limit(1)
    )
    if coming is None:
        return ()
    return (Section(NEXT_MEETING, translate("Next meeting"), f"{long_date(coming)}."),)
