"""Typing attendance sheets in, over a real database: who came is trained, who did not is not."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from core.sdk import InvalidInput, entry
from core.testkit import decide_entry, entry_checks
from plugins.vetting import services
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus, TrainingType
from plugins.vetting.policy import POLICY_2026_04
from plugins.vetting.rules import Training, training_counts
from plugins.vetting.services import training
from plugins.vetting.tests.classroom import HELD_ON, TODAY, Classroom
from plugins.vetting.tests.desk import Desk

B, T, S = BookingState, TrainingType, TrainingStatus


@pytest_asyncio.fixture
async def classroom(desk: Desk) -> Classroom:
    return Classroom(desk)


async def test_who_came_is_trained_until_the_policy_says_and_who_did_not_is_not(classroom: Classroom) -> None:
    held = await classroom.planned(await classroom.course())
    came, stayed_away, waited = await classroom.people(3)
    await classroom.book(held, came, stayed_away, waited)
    first, second, _third = await classroom.bookings(held)
    for _again in range(2):
        done = await classroom.key(held, {first.id: True, second.id: False})
        assert done.state is TrainingSessionState.HELD
        assert await classroom.states(held) == [B.ATTENDED, B.DID_NOT_ATTEND, B.CANCELLED]
        (record,) = await classroom.records(came)
        assert (record.status, record.completed_on, record.booked_on, record.expires_on) == (
            S.COMPLETED,
            HELD_ON,
            None,
            date(2029, 11, 27),
        )
        (left,) = await classroom.records(stayed_away)
        assert (left.status, left.completed_on, left.booked_on) == (S.REQUIRED, None, None)
        assert await classroom.records(waited) == []


async def test_wrong_key_is_put_right_and_leaves_no_trace_in_the_record(classroom: Classroom) -> None:
    held = await classroom.planned(await classroom.course())
    (person,) = await classroom.people(1)
    await classroom.book(held, person)
    (booking,) = await classroom.bookings(held)
    for mark, status, day in (
        (True, S.COMPLETED, HELD_ON),
        (False, S.REQUIRED, None),
        (True, S.COMPLETED, HELD_ON),
        (None, S.BOOKED, None),
        (True, S.COMPLETED, HELD_ON),
    ):
        await classroom.key(held, {booking.id: mark})
        (record,) = await classroom.records(person)
        assert (record.status, record.completed_on) == (status, day)
    assert (await classroom.session(held)).places_taken == 1


async def test_sheet_with_one_wrong_row_changes_nothing_and_says_which(classroom: Classroom) -> None:
    held = await classroom.planned(await classroom.course(), places=1)
    await classroom.book(held, *await classroom.people(2))
    first, second = await classroom.bookings(held)
    with pytest.raises(InvalidInput) as refused:
        await classroom.key(held, {first.id: True, second.id: True})
    assert [(str(error), error.field) for error in refused.value.errors] == [
        ("Robin Learner1 had no place. Add them as somebody who walked in.", f"marks.{second.id}")
    ]
    assert await classroom.states(held) == [B.BOOKED, B.WAITING]
    with pytest.raises(InvalidInput, match="This session is on 27 November 2026"):
        await classroom.key(held, {first.id: True}, on=TODAY)


async def test_course_of_its_own_length_and_local_courses_are_kept_apart(classroom: Classroom) -> None:
    food = await classroom.course(T.OTHER_LOCAL, title="Food hygiene", validity_months=36)
    minibus = await classroom.course(T.OTHER_LOCAL, title="Minibus", validity_months=60)
    (person,) = await classroom.people(1)
    for course in (food, minibus):
        held = await classroom.planned(course)
        await classroom.book(held, person)
        (booking,) = await classroom.bookings(held)
        await classroom.key(held, {booking.id: True})
    records = await classroom.records(person)
    assert {(row.course_id, row.expires_on) for row in records} == {
        (food.id, date(2029, 11, 27)),
        (minibus.id, date(2031, 11, 27)),
    }


async def test_whoever_walks_in_is_trained_while_there_is_a_place(classroom: Classroom) -> None:
    desk, held = classroom.desk, await classroom.planned(await classroom.course(), places=1)
    booked, walked_in = await classroom.people(2)
    await classroom.book(held, booked)
    (booking,) = await classroom.bookings(held)
    with pytest.raises(InvalidInput, match="Every place is taken"):
        await walk_in(desk, held.id, walked_in.id)
    await classroom.key(held, {booking.id: False})
    for _again in range(2):
        await walk_in(desk, held.id, walked_in.id)
        assert [row.status for row in await classroom.records(walked_in)] == [S.COMPLETED]
    assert sorted(await classroom.states(held)) == [B.ATTENDED, B.DID_NOT_ATTEND]


async def walk_in(desk: Desk, session_id: UUID, person_id: UUID) -> None:
    async with desk.database.write(desk.coordinator) as session:
        await training.record_walk_in(session, desk.coordinator, session_id, person_id, on=HELD_ON)


async def test_exemption_says_who_when_and_until_when_and_is_judged_by_the_day(desk: Desk) -> None:
    until = TODAY + timedelta(days=90)
    async with desk.database.write(desk.coordinator) as session:
        row = await services.record_training(
            session,
            desk.coordinator,
            desk.person.id,
            type=T.SASH_ACCT,
            status=S.EXEMPT,
            expires_on=until,
            on=TODAY,
        )
    assert (row.exempted_on, row.exempted_by, row.expires_on) == (TODAY, desk.coordinator.account_id, until)
    held = Training(type=T.SASH_ACCT, status=S.EXEMPT, exempted_on=TODAY, expires_on=until)
    counts = [
        training_counts(held, day, POLICY_2026_04)
        for day in (TODAY - timedelta(days=1), TODAY, until, until + timedelta(days=1))
    ]
    assert counts == [False, True, True, False]


async def test_gate_answer_goes_from_escorted_to_yes_once_the_sheet_is_keyed(classroom: Classroom) -> None:
    desk = classroom.desk
    case = await desk.approved(await desk.opened())
    await desk.trained(case.person_id, T.SECURITY_INDUCTION)
    held = await classroom.planned(await classroom.course())
    await classroom.book(held, desk.person)
    (booking,) = await classroom.bookings(held)
    before, words = await answer(desk, HELD_ON + timedelta(days=4))
    assert before is entry.EntryAnswer.YES_ESCORTED
    assert "Suicide and self-harm (SASH and ACCT): booked for 27 November 2026." in words
    await classroom.key(held, {booking.id: True})
    after, _words = await answer(desk, HELD_ON + timedelta(days=4))
    assert after is entry.EntryAnswer.YES
    past, _words = await answer(desk, date(2029, 11, 28))
    assert past is not entry.EntryAnswer.YES


async def answer(desk: Desk, on: date) -> tuple[entry.EntryAnswer, list[str]]:
    visit = entry.Visit(desk.person.id, None, on)
    (decision,) = await decide_entry(desk.database, desk.coordinator, entry_checks(desk.registry), visit)
    return decision.answer, [str(reason.words) for reason in decision.reasons]
