"""Which sessions fall below cover, and who could stand in. Whether somebody may come in is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

MayComeIn = Callable[[UUID, UUID, date], bool]
"""Person, service, day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A session that is to take place, and who is expected at it."""

    id: UUID
    service_id: UUID
    held_on: date
    starts_at: time
    ends_at: time
    minimum_cover: int
    coming: frozenset[UUID]
    away: frozenset[UUID] = frozenset()

    def meets(self, other: Planned) -> bool:
        """Say whether nobody can be at both."""
        same_day = self.held_on == other.held_on
        return same_day and self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A session with fewer people than it needs."""

    session: Planned
    inside: frozenset[UUID]
    """Those expected who may come in, with an escort or without."""
    stopped: frozenset[UUID]
    """Those expected who may not."""

    @property
    def missing(self) -> int:
        return self.session.minimum_cover - len(self.inside)


def shortfalls(sessions: Iterable[Planned], may_come_in: MayComeIn) -> list[Shortfall]:
    """Return the sessions at which fewer may come in than are needed, in the order given."""
    found = []
    for one in sessions:
        inside = frozenset(
            person for person in one.coming if may_come_in(person, one.service_id, one.held_on)
        )
        if len(inside) < one.minimum_cover:
            found.append(Shortfall(one, inside, one.coming - inside))
    return found


def at_sessions(sessions: Iterable[Planned]) -> Mapping[tuple[UUID, date], list[Planned]]:
    """Return by person and day where they are expected."""
    found: dict[tuple[UUID, date], list[Planned]] = defaultdict(list)
    for one in sessions:
        for person in one.coming:
            found[person, one.held_on].append(one)
    return found


def substitutes(
    session: Planned,
    candidates: Collection[UUID],
    *,
    elsewhere: Mapping[tuple[UUID, date], Collection[Planned]],
    is_away: Callable[[UUID, date], bool],
    is_cleared: MayComeIn,
) -> list[UUID]:
    """Return those of the candidates who are free then and cleared for that service, in their order."""
    return [
        person
        for person in candidates
        if person not in session.coming | session.away
        and not is_away(person, session.held_on)
        and not any(session.meets(other) for other in elsewhere.get((person, session.held_on), ()))
        and is_cleared(person, session.service_id, session.held_on)
    ]
