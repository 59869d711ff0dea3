"""Adds up lost time by cause, service, wing and month, so that the parts always make the whole. Pure.

Everything is counted in whole minutes of one person and only said in hours: rounded hours would not add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.sdk import Text, long_date, translate
from core.sdk import lazy_gettext as _
from plugins.rota.enums import FrictionCause
from plugins.rota.rules.gate_friction import PRISON_CAUSES

NO_WING = _("No wing named")
MINUTES_AN_HOUR = 60
A_MONTH = timedelta(days=31)
"""From the first of a month this always lies in the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTime:
    """Some lost time of one cause, service and month."""

    cause: FrictionCause
    service_id: str
    service: str
    wings: tuple[str, ...]
    month: date
    """Its first day."""
    minutes: int
    """Of one person."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole: its key, its words and its minutes."""

    key: str
    label: Text
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLost:
    """Lost time of one side, the prison's or the organisations', divided four ways."""

    minutes: int
    by_cause: tuple[Share, ...]
    by_service: tuple[Share, ...]
    by_wing: tuple[Share, ...]
    by_month: tuple[Share, ...]


def hours_lost(rows: Iterable[LostTime], *, by_prison: bool) -> HoursLost:
    """Add up one side: what the prison's running cost, or what the organisations did."""
    own = [row for row in rows if (row.cause in PRISON_CAUSES) is by_prison]
    return HoursLost(
        minutes=sum(row.minutes for row in own),
        by_cause=_largest_first(own, lambda row: (row.cause.value, row.cause.label)),
        by_service=_largest_first(own, lambda row: (row.service_id, row.service)),
        by_wing=_largest_first(own, lambda row: (wing_key(row.wings), wing_words(row.wings))),
        by_month=tuple(sorted(_shares(own, _month), key=lambda share: share.key)),
    )


def wing_key(wings: Iterable[str]) -> str:
    """Return the wings of a service as one text: what was lost on two wings at once is counted once."""
    return ", ".join(wings)


def wing_words(wings: Iterable[str]) -> Text:
    return wing_key(wings) or NO_WING


def hours_words(minutes: int) -> str:
    """Say minutes as hours and minutes, exactly: `12 h 30 min`."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    if not rest:
        return translate("{hours} h").format(hours=f"{hours:,}")
    if not hours:
        return translate("{minutes} min").format(minutes=rest)
    return translate("{hours} h {minutes} min").format(hours=f"{hours:,}", minutes=rest)


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from one day to another."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + A_MONTH).replace(day=1)
    return months


def month_words(month: date) -> str:
    """Write `November 2026`."""
    return long_date(month.replace(day=1)).partition(" ")[2]


def period_until(day: date) -> tuple[date, date]:
    """Return the first day of the month eleven months ago, and this day."""
    year, month = divmod(day.year * 12 + day.month - 1 - 11, 12)
    return date(year, month + 1, 1), day


def _month(row: LostTime) -> tuple[str, Text]:
    return row.month.isoformat(), month_words(row.month)


def _shares(rows: Iterable[LostTime], key: Callable[[LostTime], tuple[str, Text]]) -> list[Share]:
    minutes: dict[str, int] = defaultdict(int)
    labels: dict[str, Text] = {}
    for row in rows:
        name, label = key(row)
        minutes[name] += row.minutes
        labels[name] = label
    return [Share(name, labels[name], total) for name, total in minutes.items()]


def _largest_first(
    rows: Iterable[LostTime], key: Callable[[LostTime], tuple[str, Text]]
) -> tuple[Share, ...]:
    return tuple(sorted(_shares(rows, key), key=lambda share: (-share.minutes, str(share.label))))
