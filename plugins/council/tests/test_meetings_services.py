"""Meetings as they are planned, held, put off and cancelled: nothing open is lost, and no record goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, DomainError, Forbidden, Invalid, InvalidInput, NotFound, Role, today, uuid7
from plugins.council import services
from plugins.council.enums import (
    ActionStatus,
    DueReason,
    ItemKind,
    MeetingState,
    MemberRole,
    OutcomeKind,
    Theme,
)
from plugins.council.models import Action, Council, DueChange, Item, Meeting
from plugins.council.queries.answers import actions_of
from plugins.council.rules.agenda import Way
from plugins.council.services.actions import Task
from plugins.council.services.agenda import ItemWords
from plugins.council.services.outcomes import OutcomeWords
from plugins.council.services.proposals import Wording
from plugins.council.tests.meeting_room import AWAY, HERE, PRESENT, MeetingRoom

DECISION = OutcomeWords(kind=OutcomeKind.DECISION, words="Ask for a list on each wing.", votes_for=3)
TASK = Task(words="Write to the works department.", owner_role=MemberRole.CHAIR, due_on=today())


async def planned(room: MeetingRoom, quorum: int = 3) -> tuple[Council, list[Meeting]]:
    council = await room.council(quorum=quorum)
    await room.series(council)
    return council, await room.meetings(council)


async def test_series_makes_half_a_year_once_and_fills_each_agenda(meeting_room: MeetingRoom) -> None:
    council, meetings = await planned(meeting_room)
    series_id = meetings[0].series_id

    assert len(meetings) == 27
    assert await meeting_room.do(services.make_meetings, series_id) == []
    assert await meeting_room.titles(meetings[3]) == [
        "Welcome",
        "Minutes of the last meeting",
        "News from staff",
        "Next meeting",
    ]
    await meeting_room.do(services.end_series, series_id)
    assert await meeting_room.do(services.make_meetings, series_id) == []
    assert len(await meeting_room.meetings(council)) == 27


async def test_points_are_moved_up_and_down_and_stay_numbered(meeting_room: MeetingRoom) -> None:
    _council, (first, *_later) = await planned(meeting_room)
    shop = await meeting_room.item(first, "Shop prices")
    dentist = await meeting_room.item(first, "Dentist")

    await meeting_room.do(services.move_item, dentist.id, way=Way.UP)
    await meeting_room.do(services.move_item, shop.id, way=Way.DOWN)
    await meeting_room.do(services.remove_item, (await meeting_room.items(first))[0].id)

    items = await meeting_room.items(first)
    assert [(item.position, item.title) for item in items] == [
        (1, "Minutes of the last meeting"),
        (2, "Dentist"),
        (3, "News from staff"),
        (4, "Shop prices"),
        (5, "Next meeting"),
    ]


async def test_what_is_not_closed_goes_on_once_and_says_where_it_came_from(meeting_room: MeetingRoom) -> None:
    _council, (first, second, *_later) = await planned(meeting_room)
    left = await meeting_room.item(first, "Shop prices")
    done = await meeting_room.item(first, "Dentist")
    await meeting_room.do(services.close_item, done.id)
    await meeting_room.attend(first, PRESENT, PRESENT, PRESENT)
    await meeting_room.do(services.hold_meeting, first.id)

    with pytest.raises(Conflict):
        await meeting_room.do(services.hold_meeting, first.id)
    carried = [(item.title, item.from_item_id) for item in await meeting_room.items(second)]
    assert carried == [
        ("Welcome", None),
        ("Minutes of the last meeting", None),
        ("Shop prices", left.id),
        ("News from staff", None),
        ("Next meeting", None),
    ]
    with pytest.raises(Conflict):
        await meeting_room.do(services.close_item, left.id)


async def test_meeting_put_off_keeps_its_record_and_its_place_in_calendars(meeting_room: MeetingRoom) -> None:
    council, (first, *_later) = await planned(meeting_room)
    left = await meeting_room.item(first, "Shop prices")
    until = first.held_on + timedelta(days=3)

    instead = await meeting_room.do(services.postpone_meeting, first.id, until=until)

    old = next(one for one in await meeting_room.meetings(council) if one.id == first.id)
    assert (old.state, old.held_on, old.revision) == (MeetingState.POSTPONED, first.held_on, 0)
    assert (instead.state, instead.held_on, instead.instead_of_id) == (
        MeetingState.SCHEDULED,
        until,
        first.id,
    )
    assert (instead.calendar_id, instead.revision) == (first.calendar_id, 1)
    assert left.title in await meeting_room.titles(instead)
    with pytest.raises(DomainError):
        await meeting_room.do(services.postpone_meeting, instead.id, until=until)


async def test_what_a_cancelled_meeting_left_open_goes_on(meeting_room: MeetingRoom) -> None:
    _council, (first, second, third, *_later) = await planned(meeting_room)
    await meeting_room.item(first, "Shop prices")
    for meeting in (first, second):
        done = await meeting_room.do(services.cancel_meeting, meeting.id, state=MeetingState.CANCELLED_PRISON)
        assert (done.state, done.revision) == (MeetingState.CANCELLED_PRISON, 1)

    assert (await meeting_room.titles(third)).count("Shop prices") == 1


async def test_decision_without_a_quorum_is_recorded_for_the_next_meeting(meeting_room: MeetingRoom) -> None:
    _council, (first, *_later) = await planned(meeting_room)
    item = await meeting_room.item(first, "Repairs")
    await meeting_room.attend(first, PRESENT, PRESENT, AWAY)
    too_few = await meeting_room.do(services.record_outcome, item.id, words=DECISION)
    with pytest.raises(Conflict):
        await meeting_room.do(services.close_item, item.id)
    await meeting_room.attend(first, PRESENT, PRESENT, PRESENT)
    enough = await meeting_room.do(services.record_outcome, item.id, words=DECISION)

    assert (too_few.is_for_next, enough.is_for_next) == (True, False)
    with pytest.raises(Conflict):
        await meeting_room.attend(first, PRESENT, AWAY, AWAY)


async def test_due_date_moves_only_with_a_reason_that_stays(meeting_room: MeetingRoom) -> None:
    _council, (first, *_later) = await planned(meeting_room)
    item = await meeting_room.item(first, "Repairs")
    words = OutcomeWords(kind=OutcomeKind.ACTION, words="The chair writes.", task=TASK)
    await meeting_room.do(services.record_outcome, item.id, words=words)
    async with meeting_room.database.read(meeting_room.coordinator) as session:
        action = await session.scalar(select(Action))
    until = today() + timedelta(days=9)
    moved = await meeting_room.do(
        services.move_due_date, action.id, to=until, reason=DueReason.WAITS_FOR_OTHERS
    )

    assert moved.due_on == until
    for statement in (update(DueChange).values(to_on=today()), delete(DueChange), delete(Action)):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with meeting_room.database.write(meeting_room.coordinator) as session:
                await session.execute(statement)
    done = await meeting_room.do(services.finish_action, action.id, line="They answered.")
    assert (done.status, done.closed_on) == (ActionStatus.DONE, today())
    with pytest.raises(Conflict):
        await meeting_room.do(
            services.move_due_date, action.id, to=until + timedelta(days=1), reason=DueReason.MORE_WORK
        )


async def test_staff_close_their_own_actions_alone(meeting_room: MeetingRoom) -> None:
    _council, (first, *_later) = await planned(meeting_room)
    item = await meeting_room.item(first, "Repairs")
    reader = meeting_room.role(Role.PRISON_STAFF_READER, uuid7())
    stranger = Task(words="Find out.", owner_account=reader.account_id, due_on=today())
    words = OutcomeWords(kind=OutcomeKind.ACTION, words="Somebody does it.", task=stranger)
    with pytest.raises(Invalid, match="do not work here"):
        await meeting_room.do(services.record_outcome, item.id, words=words)
    for _number in range(2):
        words = OutcomeWords(kind=OutcomeKind.ACTION, words="Somebody does it.", task=TASK)
        await meeting_room.do(services.record_outcome, item.id, words=words)
    async with meeting_room.database.write(meeting_room.coordinator) as session:
        first_action = (await session.scalars(select(Action).limit(1))).one()
        first_action.owner_role, first_action.owner_account = None, reader.account_id
    async with meeting_room.database.read(meeting_room.coordinator) as session:
        actions = {row.owner_account: row for row in await session.scalars(select(Action))}

    with pytest.raises(Conflict):
        await meeting_room.do(services.finish_action, actions[None].id, by=reader)
    with pytest.raises(DomainError):
        await meeting_room.do(services.cancel_action, actions[reader.account_id].id, by=reader, line=" ")
    await meeting_room.do(services.finish_action, actions[reader.account_id].id, by=reader)


async def test_meeting_of_another_prison_is_not_found(
    meeting_room: MeetingRoom, other_meeting_room: MeetingRoom
) -> None:
    council, (theirs, *_later) = await planned(other_meeting_room)
    item = await other_meeting_room.item(theirs, "Repairs")
    asked: list[tuple[Any, Any, dict[str, Any]]] = [
        (services.add_meeting, council.id, {"on": today(), "at": HERE}),
        (services.make_meetings, theirs.series_id, {}),
        (services.change_meeting, theirs.id, {"at": HERE}),
        (services.cancel_meeting, theirs.id, {"state": MeetingState.CANCELLED_PRISON}),
        (services.add_item, theirs.id, {"words": ItemWords(kind=ItemKind.OTHER, title="Ours")}),
        (services.move_item, item.id, {"way": Way.UP}),
        (services.record_outcome, item.id, {"words": DECISION}),
        (services.finish_action, uuid7(), {}),
    ]
    for service, id_, given in asked:
        with pytest.raises(NotFound):
            await meeting_room.do(service, id_, **given)
    async with meeting_room.database.read(meeting_room.coordinator) as session:
        assert (await session.scalars(select(Item))).all() == []


async def test_wrong_words_are_said_field_by_field(meeting_room: MeetingRoom) -> None:
    _council, (first, *_later) = await planned(meeting_room)
    wrong = ItemWords(kind=ItemKind.THEME_REPORT, title=" ", minutes=0)

    with pytest.raises(InvalidInput) as refused:
        await meeting_room.do(services.add_item, first.id, words=wrong)
    assert [fault.field for fault in refused.value.errors] == ["title", "minutes", "theme"]
    with pytest.raises(Forbidden):
        await meeting_room.do(services.add_item, first.id, by=meeting_room.role(Role.GOVERNOR), words=wrong)


async def test_night_makes_what_is_missing_and_nothing_that_was_moved_or_cancelled(
    meeting_room: MeetingRoom,
) -> None:
    council, meetings = await planned(meeting_room)
    _first, second, third, *_later, last = meetings
    put_off = await meeting_room.do(
        services.postpone_meeting, second.id, until=second.held_on + timedelta(days=2)
    )
    await meeting_room.do(services.cancel_meeting, third.id, state=MeetingState.CANCELLED_PRISON)
    assert await meeting_room.do(services.make_all_meetings) == 0

    async with meeting_room.database.write(meeting_room.coordinator) as session:
        await session.execute(update(Meeting).where(Meeting.id == last.id).values(series_id=None))
    assert await meeting_room.do(services.make_all_meetings) == 1
    days = Counter(one.planned_on for one in await meeting_room.meetings(council) if one.series_id)
    assert days == Counter({one.planned_on for one in meetings} | {put_off.planned_on})
    await meeting_room.do(services.end_series, meetings[0].series_id)
    assert await meeting_room.do(services.make_all_meetings) == 0


async def test_change_of_a_series_reaches_what_nobody_changed_by_hand(meeting_room: MeetingRoom) -> None:
    council, meetings = await planned(meeting_room)
    today_, by_hand, cancelled, *_untouched = meetings
    chapel, hall = replace(HERE, place="Chapel"), replace(HERE, place="Hall", starts_at=time(13))
    await meeting_room.do(services.change_meeting, by_hand.id, at=chapel)
    await meeting_room.do(services.cancel_meeting, cancelled.id, state=MeetingState.CANCELLED_COUNCIL)

    await meeting_room.do(
        services.change_series, today_.series_id, name="Fridays", at=hall, standing=("Welcome", " ", "News")
    )

    places = {
        one.id: (one.place, one.starts_at, one.revision) for one in await meeting_room.meetings(council)
    }
    old = {today_.id: ("Library", time(14), 0), by_hand.id: ("Chapel", time(14), 1)}
    old[cancelled.id] = ("Library", time(14), 1)
    assert places == {one.id: old.get(one.id, ("Hall", time(13), 1)) for one in meetings}
    with pytest.raises(InvalidInput) as refused:
        await meeting_room.do(
            services.change_series, today_.series_id, name=" ", at=replace(HERE, ends_at=time(9))
        )
    assert [fault.field for fault in refused.value.errors] == ["name", "endsAt"]
    await meeting_room.do(services.end_series, today_.series_id)
    with pytest.raises(Conflict, match="has ended"):
        await meeting_room.do(services.change_series, today_.series_id, name="Fridays", at=hall)


async def test_what_a_meeting_agreed_to_do_about_a_proposal_stands_on_the_proposal(
    meeting_room: MeetingRoom,
) -> None:
    council, (first, *_later) = await planned(meeting_room)
    asked = Wording(theme=Theme.SAFETY, problem="It is dark.", idea="Mend the light.")
    proposal = await meeting_room.do(services.raise_proposal, council.id, wording=asked)
    about = ItemWords(kind=ItemKind.PROPOSAL, title="The light", proposal_id=proposal.id)
    item = await meeting_room.do(services.add_item, first.id, words=about)
    beside = await meeting_room.item(first, "Repairs")
    for one in (item, beside):
        words = OutcomeWords(kind=OutcomeKind.ACTION, words="The chair writes.", task=TASK)
        await meeting_room.do(services.record_outcome, one.id, words=words)
    own = await meeting_room.do(services.add_action, proposal.id, task=TASK)

    async with meeting_room.database.read(meeting_room.coordinator) as session:
        found = await actions_of(session, proposal.id)
    assert len(found) == 2
    assert own.id in {one.id for one in found}
