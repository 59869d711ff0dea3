"""Finding rows by the words somebody typed: half a name, another spelling, one letter wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, and_, case, cast, false, func, literal, or_, true

from core.texts import APOSTROPHES, HYPHENS, plain_letters

MOST_WORDS = 6
MOST_LETTERS = 60
SHORTEST_MISSPELT = 3
"""Of two letters, one wrong leaves nothing to know a word by."""
AT_START, INSIDE, NEAR = 3, 2, 1
"""How close a word is to the row: it begins one of its words, stands in them, or is one letter off."""
LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
BLANKS = HYPHENS + "&+/,.()\N{NO-BREAK SPACE}"
COMBINING = "".join(chr(code) for code in range(0x300, 0x370))
BLANKS_OF_ASCII = "".join(mark for mark in BLANKS if mark.isascii())
MARKS = BLANKS_OF_ASCII + "".join(mark for mark in APOSTROPHES if mark.isascii())
ALL_MARKS = BLANKS + APOSTROPHES + COMBINING


def words_of(text: str) -> tuple[str, ...]:
    """Return the words somebody typed, folded as the rows are; no more than are worth comparing."""
    spaced = "".join(" " if letter in BLANKS else letter for letter in text[:MOST_LETTERS])
    letters = plain_letters(spaced)[:MOST_LETTERS]  # one letter may stand for a whole sentence
    plain = "".join(letter for letter in letters if letter.isalnum() or letter.isspace())
    return tuple(dict.fromkeys(plain.split()))[:MOST_WORDS]


def folded(text: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a name in plain small letters, its parts a blank apart.

    Most names are ASCII: for them the long table of accents, which costs ten times the rest, is left out.
    """
    is_plain = func.octet_length(text) == func.char_length(text)
    plain = _replaced(func.lower(text), MARKS, len(BLANKS_OF_ASCII))
    bare = func.translate(text, literal(ACCENTED, Text), literal(PLAIN, Text))
    return case((is_plain, plain), else_=_replaced(func.lower(bare), ALL_MARKS, len(BLANKS)))


def _replaced(text: ColumnElement[Any], marks: str, blanks: int) -> ColumnElement[str]:
    """Put blanks for what stands between words, and leave out the other marks."""
    return func.translate(text, literal(marks, Text), literal(" " * blanks, Text), type_=Text)


def _letters() -> dict[str, str]:
    plain = {chr(code): plain_letters(chr(code)) for code in LATIN}
    return {letter: bare for letter, bare in plain.items() if len(bare) == 1 and bare != letter}


_PLAIN_OF = _letters()
ACCENTED, PLAIN = "".join(_PLAIN_OF), "".join(_PLAIN_OF.values())


@dataclass(frozen=True, slots=True)
class Word:
    """A word searched for, as values of a statement."""

    itself: ColumnElement[str]
    misspelt: ColumnElement[str | None]
    """A pattern of what is one letter off; null for a word too short to be misspelt."""


def closeness(text: ColumnElement[str], words: tuple[Word, ...]) -> ColumnElement[int]:
    """Return how close the row is to all the words together: the more, the closer."""
    return cast(sum((_of_word(text, word) for word in words), literal(0)), Integer)


def matching(text: ColumnElement[str], words: tuple[Word, ...]) -> ColumnElement[bool]:
    """Return whether every word is found in the row; without a word there is nothing to find."""
    return and_(true(), *(_of_word(text, word) > 0 for word in words)) if words else false()


def _of_word(text: ColumnElement[str], word: Word) -> ColumnElement[int]:
    begins = func.strpos(literal(" ").concat(text), literal(" ").concat(word.itself)) > 0
    # "vanderberg" is van der Berg to whoever has only heard the name.
    apart = func.replace(text, " ", "")
    inside = or_(func.strpos(text, word.itself) > 0, func.strpos(apart, word.itself) > 0)
    return case((begins, AT_START), (inside, INSIDE), (text.regexp_match(word.misspelt), NEAR), else_=0)


def misspelling(word: str) -> str | None:
    """Return the pattern of a word misspelt; None for one that is too short."""
    return one_letter_off(word) if len(word) >= SHORTEST_MISSPELT else None


def one_letter_off(word: str) -> str:
    """Return a pattern of whole words that differ by one letter, missing, added, other or changed places.

    The word holds letters and digits alone, so that nothing in it means anything to a pattern.
    """
    apart = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    added = [f"{before}[a-z]{after}" for before, after in apart]
    missing = [before + after[1:] for before, after in apart if after]
    other = [f"{before}[a-z]{after[1:]}" for before, after in apart if after]
    swapped = [before + after[1] + after[0] + after[2:] for before, after in apart if len(after) > 1]
    patterns = "|".join(dict.fromkeys([*added, *missing, *other, *swapped]))
    return rf"\m(?:{patterns})\M"
