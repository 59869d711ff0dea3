"""Meetings as a calendar (RFC 5545): when and where, and nobody's name. What was cancelled stays in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

LONDON = ZoneInfo("Europe/London")
BACK, AHEAD = timedelta(weeks=12), timedelta(weeks=52)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a calendar is told of one meeting."""

    calendar_id: UUID
    name: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    revision: int
    changed_at: datetime
    is_cancelled: bool


def span_of(today: date) -> tuple[date, date]:
    """Return the first and the last day that the calendar holds."""
    return today - BACK, today + AHEAD


def calendar(entries: Iterable[Entry], *, name: str) -> bytes:
    """Write a calendar. The same meetings are the same bytes; a meeting that moved is one event, not two."""
    made = Calendar()
    made.add("prodid", "-//Gatehouse//Council//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(name))
    made.add("x-published-ttl", "PT1H")
    for entry in entries:
        made.add_component(_event(entry))
    text: bytes = made.to_ical()
    return text


def _event(entry: Entry) -> Event:
    """Write one meeting in universal time, which needs no table of the clock's changes."""
    event = Event()
    changed = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", str(entry.calendar_id))
    # Without METHOD it is when the meeting was changed last (RFC 5545 3.8.7.2).
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.revision)
    event.add("summary", entry.name)
    event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for name, at in (("dtstart", entry.starts_at), ("dtend", entry.ends_at)):
        event.add(name, datetime.combine(entry.held_on, at, LONDON).astimezone(UTC))
    return event
