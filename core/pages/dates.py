"""Dates as a person reads them: the day itself, and how far away it is in working days."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_time

from core.clock import LONDON, working_days_between
from core.translation import current_language, translate, translate_plural
from core.translation import lazy_gettext as _

LONGEST_IN_WORKING_DAYS = 60
DAY_LENGTH = len("2026-11-23")
DAYS_A_MONTH = 30.44
DAYS_A_YEAR = 365.25
REMEMBERED = 4096
"""Days as they were written last: a list of hundreds of people says the same few days again and again."""
MONTHS_SAID_AS_MONTHS = 18


def day_of(value: date | datetime | str) -> date:
    """Return the London day of a date, a moment or the ISO text of either."""
    moment = value
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment) if len(moment) > DAY_LENGTH else date.fromisoformat(moment)
    if isinstance(moment, datetime):
        return moment.astimezone(LONDON).date()
    return moment


def iso_day(answer: object) -> str | None:
    """Write the day that answers a question as the API takes it; None where it was left open."""
    return answer.isoformat() if isinstance(answer, date) else None


def moment_of(value: datetime | str) -> datetime:
    """Return the moment in London time."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(LONDON)


def long_date(day: date) -> str:
    """Write `3 March 2026`, in the language of the request."""
    return _written(day, "d MMMM y", _locale())


def weekday_date(day: date) -> str:
    """Write `Monday 23 November 2026`, in the language of the request."""
    return _written(day, "EEEE d MMMM y", _locale())


@lru_cache(maxsize=REMEMBERED)
def _written(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def long_moment(value: datetime | str) -> str:
    """Write `3 March 2026 at 14:05`, London time; the day alone where no time is known."""
    if isinstance(value, str) and len(value) == DAY_LENGTH:
        return long_date(date.fromisoformat(value))
    moment = moment_of(value)
    return translate("{day} at {time}").format(
        day=long_date(moment.date()),
        time=format_time(moment.time(), "HH:mm", locale=_locale()),
    )


def distance(day: date, today: date) -> str:
    """Write how far a day is from today: `in 9 working days`, `3 working days ago`, `in 5 months`."""
    gap = (day - today).days
    if gap in NEAR:
        return str(NEAR[gap])
    ahead = gap > 0
    working = working_days_between(today, day) if ahead else working_days_between(day, today)
    if not working:
        # Only a weekend or holidays lie between, and "0 working days" would be read as "now".
        return _days(abs(gap), ahead=ahead)
    if working <= LONGEST_IN_WORKING_DAYS:
        return _working_days(working, ahead=ahead)
    return _months_or_years(abs(gap), ahead=ahead)


NEAR = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}


def _days(count: int, *, ahead: bool) -> str:
    if ahead:
        return translate_plural("in {count} day", "in {count} days", count).format(count=count)
    return translate_plural("{count} day ago", "{count} days ago", count).format(count=count)


def _working_days(count: int, *, ahead: bool) -> str:
    if ahead:
        return translate_plural("in {count} working day", "in {count} working days", count).format(
            count=count
        )
    return translate_plural("{count} working day ago", "{count} working days ago", count).format(count=count)


def _months_or_years(days: int, *, ahead: bool) -> str:
    months = round(days / DAYS_A_MONTH)
    if months <= MONTHS_SAID_AS_MONTHS:
        if ahead:
            return translate_plural("in {count} month", "in {count} months", months).format(count=months)
        return translate_plural("{count} month ago", "{count} months ago", months).format(count=months)
    years = round(days / DAYS_A_YEAR)
    if ahead:
        return translate_plural("in {count} year", "in {count} years", years).format(count=years)
    return translate_plural("{count} year ago", "{count} years ago", years).format(count=years)


def _locale() -> str:
    return "cy" if current_language() == "cy" else "en_GB"
