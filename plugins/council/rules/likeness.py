"""How alike two proposals read, by the words they share: so that who asks again sees what was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.council.rules.folding import fold_bare

ALIKE = 0.5
"""Half of the words of the shorter one."""
FEWEST_SHARED = 2
STEM = 5
"""Letters that tell a word: “visits” and “visitors” are one."""
EMPTY_WORDS = frozenset(
    (
        *("the", "and", "for", "that", "with", "not", "are", "was", "have", "has", "from", "this", "they"),
        *("can", "all", "one", "two", "people", "should", "would", "more", "each", "every", "when", "what"),
        *("bod", "gan", "gyda", "dros", "pob", "pobl", "nad", "yn", "ar", "ddim"),
    )
)


def words_of(text: str) -> frozenset[str]:
    """Return the words that say what it is about, each by its beginning."""
    folded = (fold_bare(word) for word in re.findall(r"[^\W_]+", text))
    return frozenset(word[:STEM] for word in folded if len(word) > 2 and word not in EMPTY_WORDS)  # noqa: PLR2004 -- shorter words say nothing


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the shorter text's words the other has: 0 to 1, the same both ways."""
    shared, shorter = len(one & other), min(len(one), len(other))
    return shared / shorter if shorter and shared >= min(FEWEST_SHARED, shorter) else 0.0


def most_alike(text: str, others: Sequence[str], *, most: int = 3) -> list[int]:
    """Return the places of those that read alike, the most alike first; of equals the later one."""
    words = words_of(text)
    scored = [(likeness(words, words_of(other)), place) for place, other in enumerate(others)]
    return [place for score, place in sorted(scored, reverse=True) if score >= ALIKE][:most]
