"""Months, quarters and years as measures count them: whole days, from the first to the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included."""

    first_on: date
    last_on: date

    def until(self, today: date) -> Period:
        """Return the part of it that is over: today may still bring what is owed today.

        What has not begun is empty: its last day is before its first.
        """
        return Period(self.first_on, min(self.last_on, today - timedelta(days=1)))


def month_of(day: date) -> Period:
    """Return the calendar month of a day."""
    first = day.replace(day=1)
    return Period(first, _later(first, 1) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """Return the quarter of the calendar year, which is one of the financial year too."""
    month = (day.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1
    first = date(day.year, month, 1)
    return Period(first, _later(first, MONTHS_A_QUARTER) - timedelta(days=1))


def quarter_before(day: date) -> Period:
    """Return the quarter before the one of this day."""
    return quarter_of(quarter_of(day).first_on - timedelta(days=1))


def months_before(day: date, count: int) -> tuple[Period, ...]:
    """Return the month of this day and those before it, the latest first."""
    months = [month_of(day)]
    while len(months) < count:
        months.append(month_of(months[-1].first_on - timedelta(days=1)))
    return tuple(months)


def last_year(day: date) -> Period:
    """Return the twelve months that end with the month of this day."""
    return Period(months_before(day, MONTHS_A_YEAR)[-1].first_on, month_of(day).last_on)


def _later(first: date, months: int) -> date:
    """Return the first of the month so many months later."""
    count = first.year * MONTHS_A_YEAR + first.month - 1 + months
    return date(count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1, 1)
