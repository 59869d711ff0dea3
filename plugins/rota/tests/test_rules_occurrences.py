"""On which days a regular time falls, and what follows when it changes: laws, not examples."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.sdk import is_working_day
from plugins.rota.rules import (
    MadeSession,
    Span,
    WeeklyTime,
    day_in_week,
    follow,
    monday_of,
    occurrences,
    presence,
)

LONDON = ZoneInfo("Europe/London")
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
lengths = st.integers(0, 200).map(lambda count: timedelta(days=count))


@st.composite
def times(draw: st.DrawFn) -> WeeklyTime:
    first = draw(days)
    last = draw(st.none() | lengths.map(lambda length: first + length))
    return WeeklyTime(draw(st.integers(0, 6)), draw(st.integers(1, 8)), first, last)


@given(times(), days, lengths)
def test_occurrences_fall_on_the_weekday_and_as_many_weeks_apart(
    when: WeeklyTime, start: date, length: timedelta
) -> None:
    found = occurrences(when, start, start + length)
    assert all(day.weekday() == when.weekday for day in found)
    assert all(start <= day <= start + length and when.first_on <= day for day in found)
    assert all(when.last_on is None or day <= when.last_on for day in found)
    assert all((day - monday_of(when.first_on)).days // 7 % when.every_weeks == 0 for day in found)
    apart = timedelta(weeks=when.every_weeks)
    assert {later - earlier for earlier, later in pairwise(found)} <= {apart}


@given(times(), days, lengths, lengths)
def test_two_stretches_have_the_days_of_the_whole(
    when: WeeklyTime, start: date, length: timedelta, more: timedelta
) -> None:
    middle = start + length
    end = middle + more
    parts = occurrences(when, start, middle) + occurrences(when, middle + timedelta(days=1), end)
    assert parts == occurrences(when, start, end)


@given(times(), days)
def test_every_day_is_found_by_its_week(when: WeeklyTime, day: date) -> None:
    assert (occurrences(when, day, day) == [day]) == (day_in_week(when, monday_of(day)) == day)


def test_changes_of_the_clocks_move_no_session() -> None:
    """The clocks go forward on 29 March 2026 and back on 25 October 2026."""
    sundays = occurrences(WeeklyTime(6, 1, date(2026, 3, 1)), date(2026, 3, 22), date(2026, 11, 1))
    assert {date(2026, 3, 29), date(2026, 10, 25)} < set(sundays)
    assert len(sundays) == 33
    shown = {datetime.combine(day, time(14, 0), LONDON).strftime("%H:%M") for day in sundays}
    assert shown == {"14:00"}
    offsets = {datetime.combine(day, time(14, 0), LONDON).utcoffset() for day in sundays}
    assert offsets == {timedelta(0), timedelta(hours=1)}, "Both sides of the change were looked at."


def test_bank_holiday_is_a_day_like_any_other() -> None:
    christmas = date(2026, 12, 25)
    assert not is_working_day(christmas)
    assert occurrences(WeeklyTime(4, 1, date(2026, 12, 1)), christmas, christmas) == [christmas]


MADE = date(2026, 3, 2)
UNTIL = MADE + timedelta(weeks=12)


def made_from(when: WeeklyTime, *, since: date) -> list[MadeSession]:
    return [
        MadeSession(uuid4(), monday_of(day), day, is_settled=False) for day in occurrences(when, since, UNTIL)
    ]


@given(times(), times(), st.integers(0, 60), st.sets(st.integers(0, 11)))
def test_what_is_past_or_settled_stays_and_the_rest_agrees_with_the_pattern(
    old: WeeklyTime, new: WeeklyTime, later: int, settled: set[int]
) -> None:
    today = MADE + timedelta(days=later)
    sessions = [
        MadeSession(one.id, one.week_on, one.held_on, is_settled=place in settled)
        for place, one in enumerate(made_from(old, since=MADE))
    ]
    change = follow(new, sessions, today=today, until=UNTIL)
    stays = {one.id for one in sessions if one.is_settled or one.held_on <= today}
    assert not stays & (change.days.keys() | change.dropped)
    assert stays | change.days.keys() | change.dropped == {one.id for one in sessions}
    weeks = {one.id: one.week_on for one in sessions}
    for changed, day in change.days.items():
        wanted = day_in_week(new, weeks[changed])
        assert wanted is not None
        assert monday_of(day) == weeks[changed], "A session keeps its week."
        assert day == wanted or wanted <= today
    assert not set(change.new) & set(weeks.values()), "No week has two."
    assert all(today <= day <= UNTIL and day_in_week(new, week) == day for week, day in change.new.items())


@given(times(), st.integers(0, 60))
def test_pattern_that_did_not_change_changes_nothing(when: WeeklyTime, later: int) -> None:
    today = MADE + timedelta(days=later)
    sessions = made_from(when, since=MADE)
    change = follow(when, sessions, today=today, until=UNTIL)
    assert all(change.days[one.id] == one.held_on for one in sessions if one.held_on > today)
    assert (change.dropped, change.new) == (frozenset(), {})


people = st.integers(0, 5).map(lambda number: UUID(int=number))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(st.dates(date(2026, 3, 1), date(2026, 3, 14)))
    return Span(draw(people), first, draw(st.none() | lengths.map(lambda length: first + length)))


@given(
    st.dates(date(2026, 3, 1), date(2026, 3, 14)),
    st.lists(spans(), max_size=8),
    st.sets(people),
    st.lists(spans(), max_size=8),
)
def test_nobody_who_is_away_is_expected_and_nobody_else_is_left_out(
    day: date, regulars: list[Span], standing: set[UUID], away: list[Span]
) -> None:
    found = presence(day, regulars, standing, away)
    wanted = {one.person_id for one in regulars if one.covers(day)} | standing
    absent = {one.person_id for one in away if one.covers(day)}
    assert found.coming | found.away == wanted
    assert not found.coming & absent
    assert found.away <= absent
