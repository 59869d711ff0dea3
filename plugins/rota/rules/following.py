"""What becomes of the sessions made ahead when their pattern changes: which move, which go, which are new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from plugins.rota.rules.occurrences import WeeklyTime, day_in_week, weeks_between


@dataclass(frozen=True, slots=True)
class MadeSession:
    """A session of the pattern, past ones too: each stands for one week of it."""

    id: UUID
    week_on: date
    held_on: date
    is_settled: bool
    """Recorded, cancelled, changed by hand or on a gate list: it stays as it is."""


@dataclass(frozen=True, slots=True)
class Following:
    """The changes that make the sessions agree with their pattern."""

    days: Mapping[UUID, date]
    """Of every session that follows, the day it is held on from now on, changed or not."""
    dropped: frozenset[UUID]
    new: Mapping[date, date]
    """Day of each session to be made, by the Monday of its week."""


def follow(time: WeeklyTime, made: Iterable[MadeSession], *, today: date, until: date) -> Following:
    """Let the sessions after today follow the pattern; those of today and before stay as they were.

    A session keeps its week. Where its new day would not lie ahead, it is held on the old one.
    """
    sessions = list(made)
    days: dict[UUID, date] = {}
    dropped = set()
    for one in sessions:
        if one.is_settled or one.held_on <= today:
            continue
        day = day_in_week(time, one.week_on)
        if day is None:
            dropped.add(one.id)
        else:
            days[one.id] = day if day > today else one.held_on
    taken = {one.week_on for one in sessions}
    free = ((week, day_in_week(time, week)) for week in weeks_between(today, until) if week not in taken)
    new = {week: day for week, day in free if day is not None and today <= day <= until}
    return Following(days, frozenset(dropped), new)
