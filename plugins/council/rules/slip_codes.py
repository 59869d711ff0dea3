"""Codes of slips: short, no words, with a last letter that tells when one sign was misread. Pure."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _

LETTERS = "CDFHJKMNPRTWXY"
"""Without vowels, so that no code is a word, and without B G L Q S V Z, which look like other signs."""
DIGITS = "34679"
"""Without 0, 1, 2, 5 and 8, which look like O, I, Z, S and B."""
SHAPE = (LETTERS, DIGITS, LETTERS, DIGITS, LETTERS)
WEIGHTS = (1, 3, 5, 9, 11)
"""None shares a factor with the number of letters: any one sign that is misread changes the last letter."""
TOTAL = 14 * 5 * 14 * 5 * 14
STEP = 27_143
"""Shares no factor with the number of codes, so that each comes once and neighbours differ."""
HALF = 3
MOST_AT_ONCE = 200
"""Slips that are printed together."""


class Misread(StrEnum):
    """Why what was typed is no code."""

    SHAPE = "SHAPE"
    SIGN = "SIGN"

    @property
    def label(self) -> Text:
        return MISREAD_LABELS[self]


MISREAD_LABELS: dict[Misread, Text] = {
    Misread.SHAPE: _("“{typed}” is no code of a slip. It has six signs, such as K4T 7PX, at its top."),
    Misread.SIGN: _("One sign of “{typed}” is not as it is printed. Look at the slip again."),
}


def code_of(number: int) -> str:
    """Return the code of a prison's slip by its number, counted from 1."""
    if not 1 <= number <= TOTAL:
        raise ValueError("there are not so many codes")
    left, signs = (number * STEP) % TOTAL, []
    for choices in SHAPE:
        left, place = divmod(left, len(choices))
        signs.append(choices[place])
    return "".join(signs) + check_letter("".join(signs))


def check_letter(signs: str) -> str:
    places = (
        weight * choices.index(sign) for weight, choices, sign in zip(WEIGHTS, SHAPE, signs, strict=True)
    )
    return LETTERS[sum(places) % len(LETTERS)]


def as_printed(code: str) -> str:
    """Return a code as it is read aloud: in two halves."""
    return f"{code[:HALF]} {code[HALF:]}"


def read_code(typed: str) -> str | Misread:
    """Return the code that was typed, however it was spaced, or why it is none."""
    signs = "".join(letter for letter in typed.upper() if letter.isalnum())
    body, last = signs[:-1], signs[-1:]
    if len(body) != len(SHAPE) or any(sign not in choices for sign, choices in zip(body, SHAPE, strict=True)):
        return Misread.SHAPE
    return signs if last == check_letter(body) else Misread.SIGN
