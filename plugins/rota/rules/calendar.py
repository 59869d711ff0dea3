"""Sessions as a calendar (RFC 5545): what calendars read of a session, and nothing of who comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText

LONDON = "Europe/London"
BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=26)
REMEMBERED_EVENTS = 20_000
"""Writing one takes a millisecond; calendars ask for the same ones every hour."""
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a calendar is told of one session."""

    id: UUID
    service: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    entrance: str
    revision: int
    changed_at: datetime
    is_cancelled: bool


def span_of(today: date) -> tuple[date, date]:
    """Return the first and the last day that a feed holds."""
    return today - BACK, today + AHEAD


def calendar(entries: Iterable[Entry], *, name: str) -> bytes:
    """Write a calendar. The same sessions are the same bytes, so that programs need not fetch them again."""
    head = _head(name)
    return b"".join([head.removesuffix(END), *(event_bytes(entry) for entry in entries), END])


def _head(name: str) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Gatehouse//Rota//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(name))
    made.add("x-wr-timezone", LONDON)
    made.add("x-published-ttl", "PT1H")
    made.add_component(_london())
    text: bytes = made.to_ical()
    return text


def _london() -> Timezone:
    """Return the United Kingdom's clock: an hour on from the last Sunday of March to that of October."""
    zone = Timezone()
    zone.add("tzid", LONDON)
    for kind, month, begins, before, after, name in (
        (TimezoneDaylight, 3, datetime(1981, 3, 29, 1), 0, 1, "BST"),  # noqa: DTZ001 -- local, by RFC 5545 3.6.5
        (TimezoneStandard, 10, datetime(1996, 10, 27, 2), 1, 0, "GMT"),  # noqa: DTZ001 -- as above
    ):
        part = kind()
        part.add("dtstart", begins)
        part.add("rrule", vRecur({"freq": "yearly", "bymonth": month, "byday": "-1SU"}))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone


@lru_cache(maxsize=REMEMBERED_EVENTS)
def event_bytes(entry: Entry) -> bytes:
    """Write one session: a calendar knows it again by its id, and what is newer by the revision."""
    event = Event()
    changed = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", str(entry.id))
    # Without METHOD it is when the session was changed last (RFC 5545 3.8.7.2).
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.revision)
    event.add("summary", entry.service)
    event.add("location", entry.place)
    event.add("description", entry.entrance)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for name, at in (("dtstart", entry.starts_at), ("dtend", entry.ends_at)):
        event.add(name, datetime.combine(entry.held_on, at), parameters={"TZID": LONDON})
    text: bytes = event.to_ical()
    return text
