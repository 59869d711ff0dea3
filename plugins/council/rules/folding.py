"""A text as a machine compares it: bare letters and figures, each with its place in what was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from core.sdk import fold_name

LOOKALIKES = str.maketrans(
    dict(
        zip(
            "\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC SMALL LETTER IE}\N{CYRILLIC SMALL LETTER O}"
            "\N{CYRILLIC SMALL LETTER ER}\N{CYRILLIC SMALL LETTER ES}\N{CYRILLIC SMALL LETTER HA}"
            "\N{CYRILLIC SMALL LETTER U}\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}"
            "\N{GREEK SMALL LETTER ALPHA}\N{GREEK SMALL LETTER OMICRON}\N{GREEK SMALL LETTER NU}",
            "aeopcxyiaov",
            strict=True,
        )
    )
)
"""Letters of other alphabets that look like ours, after the case is folded (Unicode TR 39)."""


NO_LETTER = re.compile(r"[^a-z0-9]+")
KEPT_SIGNS = 1_000
"""Each sign of a text is folded by itself, and there are few."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters and figures of a text, folded, and where each stands in it."""

    bare: str
    places: tuple[int, ...]
    """For each sign of `bare`, its index in the text."""
    starts: tuple[bool, ...]
    """Whether a word begins at this sign."""
    ends: tuple[bool, ...]
    """Whether a word ends with this sign."""


def fold_text(text: str) -> Folded:
    """Fold case, accents and look-alike letters; leave out all that is no letter or figure."""
    signs: list[str] = []
    places: list[int] = []
    starts: list[bool] = []
    gap = True
    for place, written in enumerate(text):
        if _is_unseen(written):
            continue
        folded = _bare(written)
        for part, sign in enumerate(folded):
            signs.append(sign)
            places.append(place)
            starts.append(gap and part == 0)
        if folded:
            gap = False
        elif not unicodedata.combining(written):
            gap = True
    ends = [*starts[1:], True] if signs else []
    return Folded("".join(signs), tuple(places), tuple(starts), tuple(ends))


@lru_cache(maxsize=KEPT_SIGNS)
def _bare(written: str) -> str:
    return "".join(sign for sign in fold_name(written).translate(LOOKALIKES) if sign.isalnum())


@lru_cache(maxsize=KEPT_SIGNS)
def _is_unseen(sign: str) -> bool:
    """Say whether a reader sees nothing of this sign, so that it parts no word: a soft hyphen, a joiner."""
    return unicodedata.category(sign) in {"Cf", "Cc"} and not sign.isspace()


def fold_bare(name: str) -> str:
    """Fold a name as `fold_text` folds the text it is looked for in; a whole text, to ask what is in it."""
    if name.isascii():
        return NO_LETTER.sub("", name.lower())
    return "".join(_bare(sign) for sign in name if not _is_unseen(sign))
