"""Words that touch security in every prison, until a prison says otherwise; and which a prison looks for."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.council.enums import WordUse
from plugins.council.rules.folding import fold_bare

SECURITY_WORDS = (
    "hooch",
    "spice",
    "throw over",
    "throwover",
    "drone",
    "escape",
    "camera",
    "CCTV",
    "blind spot",
    "key code",
    "lock code",
    "roll check",
    "patrol state",
    "radio channel",
    "cell search",
    "dedicated search",
    "intelligence report",
    "informant",
    "Cat A",
    "escort route",
    "illicit phone",
    "weapon",
    "hostage",
)
"""What a search, a route or a weakness could be read from. A prison adds its own, and takes these out."""


def words_looked_for(said: Iterable[tuple[str, WordUse]]) -> tuple[str, ...]:
    """Return the security words of a prison: everybody's and its own, without those it took out."""
    of_prison = tuple(said)
    own = [word for word, use in of_prison if use is WordUse.SECURITY]
    out = {fold_bare(word) for word, use in of_prison if use is WordUse.NOT_SECURITY}
    return tuple(word for word in (*SECURITY_WORDS, *own) if fold_bare(word) not in out)
