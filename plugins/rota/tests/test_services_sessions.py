"""Sessions made from patterns, changed, cancelled and recorded, as the app role in two prisons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from core.sdk import Conflict, Forbidden, Invalid, InvalidInput, NotFound, Role, now
from core.testkit import make_partner
from plugins.rota import models, queries, services
from plugins.rota.enums import SessionOutcome
from plugins.rota.services import AHEAD
from plugins.rota.tests.desk import MONDAY, TUESDAY, Desk, timing

WEEK = timedelta(weeks=1)


async def test_pattern_makes_its_sessions_of_twelve_weeks_and_not_twice(desk: Desk, other_desk: Desk) -> None:
    pattern = await desk.pattern()
    days = [row.held_on for row in await desk.sessions(pattern)]
    assert days == [TUESDAY + WEEK * n for n in range(12)]
    assert await desk.do(services.make_sessions, on=MONDAY) == 0
    assert await desk.do(services.make_sessions, on=MONDAY + WEEK) == 1
    assert await other_desk.do(services.make_sessions, on=MONDAY) == 0
    assert await other_desk.rows(models.Session) == []


async def test_night_after_an_outage_makes_what_is_missing(desk: Desk) -> None:
    pattern = await desk.pattern()
    later = MONDAY + 5 * WEEK
    assert await desk.do(services.make_sessions, on=later) == 5
    days = [row.held_on for row in await desk.sessions(pattern)]
    assert days[-1] == TUESDAY + 16 * WEEK <= later + AHEAD


async def test_changed_pattern_is_followed_by_what_lies_ahead_alone(desk: Desk) -> None:
    pattern = await desk.pattern()
    past, today_, by_hand, cancelled, *free = await desk.sessions(pattern)
    now_on = today_.held_on
    await desk.do(
        services.change_session,
        by_hand.id,
        held_on=by_hand.held_on + timedelta(days=1),
        timing=timing(),
        on=MONDAY,
    )
    await desk.do(services.cancel_session, cancelled.id, outcome=SessionOutcome.CANCELLED_PRISON)
    await desk.do(
        services.change_pattern,
        pattern.id,
        weekday=3,
        first_on=TUESDAY,
        timing=timing(starts_at=time(9), ends_at=time(11)),
        on=now_on,
    )
    after = {row.id: row for row in await desk.sessions(pattern)}
    assert len(after) == 13, "Twelve as before, and the week that came into view."
    for stays in (past, today_):
        assert (after[stays.id].held_on, after[stays.id].revision) == (stays.held_on, 0)
    assert after[by_hand.id].held_on == by_hand.held_on + timedelta(days=1)
    assert after[by_hand.id].starts_at == time(14)
    assert after[cancelled.id].held_on == cancelled.held_on
    for one in free:
        moved = after[one.id]
        assert (moved.held_on, moved.starts_at) == (one.held_on + timedelta(days=2), time(9))


async def test_no_date_moves_without_a_record(desk: Desk) -> None:
    """Of every session that moves the revision counts it, and the trail has its day before and after."""
    pattern = await desk.pattern()
    first = (await desk.sessions(pattern))[0]
    await desk.do(
        services.change_pattern, pattern.id, weekday=2, first_on=TUESDAY, timing=timing(), on=MONDAY
    )
    moved = (await desk.sessions(pattern))[0]
    assert (moved.id, moved.held_on, moved.revision) == (first.id, TUESDAY + timedelta(days=1), 1)
    before, after = (await audited(desk, first.id))[-1]
    assert (before["held_on"], after["held_on"]) == ("2026-03-03", "2026-03-04")
    await desk.do(
        services.change_pattern, pattern.id, weekday=2, first_on=TUESDAY, timing=timing(), on=MONDAY
    )
    assert (await desk.sessions(pattern))[0].revision == 1, "Saved unchanged, it did not change."


async def audited(desk: Desk, row_id: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    from_trail = "SELECT before, after FROM audit_entry WHERE row_id = :id AND before IS NOT NULL ORDER BY id"
    async with desk.database.read(desk.coordinator) as session:
        found = await session.execute(text(from_trail), {"id": row_id})
        return [(row.before, row.after) for row in found]


async def test_ended_pattern_leaves_no_sessions_behind_its_last_day(desk: Desk) -> None:
    pattern = await desk.pattern()
    cancelled = (await desk.sessions(pattern))[5]
    await desk.do(services.cancel_session, cancelled.id, outcome=SessionOutcome.CANCELLED_OTHER)
    await desk.do(services.end_pattern, pattern.id, last_on=TUESDAY + 2 * WEEK, on=MONDAY)
    days = [row.held_on for row in await desk.sessions(pattern)]
    assert days == [TUESDAY, TUESDAY + WEEK, TUESDAY + 2 * WEEK, cancelled.held_on]
    assert await desk.do(services.make_sessions, on=MONDAY) == 0
    with pytest.raises(Invalid, match="comes before the first"):
        await desk.do(services.end_pattern, pattern.id, last_on=MONDAY, on=MONDAY)


async def test_session_moved_by_hand_is_not_made_a_second_time(desk: Desk) -> None:
    pattern = await desk.pattern()
    first = (await desk.sessions(pattern))[0]
    await desk.do(
        services.change_session, first.id, held_on=TUESDAY + timedelta(days=9), timing=timing(), on=MONDAY
    )
    assert await desk.do(services.make_sessions, on=MONDAY) == 0


async def test_session_on_a_gate_list_keeps_its_day(desk: Desk) -> None:
    pattern = await desk.pattern()
    first = (await desk.sessions(pattern))[0]
    async with desk.database.write(desk.coordinator) as session:
        session.add(
            models.Visit(
                partner_id=desk.partner.id,
                session_id=first.id,
                person_id=desk.person.id,
                held_on=first.held_on,
                code="K7",
                answer="YES",
                answered_at=now(),
            )
        )
    with pytest.raises(Conflict, match="The gate has a list"):
        await desk.do(services.change_session, first.id, held_on=MONDAY, timing=timing(), on=MONDAY)
    await desk.do(
        services.change_pattern, pattern.id, weekday=4, first_on=TUESDAY, timing=timing(), on=MONDAY
    )
    assert (await desk.sessions(pattern))[0].held_on == TUESDAY


async def test_all_that_is_wrong_with_a_pattern_is_said_at_once(desk: Desk) -> None:
    wrong = timing(ends_at=time(14), place=" ", entrance="", minimum_cover=0)
    with pytest.raises(InvalidInput) as refused:
        await desk.pattern(weekday=7, every_weeks=9, last_on=MONDAY, timing=wrong)
    fields = [error.field for error in refused.value.errors]
    assert fields == ["weekday", "everyWeeks", "lastOn", "endsAt", "place", "entrance", "minimumCover"]
    assert await desk.rows(models.Pattern) == []


async def test_what_became_of_a_session_is_a_word_and_a_number(desk: Desk) -> None:
    pattern = await desk.pattern()
    first, second, *_ = await desk.sessions(pattern)
    done = SessionOutcome.DELIVERED
    with pytest.raises(InvalidInput, match="Record it when it has taken place"):
        await desk.do(services.record_session, second.id, outcome=done, on=TUESDAY)
    row = await desk.do(services.record_session, first.id, outcome=done, attendance=8, on=TUESDAY)
    assert (row.outcome, row.attendance) == (done, 8)


async def test_zero_is_not_missing_and_missing_is_not_zero(desk: Desk) -> None:
    """Trap of DHIS2: a number that nobody counted is kept apart from nought."""
    pattern = await desk.pattern()
    first = (await desk.sessions(pattern))[0]
    done = SessionOutcome.DELIVERED
    row = await desk.do(services.record_session, first.id, outcome=done, on=TUESDAY)
    assert row.attendance is None
    with pytest.raises(InvalidInput, match="If nobody took part"):
        await desk.do(services.record_session, first.id, outcome=done, attendance=0, on=TUESDAY)
    nobody = SessionOutcome.NO_ATTENDANCE
    row = await desk.do(services.record_session, first.id, outcome=nobody, on=TUESDAY)
    assert row.attendance == 0
    cancelled = SessionOutcome.CANCELLED_PRISON
    with pytest.raises(InvalidInput, match="People took part"):
        await desk.do(services.record_session, first.id, outcome=cancelled, attendance=3, on=TUESDAY)


async def test_cancelled_session_expects_nobody_until_it_is_taken_back(desk: Desk) -> None:
    pattern = await desk.pattern()
    await desk.regular(pattern)
    first = (await desk.sessions(pattern))[0]
    assert await expected(desk, TUESDAY) == [["Ashdown"]]
    with pytest.raises(Invalid, match="Say who cancelled"):
        await desk.do(services.cancel_session, first.id, outcome=SessionOutcome.DELIVERED)
    row = await desk.do(services.cancel_session, first.id, outcome=SessionOutcome.CANCELLED_PROVIDER)
    assert row.revision == 1
    assert await expected(desk, TUESDAY) == [[]]
    row = await desk.do(services.restore_session, first.id, on=MONDAY)
    assert (row.outcome, row.revision) == (None, 2)
    assert await expected(desk, TUESDAY) == [["Ashdown"]]
    with pytest.raises(Conflict, match="That day is past"):
        await desk.do(services.restore_session, first.id, on=TUESDAY + WEEK)


async def expected(desk: Desk, day: date, by: Any = None) -> list[list[str]]:
    async with desk.database.read(by or desk.coordinator) as session:
        found = await queries.expected_on(session, day)
        return [[person.surname for person in people] for _session, people in found]


async def test_expected_are_regulars_and_stand_ins_who_are_not_away(desk: Desk) -> None:
    pattern = await desk.pattern()
    fenwick, garrow, hale = [await desk.another(name) for name in ("Fenwick", "Garrow", "Hale")]
    await desk.regular(pattern)
    await desk.regular(pattern, fenwick, last_on=TUESDAY)
    await desk.regular(pattern, hale, first_on=TUESDAY + WEEK)
    first = (await desk.sessions(pattern))[0]
    await desk.do(services.add_stand_in, first.id, garrow.id, on=MONDAY)
    assert await expected(desk, TUESDAY) == [["Ashdown", "Fenwick", "Garrow"]]
    away = await desk.do(services.record_absence, fenwick.id, first_on=TUESDAY, on=MONDAY)
    assert await expected(desk, TUESDAY) == [["Ashdown", "Garrow"]]
    assert await expected(desk, TUESDAY + WEEK) == [["Ashdown", "Hale"]]
    await desk.do(services.withdraw_absence, away.id)
    assert await expected(desk, TUESDAY) == [["Ashdown", "Fenwick", "Garrow"]]


async def test_many_sessions_take_no_more_statements_than_one(desk: Desk) -> None:
    sent = []
    for number in range(3):
        service = await desk.another_service(f"Service {number}")
        pattern = await desk.pattern(service)
        for name in ("Fenwick", "Garrow"):
            await desk.regular(pattern, await desk.another(f"{name} {number}"))
        with counted(desk.database.engine) as statements:
            async with desk.database.read(desk.coordinator) as session:
                found = await queries.expected_between(session, TUESDAY, TUESDAY + 11 * WEEK)
                assert {one.session.service.partner.name for one in found} == {desk.partner.name}
        assert [len(one.people) for one in found] == [2] * 12 * (number + 1)
        sent.append(len(statements))
    assert sent[0] == sent[1] == sent[2] > 0


@contextmanager
def counted(engine: Any) -> Iterator[list[str]]:
    """Note what is sent to PostgreSQL while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def test_somebody_from_elsewhere_has_to_be_put_down_for_the_service_first(desk: Desk) -> None:
    pattern = await desk.pattern()
    stranger = await desk.another("Fenwick", (await another_partner(desk)).id)
    with pytest.raises(Invalid, match="not with this organisation"):
        await desk.regular(pattern, stranger)
    await desk.put_down(stranger, desk.service)
    await desk.regular(pattern, stranger)
    with pytest.raises(Conflict, match="comes to these sessions already"):
        await desk.regular(pattern, stranger, first_on=TUESDAY + WEEK)


async def test_partner_lead_speaks_for_their_own_people_alone(desk: Desk) -> None:
    pattern = await desk.pattern()
    other = await another_partner(desk)
    theirs = await desk.another("Fenwick", other.id)
    lead, other_lead = desk.partner_lead(), desk.partner_lead(other.id)
    row = await desk.do(services.add_regular, pattern.id, desk.person.id, first_on=TUESDAY, by=lead)
    assert row.partner_id == desk.partner.id
    with pytest.raises(NotFound):
        await desk.do(services.record_absence, theirs.id, first_on=TUESDAY, on=MONDAY, by=lead)
    with pytest.raises(NotFound):
        await desk.do(services.end_regular, row.id, by=other_lead)
    with pytest.raises(Forbidden):
        await desk.do(services.make_sessions, by=lead)
    assert await expected(desk, TUESDAY, by=other_lead) == []


async def test_volunteers_cannot_change_their_own_shifts_is_no_longer_so(desk: Desk) -> None:
    """civivolunteer#634: here a volunteer says when they cannot come, of themselves and nobody else."""
    pattern = await desk.pattern()
    fenwick = await desk.another("Fenwick")
    await desk.regular(pattern)
    await desk.regular(pattern, fenwick)
    me = desk.volunteer()
    assert await expected(desk, TUESDAY, by=me) == [["Ashdown"]], "Others are not theirs to see."
    away = await desk.do(services.record_absence, desk.person.id, first_on=TUESDAY, on=MONDAY, by=me)
    assert away.recorded_by == me.account_id
    assert await expected(desk, TUESDAY) == [["Fenwick"]]
    with pytest.raises(NotFound):
        await desk.do(services.record_absence, fenwick.id, first_on=TUESDAY, on=MONDAY, by=me)
    await desk.do(services.withdraw_absence, away.id, by=me)
    assert await expected(desk, TUESDAY) == [["Ashdown", "Fenwick"]]
    with pytest.raises(Forbidden):
        await desk.do(services.add_stand_in, pattern.id, fenwick.id, by=me)


async def another_partner(desk: Desk) -> Any:
    return await make_partner(desk.database, desk.coordinator, "Second Chance Choir")


async def test_days_that_are_past_or_the_wrong_way_round_are_refused(desk: Desk) -> None:
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"first_on": MONDAY - WEEK}, "Those days are past"),
        ({"first_on": TUESDAY, "last_on": MONDAY}, "comes before the first"),
        ({"first_on": TUESDAY, "last_on": TUESDAY + 53 * WEEK}, "a year at most"),
    )
    for given, words in cases:
        with pytest.raises(Invalid, match=words):
            await desk.do(services.record_absence, desk.person.id, on=MONDAY, **given)
    first = await desk.do(services.record_absence, desk.person.id, first_on=TUESDAY, on=MONDAY)
    again = await desk.do(services.record_absence, desk.person.id, first_on=TUESDAY, on=MONDAY)
    assert first.id == again.id, "Said twice, it is one absence."


async def test_other_prison_cannot_touch_the_rota(desk: Desk, other_desk: Desk) -> None:
    pattern = await desk.pattern()
    first = (await desk.sessions(pattern))[0]
    with pytest.raises(NotFound):
        await other_desk.do(services.cancel_session, first.id, outcome=SessionOutcome.CANCELLED_PRISON)
    with pytest.raises(NotFound):
        await other_desk.do(services.add_regular, pattern.id, other_desk.person.id, first_on=TUESDAY)
    assert await expected(other_desk, TUESDAY) == []


async def test_reader_changes_nothing(desk: Desk) -> None:
    reader = desk.role(Role.PRISON_STAFF_READER)
    with pytest.raises(Forbidden):
        await desk.do(
            services.add_session, desk.service.id, held_on=TUESDAY, timing=timing(), on=MONDAY, by=reader
        )
    one = await desk.do(services.add_session, desk.service.id, held_on=TUESDAY, timing=timing(), on=MONDAY)
    assert (one.pattern_id, one.week_on) == (None, None)
    with pytest.raises(InvalidInput, match="That day is past"):
        await desk.do(
            services.add_session, desk.service.id, held_on=TUESDAY, timing=timing(), on=TUESDAY + WEEK
        )
