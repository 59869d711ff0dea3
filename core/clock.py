"""Time as a prison counts it: London dates and working days with England-and-Wales bank holidays.

Two kinds of time are kept apart. The calendar is what people plan by: today's date, what is due, expired,
overdue or in force, and when schedules occur. A demo or a test can be told that it is another day
(`gatehouse demo clock`), and all of the calendar follows: `today()` and `calendar_now()`. Real time is what
happened and what is measured: `now()`, PostgreSQL's now(), the audit trail, sessions, tokens, secret links,
leases and time-outs of jobs, and whatever the database itself guards. Nothing moves that.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from core.told_day import told_day

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the present moment, aware, in UTC: real, whatever day the calendar was told."""
    return datetime.now(UTC)


def calendar_now() -> datetime:
    """Return the present moment by the calendar: the real one, unless the calendar was told another day."""
    return by_calendar(now())


def by_calendar(moment: datetime) -> datetime:
    """Return the calendar's moment for a real one: the same time of day in London, on the day it was told."""
    told = told_day()
    if told is None:
        return moment
    local = moment.astimezone(LONDON)
    day = local.date() + timedelta(days=told.days_ahead)
    return datetime.combine(day, local.time(), LONDON).astimezone(UTC)


def today() -> date:
    """Return today's date in London by the calendar, whatever the server's own zone is."""
    return calendar_now().astimezone(LONDON).date()


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England and Wales in a year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)  # noqa: PLR2004 -- Saturday is 5


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`; 0 when `end` is not later."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    count = weeks * 5 + sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))  # noqa: PLR2004
    off = (day for year in range(start.year, end.year + 1) for day in bank_holidays(year))
    return count - sum(start < day <= end and day.weekday() < 5 for day in off)  # noqa: PLR2004


def add_working_days(start: date, count: int) -> date:
    """Return the date `count` working days after `start` (before it, when negative)."""
    step = timedelta(days=1 if count >= 0 else -1)
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day
