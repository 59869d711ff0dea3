"""The order of an agenda, and what goes on to the next meeting: nothing open is lost or doubled."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from plugins.council.enums.meetings import ItemKind

K = ItemKind
AT_EVERY_MEETING = frozenset({K.STANDING, K.STAFF_NEWS, K.NEXT_DATE})
"""These stand on each agenda anew, so that none of them goes on."""
AT_THE_END = frozenset({K.STAFF_NEWS, K.NEXT_DATE})
Thing = TypeVar("Thing", bound=Hashable)


class Way(StrEnum):
    """Where a point goes in the order."""

    UP = "UP"
    DOWN = "DOWN"


@dataclass(frozen=True, slots=True)
class Point:
    """What carrying over asks of a point of an agenda."""

    id: UUID
    kind: ItemKind
    is_closed: bool


def moved(order: Sequence[Thing], thing: Thing, way: Way) -> tuple[Thing, ...]:
    """Return the order with a thing one place up or down; at the end it stays where it is."""
    places = list(order)
    here = places.index(thing)
    there = here + (1 if way is Way.DOWN else -1)
    if 0 <= there < len(places):
        places[here], places[there] = places[there], places[here]
    return tuple(places)


def place_for(kinds: Sequence[ItemKind], kind: ItemKind) -> int:
    """Return before how many points a new one stands: news and the next day stay at the end."""
    if kind in AT_THE_END:
        return len(kinds)
    last = len(kinds)
    while last and kinds[last - 1] in AT_THE_END:
        last -= 1
    return last


def to_carry(points: Sequence[Point], carried: Collection[UUID]) -> tuple[Point, ...]:
    """Return what is open, does not stand on every agenda, and was not carried over before."""
    return tuple(
        one
        for one in points
        if not one.is_closed and one.kind not in AT_EVERY_MEETING and one.id not in carried
    )
