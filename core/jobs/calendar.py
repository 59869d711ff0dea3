"""When a schedule occurs: times of day in London, on days that a prison counts. Pure, no clock of its own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.clock import LONDON, is_working_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One time of day in London on every day that passes all the filters given.

    In spring a time that the clocks leave out occurs as much later as they skip; in autumn a time that
    comes twice occurs the first time only. So each day has one occurrence, whatever the clocks do.
    """

    at: time
    working_days: bool = False
    """Monday to Friday without the bank holidays of England and Wales."""
    weekdays: frozenset[int] = frozenset(range(7))
    """0 is Monday."""
    month_days: frozenset[int] = frozenset()
    """Days of the month; one that the month does not have means its last. Empty: every day."""
    months: frozenset[int] = frozenset(range(1, 13))

    def is_on(self, day: date) -> bool:
        """Tell whether the schedule occurs on this day."""
        if day.weekday() not in self.weekdays or day.month not in self.months:
            return False
        if self.working_days and not is_working_day(day):
            return False
        last = monthrange(day.year, day.month)[1]
        return not self.month_days or day.day in {min(wanted, last) for wanted in self.month_days}

    def moment(self, day: date) -> datetime:
        """Return the moment (UTC) of the occurrence on this London date."""
        return datetime.combine(day, self.at, LONDON).astimezone(UTC)

    def last(self, until: datetime, *, since: datetime) -> date | None:
        """Return the London date of the latest occurrence in (since, until], or None."""
        for day in _days_back(until):
            moment = self.moment(day)
            if moment <= since:
                return None
            if moment <= until and self.is_on(day):
                return day
        return None


def _days_back(start: datetime) -> Iterator[date]:
    day = start.astimezone(LONDON).date()
    while True:
        yield day
        day -= ONE_DAY


def daily(hour: int, minute: int = 0) -> When:
    """Every day at this time in London."""
    return When(at=time(hour, minute))


def on_working_days(hour: int, minute: int = 0) -> When:
    """Monday to Friday at this time in London, but not on bank holidays."""
    return When(at=time(hour, minute), working_days=True)


def weekly(weekday: int, hour: int, minute: int = 0) -> When:
    """Once a week at this time in London; Monday is 0."""
    return When(at=time(hour, minute), weekdays=frozenset({weekday}))


def monthly(day: int, hour: int, minute: int = 0) -> When:
    """Once a month at this time in London, on the last day of months that are too short."""
    return When(at=time(hour, minute), month_days=frozenset({day}))
