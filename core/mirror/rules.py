"""By when a request has to be answered."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = 12


def one_month_after(day: date) -> date:
    """Return the same day of the next month, or its last day where it has none (UK GDPR art. 12(3)).

    The Information Commissioner counts so, and lets the time run on to the next working day; here it does
    not, so that nobody waits longer.
    """
    years, month = divmod(day.month, MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
