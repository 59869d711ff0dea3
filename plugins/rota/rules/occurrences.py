"""On which days a weekly time falls: dates alone, so that no change of the clocks can move one.

A bank holiday is a day like any other: prisons have visits on it, and a session takes place unless somebody
cancels it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
WEEKDAYS = range(7)
MOST_WEEKS = 8


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A weekday in every nth week, counted from the week of the first day."""

    weekday: int
    """0 is Monday."""
    every_weeks: int
    first_on: date
    last_on: date | None = None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_between(start: date, end: date) -> Iterator[date]:
    """Yield the Mondays of all weeks from that of `start` to that of `end`."""
    week = monday_of(start)
    while week <= end:
        yield week
        week += WEEK


def day_in_week(time: WeeklyTime, week: date) -> date | None:
    """Return the day on which the time falls in the week that begins on this Monday."""
    since = (week - monday_of(time.first_on)).days // 7
    day = week + timedelta(days=time.weekday)
    if since % time.every_weeks or day < time.first_on:
        return None
    return None if time.last_on is not None and day > time.last_on else day


def occurrences(time: WeeklyTime, start: date, end: date) -> list[date]:
    """Return the days from `start` to `end`, both included, on which the time falls."""
    found = (day_in_week(time, week) for week in weeks_between(start, end))
    return [day for day in found if day is not None and start <= day <= end]
