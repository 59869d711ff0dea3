"""Typing a sheet back: all or nothing, the same twice, corrected with a trace; what was lost follows."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy import text

from core.sdk import Forbidden, Invalid, InvalidInput, Role, today
from plugins.rota import services
from plugins.rota.enums import FrictionCause, SessionOutcome, VisitOutcome
from plugins.rota.models import Friction, Session, Visit
from plugins.rota.services.gate_friction import record_loss, remove_loss, settle_losses
from plugins.rota.services.gate_sheets import TypedSession
from plugins.rota.tests.desk import Desk
from plugins.rota.tests.gate import lines, make_list, make_session, type_back


async def four_expected(desk: Desk) -> tuple[Session, list[str]]:
    names = ("Birch", "Cole", "Dunn")
    held = await make_session(desk, desk.person, *[await desk.another(name) for name in names])
    await make_list(desk)
    return held, [one.code for one in await lines(desk)]


async def losses(desk: Desk) -> list[tuple[str, int, int]]:
    rows = await desk.rows(Friction)
    return sorted((row.cause.value, row.minutes_lost, row.people_affected) for row in rows)


async def test_sheet_says_who_came_who_did_not_and_who_was_turned_away(desk: Desk) -> None:
    held, [a, b, c, d] = await four_expected(desk)
    assert await type_back(desk, (a, "0915", "11.30"), (b.lower(), "d", ""), (c, "te", ""), (d, "", "")) == 3
    found = {row.code: row for row in await desk.rows(Visit)}
    assert (found[a].outcome, found[a].arrived_at, found[a].left_at) == (
        VisitOutcome.CAME,
        time(9, 15),
        time(11, 30),
    )
    assert found[b].outcome is VisitOutcome.DID_NOT_COME
    assert (found[c].outcome, found[c].cause) == (VisitOutcome.TURNED_AWAY, FrictionCause.NO_ESCORT)
    assert found[d].outcome is None
    assert await losses(desk) == [("NO_ESCORT", 120, 1), ("NO_SHOW", 120, 1)]
    assert {row.session_id for row in await desk.rows(Friction)} == {held.id}


async def test_typing_it_twice_is_the_same(desk: Desk) -> None:
    held, [a, b, *_rest] = await four_expected(desk)
    sheet = ((a, "0915", "1130"), (b, "t", ""))
    ended = [
        TypedSession(session_id=held.id, outcome=SessionOutcome.DELIVERED, attendance=9, late_minutes=15)
    ]
    assert await type_back(desk, *sheet, sessions=ended) == 3
    rows = [row.id for row in await desk.rows(Friction)]
    assert await type_back(desk, *sheet, sessions=ended) == 0
    assert [row.id for row in await desk.rows(Friction)] == rows
    assert await losses(desk) == [("LATE_UNLOCK", 15, 1), ("TURNED_AWAY", 120, 1)]


async def test_correction_leaves_a_trace_and_puts_the_loss_right(desk: Desk) -> None:
    _held, [a, *_rest] = await four_expected(desk)
    await type_back(desk, (a, "d", ""))
    await type_back(desk, (a, "1400", "1600"))
    assert await losses(desk) == []
    async with desk.database.read(desk.coordinator) as session:
        told = await session.execute(
            text(
                "SELECT before ->> 'outcome', after ->> 'outcome', account_id FROM audit_entry"
                " WHERE table_name = 'rota_visit' AND before IS NOT NULL ORDER BY created_at, id"
            )
        )
        assert [tuple(row) for row in told] == [
            (None, "DID_NOT_COME", desk.coordinator.account_id),
            ("DID_NOT_COME", "CAME", desk.coordinator.account_id),
        ]


async def test_one_fault_refuses_the_whole_sheet_with_each_fault_at_its_box(desk: Desk) -> None:
    held, [a, b, c, _d] = await four_expected(desk)
    ended = [TypedSession(session_id=held.id, outcome=SessionOutcome.CANCELLED_PRISON, attendance=3)]
    with pytest.raises(InvalidInput) as refused:
        await type_back(
            desk, (a, "0915", ""), (b, "2599", ""), (c, "0915", "0800"), ("XXX", "d", ""), sessions=ended
        )
    assert [error.field for error in refused.value.errors] == [
        f"{b}-in",
        f"{c}-out",
        "XXX-in",
        f"{held.id.hex}-attendance",
    ]
    assert {row.outcome for row in await desk.rows(Visit)} == {None}
    assert await losses(desk) == []


async def test_line_typed_twice_in_one_sheet_is_refused(desk: Desk) -> None:
    _held, [a, *_rest] = await four_expected(desk)
    with pytest.raises(InvalidInput):
        await type_back(desk, (a, "0915", ""), (a, "d", ""))


async def test_code_of_another_prison_is_no_code_here(desk: Desk, other_desk: Desk) -> None:
    await make_session(other_desk, other_desk.person, await other_desk.another("Birch"))
    await make_list(other_desk)
    [_first, theirs] = [one.code for one in await lines(other_desk)]
    with pytest.raises(InvalidInput):
        await type_back(desk, (theirs, "d", ""))
    assert {row.outcome for row in await other_desk.rows(Visit)} == {None}


async def test_session_cancelled_by_the_prison_loses_its_whole_length_for_everybody(desk: Desk) -> None:
    held, [a, *_rest] = await four_expected(desk)
    ended = [TypedSession(session_id=held.id, outcome=SessionOutcome.CANCELLED_PRISON)]
    await type_back(desk, (a, "t", ""), sessions=ended)
    assert await losses(desk) == [("CANCELLED_PRISON", 120, 4)]


async def test_session_cancelled_before_the_day_is_lost_too_but_not_for_who_is_away(desk: Desk) -> None:
    held = await make_session(desk, desk.person, await desk.another("Birch"))
    await desk.do(services.record_absence, desk.person.id, first_on=today(), last_on=today())
    await desk.do(services.cancel_session, held.id, outcome=SessionOutcome.CANCELLED_PRISON)
    async with desk.database.write(desk.coordinator) as session:
        await settle_losses(session, [held.id])
    assert await losses(desk) == [("CANCELLED_PRISON", 120, 1)]


async def test_time_lost_follows_what_is_said_of_a_session_afterwards(desk: Desk) -> None:
    held = await make_session(desk, desk.person, await desk.another("Birch"))
    later = today() + timedelta(days=3)
    by_prison, by_provider = SessionOutcome.CANCELLED_PRISON, SessionOutcome.CANCELLED_PROVIDER
    await desk.do(services.record_session, held.id, outcome=by_prison, on=later)
    assert await losses(desk) == [("CANCELLED_PRISON", 120, 2)]
    await desk.do(services.record_session, held.id, outcome=by_provider, on=later)
    assert await losses(desk) == [("CANCELLED_PROVIDER", 120, 2)]
    await desk.do(services.record_session, held.id, outcome=SessionOutcome.DELIVERED, on=later)
    assert await losses(desk) == []


async def test_session_ahead_loses_nothing_until_its_day_comes(desk: Desk) -> None:
    held = await make_session(desk, desk.person, day=today() + timedelta(days=2))
    await desk.do(services.cancel_session, held.id, outcome=SessionOutcome.CANCELLED_PRISON)
    assert await losses(desk) == []
    of_today = await make_session(desk, desk.person)
    await desk.do(services.cancel_session, of_today.id, outcome=SessionOutcome.CANCELLED_PRISON)
    assert await losses(desk) == [("CANCELLED_PRISON", 120, 1)]
    await desk.do(services.restore_session, of_today.id)
    assert await losses(desk) == []


async def test_attendance_is_a_number_and_zero_is_not_missing(desk: Desk) -> None:
    held, _codes = await four_expected(desk)
    await type_back(desk, sessions=[TypedSession(session_id=held.id, outcome=SessionOutcome.NO_ATTENDANCE)])
    [row] = await desk.rows(Session)
    assert (row.outcome, row.attendance) == (SessionOutcome.NO_ATTENDANCE, 0)


async def test_sheet_of_a_day_to_come_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        await type_back(desk, day=today() + timedelta(days=1))
    with pytest.raises(Forbidden):
        await type_back(desk, by=desk.role(Role.GOVERNOR))


async def test_loss_recorded_by_hand_stays_when_the_sheet_is_put_right(desk: Desk) -> None:
    held, [a, *_rest] = await four_expected(desk)
    kept = await desk.do(record_loss, held.id, cause=FrictionCause.NO_SPACE, minutes=30, people=2)
    await type_back(desk, (a, "d", ""))
    await type_back(desk, (a, "", ""))
    assert await losses(desk) == [("NO_SPACE", 30, 2)]
    await desk.do(remove_loss, kept.id)
    assert await losses(desk) == []
