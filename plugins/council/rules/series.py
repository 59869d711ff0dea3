"""On which days a council meets: the first Thursday of each month, every four weeks, the last Monday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.council.enums.meetings import Rhythm

WEEK = timedelta(weeks=1)
LAST_IN_MONTH = 5
AHEAD = timedelta(weeks=26)
"""How far meetings are made: half a year can be planned for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """When a council meets. `weekday` counts from Monday, 0; `place_in_month` 5 is the last one."""

    rhythm: Rhythm
    every: int
    weekday: int
    place_in_month: int | None
    first_on: date


def days_between(pattern: Pattern, first: date, last: date) -> Iterator[date]:
    """Yield the days of the pattern from `first` to `last`, both of them included."""
    days = _by_month(pattern, last) if pattern.rhythm is Rhythm.MONTHS else _by_week(pattern, last)
    yield from (day for day in days if max(first, pattern.first_on) <= day <= last)


def day_in_month(year: int, month: int, weekday: int, place: int) -> date:
    """Return the first to the fourth of a weekday in a month, or the last one for 5."""
    if place == LAST_IN_MONTH:
        following = date(year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=(following.weekday() - weekday - 1) % 7 + 1)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (place - 1) * WEEK


def _by_month(pattern: Pattern, last: date) -> Iterator[date]:
    number = pattern.first_on.year * 12 + pattern.first_on.month - 1
    while number <= last.year * 12 + last.month - 1:
        yield day_in_month(number // 12, number % 12 + 1, pattern.weekday, pattern.place_in_month or 1)
        number += pattern.every


def _by_week(pattern: Pattern, last: date) -> Iterator[date]:
    day = pattern.first_on + timedelta(days=(pattern.weekday - pattern.first_on.weekday()) % 7)
    while day <= last:
        yield day
        day += pattern.every * WEEK
