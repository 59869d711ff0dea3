"""Who is told of an action, by when, and when that ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.sdk import Role, reminders, today, uuid7
from plugins.council import services
from plugins.council.enums import DueReason, ItemKind, MemberRole, OutcomeKind
from plugins.council.models import Action, Outcome
from plugins.council.reminders import ACTION_LADDER, find_actions, told_for
from plugins.council.services.actions import Task
from plugins.council.services.outcomes import OutcomeWords
from plugins.council.tests.meeting_room import HERE, PRESENT, MeetingRoom

DUE = today() - timedelta(days=3)


async def agreed(room: MeetingRoom, role: MemberRole = MemberRole.WING_REP) -> Action:
    """Have a council agree on something to be done, three days ago."""
    council = await room.council()
    meeting = await room.do(services.add_meeting, council.id, on=today(), at=HERE)
    item = await room.item(meeting, "Repairs", ItemKind.OTHER)
    await room.attend(meeting, PRESENT, PRESENT, PRESENT)
    task = Task(words="Collect what is broken.", owner_role=role, due_on=DUE)
    words = OutcomeWords(kind=OutcomeKind.ACTION, words="Somebody collects.", task=task)
    await room.do(services.record_outcome, item.id, words=words)
    async with room.database.read(room.coordinator) as session:
        action: Action = (await session.scalars(select(Action))).one()
    return action


async def owed(room: MeetingRoom, *subjects: Any) -> list[reminders.Due]:
    async with room.database.read(room.coordinator) as session:
        return list(await find_actions(session, room.coordinator, today(), list(subjects) or None))


@pytest.mark.parametrize("close", [services.finish_action, services.cancel_action])
async def test_alaveteli_7111_nobody_is_chased_once_an_action_is_closed(
    meeting_room: MeetingRoom, close: Any
) -> None:
    """Nagging after the act, alaveteli#7111: done, or not to be done, it is found no more that moment."""
    action = await agreed(meeting_room)
    assert [one.subject_id for one in await owed(meeting_room)] == [action.id]

    await meeting_room.do(close, action.id, line="It was not broken.")
    assert await owed(meeting_room) == []
    assert await owed(meeting_room, action.id) == []


async def test_hypha_4476_due_date_of_an_action_stays_whatever_becomes_of_its_meeting(
    meeting_room: MeetingRoom,
) -> None:
    """Due dates that move, hypha#4476: carried over, looked at again, held: the day is the day."""
    action = await agreed(meeting_room)
    following = today() + timedelta(days=7)
    await meeting_room.do(services.add_meeting, action.council_id, on=following, at=HERE)
    async with meeting_room.database.read(meeting_room.coordinator) as session:
        meeting_id = await session.scalar(select(Outcome.meeting_id).where(Outcome.id == action.outcome_id))
    await meeting_room.do(services.hold_meeting, meeting_id)
    assert [one.due_on for one in await owed(meeting_room)] == [DUE]

    to = today() + timedelta(days=2)
    await meeting_room.do(services.move_due_date, action.id, to=to, reason=DueReason.MORE_WORK)
    assert [one.due_on for one in await owed(meeting_room, action.id)] == [to]


def test_people_in_prison_are_told_by_the_facilitator_and_the_prison_by_itself() -> None:
    told = {role: told_for(role) for role in MemberRole}
    assert told[MemberRole.GOVERNOR_LEAD] is Role.GOVERNOR
    assert told[MemberRole.STAFF_MEMBER] is Role.COORDINATOR
    assert told[MemberRole.WING_REP] is told[MemberRole.FACILITATOR] is Role.COUNCIL_FACILITATOR
    assert [step.days for step in ACTION_LADDER] == sorted(step.days for step in ACTION_LADDER)


async def test_somebody_who_works_here_is_told_themselves(meeting_room: MeetingRoom) -> None:
    action = await agreed(meeting_room)
    account = uuid7()
    async with meeting_room.database.write(meeting_room.coordinator) as session:
        row = (await session.scalars(select(Action).where(Action.id == action.id))).one()
        row.owner_role, row.owner_account = None, account
    [due] = await owed(meeting_room)
    assert (due.owner_id, due.owner_role) == (account, Role.COORDINATOR)


async def test_another_prison_is_told_of_its_own_actions_alone(
    meeting_room: MeetingRoom, other_meeting_room: MeetingRoom
) -> None:
    theirs = await agreed(other_meeting_room)
    assert await owed(meeting_room) == await owed(meeting_room, theirs.id) == []
