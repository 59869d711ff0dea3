"""Calendars are read back as calendars read them (RFC 5545)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from plugins.rota.rules.calendar import Entry, calendar, event_bytes, span_of

CHANGED = datetime(2026, 2, 1, 9, 30, 15, 999, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
MOST_OCTETS = 75
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)


def entry(**more: object) -> Entry:
    given: dict[str, object] = {
        "id": UUID(int=7),
        "service": "Mentoring",
        "held_on": date(2026, 3, 3),
        "starts_at": time(14),
        "ends_at": time(16),
        "place": "Chapel",
        "entrance": "Main gate",
        "revision": 2,
        "changed_at": CHANGED,
        "is_cancelled": False,
    }
    return Entry(**(given | more))  # type: ignore[arg-type]


def read_back(written: bytes, kind: str) -> list[Any]:
    """Return the parts of a calendar of one kind."""
    return list(Calendar.from_ical(written).walk(kind))


def test_session_is_read_back_with_every_property_that_calendars_need() -> None:
    read = Calendar.from_ical(calendar([entry()], name="Mentoring"))
    assert (str(read["version"]), bool(read["prodid"])) == ("2.0", True)
    event: Any = read.walk("VEVENT")[0]
    assert str(event["uid"]) == str(UUID(int=7))
    assert event["sequence"] == 2
    assert str(event["status"]) == "CONFIRMED"
    assert str(event["summary"]) == "Mentoring"
    assert event["dtstamp"].dt == event["last-modified"].dt == CHANGED.replace(microsecond=0)
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == ["Europe/London"]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 28), 0),
        (date(2026, 3, 29), 1),
        (date(2026, 10, 24), 1),
        (date(2026, 10, 25), 0),
        (date(2027, 3, 28), 1),
    ],
)
def test_times_are_right_on_both_sides_of_each_change_of_the_clocks(day: date, hours: int) -> None:
    """By the zone that the file itself brings, as a calendar without a database of zones reads it."""
    written = calendar([entry(held_on=day)], name="Mentoring")
    [event], [zone] = read_back(written, "VEVENT"), read_back(written, "VTIMEZONE")
    begins = event["dtstart"].dt.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert begins.utcoffset() == timedelta(hours=hours)
    assert begins.astimezone(UTC) == datetime.combine(day, time(14), LONDON).astimezone(UTC)


@given(service=WORDS, place=WORDS, entrance=WORDS)
def test_any_words_come_back_as_they_were_and_no_line_is_too_long(
    service: str, place: str, entrance: str
) -> None:
    written = calendar([entry(service=service, place=place, entrance=entrance)], name="x")
    assert all(len(line) <= MOST_OCTETS for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    [event] = Calendar.from_ical(written).walk("VEVENT")
    for name, said in (("summary", service), ("location", place), ("description", entrance)):
        assert str(event[name]) == said


def test_cancelled_session_says_so_and_counts_on() -> None:
    [event] = Calendar.from_ical(calendar([entry(is_cancelled=True, revision=3)], name="Mentoring")).walk(
        "VEVENT"
    )
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 3)


def test_same_sessions_are_the_same_bytes() -> None:
    first = calendar([entry(), entry(id=UUID(int=8))], name="Mentoring")
    event_bytes.cache_clear()
    assert calendar([entry(), entry(id=UUID(int=8))], name="Mentoring") == first
    assert re.findall(rb"UID:(\S+)", first) == [str(UUID(int=n)).encode() for n in (7, 8)]


def test_feed_goes_from_four_weeks_back_to_twenty_six_ahead() -> None:
    assert span_of(date(2026, 3, 3)) == (date(2026, 2, 3), date(2026, 9, 1))
