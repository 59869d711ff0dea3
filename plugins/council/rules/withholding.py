"""Taking out of a text what must not be kept of it, with a visible mark where it stood."""

from __future__ import annotations

from collections.abc import Collection

from plugins.council.enums import HitKind
from plugins.council.rules.scan import LEFT_OUT, Hit, Known, scan


def withhold(text: str, known: Known, kinds: Collection[HitKind]) -> tuple[str, tuple[Hit, ...]]:
    """Return the text with a mark in place of each hit of these kinds, and every hit there was in it.

    What is left is looked through again until nothing is found: a mark may have joined what stood apart.
    """
    found = scan(text, known)
    left, taken = text, _taken(text, found, kinds)
    while taken:
        for start, end in reversed(_spans(taken)):
            left = f"{left[:start]}{LEFT_OUT}{left[end:]}"
        taken = _taken(left, scan(left, known), kinds)
    return left, found


def _taken(text: str, hits: Collection[Hit], kinds: Collection[HitKind]) -> list[Hit]:
    return [hit for hit in hits if hit.kind in kinds and text[hit.start : hit.end] != LEFT_OUT]


def _spans(hits: Collection[Hit]) -> list[tuple[int, int]]:
    """Return the places of the hits in order, those that overlap as one."""
    spans: list[tuple[int, int]] = []
    for hit in sorted(hits, key=lambda one: one.start):
        if spans and hit.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], hit.end))
        else:
            spans.append((hit.start, hit.end))
    return spans
