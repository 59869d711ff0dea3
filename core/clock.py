"""Time as a prison counts it: London dates and working days with England-and-Wales bank holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in London, whatever the server's own zone is."""
    return now().astimezone(LONDON).date()


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
