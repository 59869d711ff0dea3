"""Short codes of a day's gate list: printed beside each line, read aloud, and typed back. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice

LETTERS = "CDFHJKMNPRTWXY"
"""Without vowels, so that no code is a word, and without B G L Q S V Z, which look like other signs."""
DIGITS = "34679"
"""Without 0, 1, 2, 5 and 8, which look like O, I, Z, S and B."""
SHORT = (LETTERS, DIGITS, LETTERS)
LONG = (LETTERS, DIGITS, LETTERS, DIGITS)
STEP = 397
"""Shares no factor with the number of codes, so that each comes once and neighbours in the list differ."""


def new_codes(day: date, taken: Collection[str], count: int) -> list[str]:
    """Return codes that nobody has on this day; the same ones whenever the same are taken."""
    known = set(taken)
    found = list(islice((code for code in _codes_of(day) if code not in known), count))
    if len(found) < count:
        raise ValueError("there are not so many codes for one day")
    return found


def as_code(typed: str) -> str:
    """Return what was typed as a code is written."""
    return "".join(typed.split()).upper()


def _codes_of(day: date) -> Iterator[str]:
    """Yield every code once, in an order of the day: yesterday's sheet is not taken for today's."""
    for shape in (SHORT, LONG):
        total = _count(shape)
        for place in range(total):
            yield _code(shape, (day.toordinal() * 31 + place * STEP) % total)


def _count(shape: tuple[str, ...]) -> int:
    total = 1
    for signs in shape:
        total *= len(signs)
    return total


def _code(shape: tuple[str, ...], number: int) -> str:
    signs = []
    for choices in shape:
        number, place = divmod(number, len(choices))
        signs.append(choices[place])
    return "".join(signs)
