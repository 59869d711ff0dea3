"""A day of many people in parts: a page holds so many rows, and whoever is in trouble stands before all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from core.sdk import entry, pages
from plugins.rota.rules.gate_lines import TROUBLE, ListState

Comer = Mapping[str, Any]
A = entry.EntryAnswer
ROWS_A_PAGE = 160
"""What a page of some 150 kB holds."""


@dataclass(frozen=True, slots=True)
class DayPart:
    """The rows of the day that are on this page."""

    number: int
    count: int
    trouble: Sequence[Comer]
    in_trouble: int
    """On all pages together."""
    comers: Sequence[Comer]
    entrances: Mapping[str, int]
    """How many come in at each, on all pages together."""

    def by_entrance(self) -> Iterator[tuple[str, list[Comer]]]:
        for entrance, comers in groupby(self.comers, key=lambda one: str(one["entrance"])):
            yield entrance, list(comers)


def day_part(found: Mapping[str, Any], asked: str) -> DayPart:
    """Return the part of the day that was asked for by its number; the nearest one for any other."""
    comers = list(found["comers"])
    trouble = [one for one in comers if one["answer"] != A.YES and found["state"] != ListState.DAY_OVER]
    trouble.sort(key=lambda one: TROUBLE[A(one["answer"])])
    rows = len(trouble) + len(comers)
    count = max(1, -(-rows // ROWS_A_PAGE))
    number = min(max(int(asked), 1), count) if asked.isascii() and asked.isdecimal() else 1
    first, end = (number - 1) * ROWS_A_PAGE, number * ROWS_A_PAGE
    return DayPart(
        number=number,
        count=count,
        trouble=trouble[first:end],
        in_trouble=len(trouble),
        comers=comers[max(0, first - len(trouble)) : max(0, end - len(trouble))],
        entrances=Counter(str(one["entrance"]) for one in comers),
    )


def parts_of(part: DayPart, here: pages.Address) -> tuple[tuple[int, pages.Address], ...]:
    """Return the address of every part."""
    return tuple((number, here.asking(part=str(number))) for number in range(1, part.count + 1))
