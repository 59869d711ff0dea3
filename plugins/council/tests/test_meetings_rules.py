"""What the rules of meetings promise: the order of an agenda, days of a series, quorum, calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from plugins.council.enums import AttendanceState, ItemKind, Rhythm
from plugins.council.rules.agenda import AT_EVERY_MEETING, AT_THE_END, Point, Way, moved, place_for, to_carry
from plugins.council.rules.calendar import Entry, calendar
from plugins.council.rules.quorum import presence_of
from plugins.council.rules.series import LAST_IN_MONTH, Pattern, day_in_month, days_between

CHANGED = datetime(2026, 2, 1, 9, 30, 15, 999, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
KINDS = st.sampled_from(ItemKind)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120)


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=12), st.data())
def test_moving_loses_nothing_and_the_way_back_is_the_way_there(order: list[int], data: Any) -> None:
    thing = data.draw(st.sampled_from(order))
    there = moved(order, thing, Way.UP)

    assert sorted(there) == sorted(order)
    assert moved(there, thing, Way.DOWN) == tuple(order) or order[0] == thing
    assert abs(there.index(thing) - order.index(thing)) <= 1


@given(st.lists(KINDS, max_size=20))
def test_news_and_the_next_day_stay_at_the_end_whatever_is_added(added: list[ItemKind]) -> None:
    order: list[ItemKind] = []
    for kind in added:
        order.insert(place_for(order, kind), kind)

    ends = [kind in AT_THE_END for kind in order]
    assert ends == sorted(ends)
    assert [kind for kind in order if kind not in AT_THE_END] == [k for k in added if k not in AT_THE_END]


@given(st.lists(st.tuples(KINDS, st.booleans(), st.booleans()), max_size=12))
def test_what_goes_on_is_what_is_open_and_went_nowhere_yet(given_: list[tuple[ItemKind, bool, bool]]) -> None:
    points = [Point(UUID(int=number), kind, closed) for number, (kind, closed, _gone) in enumerate(given_)]
    gone = {point.id for point, (_kind, _closed, is_gone) in zip(points, given_, strict=True) if is_gone}
    first = to_carry(points, gone)

    assert {one.id for one in first} == {
        one.id
        for one in points
        if not one.is_closed and one.kind not in AT_EVERY_MEETING and one.id not in gone
    }
    assert to_carry(points, gone | {one.id for one in first}) == ()


@given(st.lists(st.sampled_from(AttendanceState), max_size=20), st.integers(1, 20))
def test_quorum_is_reached_by_those_who_are_there_alone(states: list[AttendanceState], quorum: int) -> None:
    presence = presence_of(states, quorum)
    stayed_away = [*states, AttendanceState.APOLOGIES]

    assert presence.may_decide == (states.count(AttendanceState.PRESENT) >= quorum)
    assert presence_of(stayed_away, quorum).may_decide == presence.may_decide
    assert presence.present <= presence.members == len(states)


@given(
    st.sampled_from(Rhythm), st.integers(1, 12), st.integers(0, 6), st.integers(1, LAST_IN_MONTH), DAYS, DAYS
)
@settings(max_examples=60)
def test_series_keeps_to_its_weekday_and_no_day_depends_on_where_one_begins_to_ask(
    rhythm: Rhythm, every: int, weekday: int, place: int, first_on: date, asked: date
) -> None:
    assume(asked >= first_on)
    pattern = Pattern(
        rhythm=rhythm,
        every=every,
        weekday=weekday,
        place_in_month=place if rhythm is Rhythm.MONTHS else None,
        first_on=first_on,
    )
    last = asked + timedelta(weeks=60)
    days = list(days_between(pattern, first_on, last))

    assert all(day.weekday() == weekday for day in days)
    assert days == sorted(set(days))
    assert list(days_between(pattern, asked, last)) == [day for day in days if day >= asked]
    if rhythm is Rhythm.WEEKS:
        assert {later - day for day, later in pairwise(days)} <= {timedelta(weeks=every)}


@given(DAYS, st.integers(0, 6))
def test_last_weekday_of_a_month_is_in_it_and_none_follows(day: date, weekday: int) -> None:
    last = day_in_month(day.year, day.month, weekday, LAST_IN_MONTH)

    assert (last.year, last.month, last.weekday()) == (day.year, day.month, weekday)
    assert (last + timedelta(weeks=1)).month != day.month


def entry(**more: Any) -> Entry:
    given_: dict[str, Any] = {
        "calendar_id": UUID(int=7),
        "name": "Prison council",
        "held_on": date(2026, 3, 5),
        "starts_at": time(14),
        "ends_at": time(15, 30),
        "place": "Library",
        "revision": 0,
        "changed_at": CHANGED,
        "is_cancelled": False,
    }
    return Entry(**(given_ | more))


def read_back(*entries: Entry) -> Sequence[Any]:
    """Return the events of a calendar as a calendar program reads them."""
    return Calendar.from_ical(calendar(entries, name="Prison council")).walk("VEVENT")


def test_meeting_is_read_back_with_every_property_that_calendars_need() -> None:
    read = Calendar.from_ical(calendar([entry(revision=2)], name="Prison council"))
    event: Any = read.walk("VEVENT")[0]

    assert (str(read["version"]), bool(read["prodid"])) == ("2.0", True)
    assert (str(event["uid"]), event["sequence"]) == (str(UUID(int=7)), 2)
    assert (str(event["status"]), str(event["location"])) == ("CONFIRMED", "Library")
    assert event["dtstamp"].dt == event["last-modified"].dt == CHANGED.replace(microsecond=0)


def test_cancelled_meeting_stays_in_the_calendar_and_says_so() -> None:
    """A subscriber's program strikes it out: gone without a word, it would look as if it had never been."""
    written = calendar([entry(is_cancelled=True, revision=3)], name="Prison council")
    [event] = Calendar.from_ical(written).walk("VEVENT")

    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 3)
    # METHOD:CANCEL would call off every meeting of the file (RFC 5546 3.2.5); a feed has no method.
    assert b"METHOD" not in written


@given(DAYS, st.times(), st.integers(1, 600))
def test_hours_by_the_clock_of_the_prison_come_back_in_summer_and_winter(
    day: date, start: time, minutes: int
) -> None:
    starts_at = start.replace(second=0, microsecond=0, fold=0)
    ends_at = (datetime.combine(day, starts_at) + timedelta(minutes=minutes)).time()
    assume(ends_at > starts_at)
    begins, ends = (datetime.combine(day, at, LONDON) for at in (starts_at, ends_at))
    # An hour that the clocks leave out in March is nobody's meeting.
    assume(all(at.astimezone(UTC).astimezone(LONDON).time() == at.time() for at in (begins, ends)))

    [event] = read_back(entry(held_on=day, starts_at=starts_at, ends_at=ends_at))
    assert event["dtstart"].dt == begins.astimezone(UTC)
    assert event["dtend"].dt.astimezone(LONDON).time() == ends_at


@given(name=WORDS, place=WORDS)
def test_any_name_and_place_come_back_as_they_were(name: str, place: str) -> None:
    [event] = read_back(entry(name=name, place=place))
    assert (str(event["summary"]), str(event["location"])) == (name, place)


@pytest.mark.parametrize("count", [0, 2])
def test_same_meetings_are_the_same_bytes(count: int) -> None:
    entries = [entry(calendar_id=UUID(int=number)) for number in range(count)]
    assert calendar(entries, name="x") == calendar(entries, name="x")
    assert len(read_back(*entries)) == count
