"""What a text says of somebody, for them to read: the words around their name, and nobody else's name."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.council.enums import HitKind
from plugins.council.rules.folding import fold_bare
from plugins.council.rules.scan import LEFT_OUT, Hit, Known, KnownName, scan

AROUND = 80
"""Characters before and after a name: enough to know what it was about."""
NAMES = frozenset({HitKind.NAME_ON_ROLL, HitKind.NAME_OF_STAFF})
OTHERS = frozenset(
    {HitKind.NAME_ON_ROLL, HitKind.NAME_OF_STAFF, HitKind.LIKELY_NAME, HitKind.PRISON_NUMBER, HitKind.CELL}
)


def excerpts(text: str, person: KnownName, known: Known) -> Iterator[str]:
    """Yield each place of a text that names somebody, with what others are called left out (art. 15(4)).

    Places that stand close together are one excerpt.
    """
    if fold_bare(person.last) not in fold_bare(text):
        return  # most texts: a scan of them all would take a page many seconds
    told = _without_others(text, person, known)
    for start, end in _windows(_own(told, person), len(told)):
        yield " ".join(told[start:end].split())


def _own(text: str, person: KnownName) -> list[Hit]:
    return [hit for hit in scan(text, Known(names=(person,))) if hit.kind in NAMES]


def _windows(hits: list[Hit], length: int) -> Iterator[tuple[int, int]]:
    first, past = None, 0
    for hit in hits:
        start, end = max(0, hit.start - AROUND), min(length, hit.end + AROUND)
        if first is not None and start > past:
            yield first, past
            first = None
        first = start if first is None else first
        past = max(past, end)
    if first is not None:
        yield first, past


def _without_others(text: str, person: KnownName, known: Known) -> str:
    """Leave others out of the whole text: where a window ends, half a name would be left of them."""
    own = {place for hit in _own(text, person) for place in range(hit.start, hit.end)}
    others = {
        place for hit in scan(text, known) if hit.kind in OTHERS for place in range(hit.start, hit.end)
    } - own
    return "".join(
        (LEFT_OUT if place - 1 not in others else "") if place in others else sign
        for place, sign in enumerate(text)
    )
