"""Who is expected at a session: the regulars and stand-ins, without those who are away that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody's days, both ends included: as a regular, or away."""

    person_id: UUID
    first_on: date
    last_on: date | None

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, slots=True)
class Presence:
    """Who comes to a session, and who would come if they were not away; nobody stands in both."""

    coming: frozenset[UUID]
    away: frozenset[UUID]


def presence(
    held_on: date, regulars: Iterable[Span], stand_ins: Collection[UUID], absences: Iterable[Span]
) -> Presence:
    """Say who is expected on that day; an absence counts for stand-ins too."""
    wanted = {one.person_id for one in regulars if one.covers(held_on)} | set(stand_ins)
    away = {one.person_id for one in absences if one.covers(held_on)} & wanted
    return Presence(frozenset(wanted - away), frozenset(away))
