"""Text as people type it: taking out stray spaces, and folding names so that two spellings compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'\u2019\u2018\u02bc\u02bb\u00b4`\u2032"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
UNTIDY = re.compile(r"^[ \u00a0]|[ \u00a0]$|[ \u00a0]{2}")
BLANKS = re.compile(r"[^\S\n]+")
NEXT_LINE = 0x85
NO_LETTERS = dict.fromkeys(
    (
        *(*range(9), *range(0x0E, 0x20), *range(0x7F, NEXT_LINE), *range(NEXT_LINE + 1, 0xA0)),
        *(0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    ),
)
"""Control characters, marks that nobody sees, and direction marks that make a name read as another."""

WITHOUT_ACCENT = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
    },
)
"""Letters whose stroke or ligature Unicode does not count as an accent. Casefolding has made ß into ss."""

CLOSING_WORDS = frozenset({"ltd", "limited", "cic", "cio", "plc", "cyf"})
"""The legal form at the end of an organisation's name, which people write or leave out."""

REMEMBERED = 20_000


@lru_cache(maxsize=REMEMBERED)
def is_untidy(text: str) -> bool:
    """Say whether a text without line breaks has a space at an end or a doubled one inside."""
    return "\n" not in text and UNTIDY.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def tidy(text: str) -> str:
    """Take out spaces at the ends, doubled spaces and characters that nobody sees; line breaks stay."""
    plain = text.translate(NO_LETTERS).replace("\r\n", "\n").replace("\r", "\n").replace(chr(NEXT_LINE), "\n")
    return "\n".join(BLANKS.sub(" ", line).strip() for line in plain.split("\n")).strip()


@lru_cache(maxsize=REMEMBERED)
def plain_letters(text: str) -> str:
    """Return the text without case and accents."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(WITHOUT_ACCENT)


@lru_cache(maxsize=REMEMBERED)
def fold_name(name: str) -> str:
    """Fold a person's name: case, accents, apostrophes, spacing and hyphens are set aside."""
    return "".join(
        letter
        for letter in plain_letters(name)
        if not letter.isspace() and letter not in APOSTROPHES and letter not in HYPHENS
    )


@lru_cache(maxsize=REMEMBERED)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded and sorted: equal for a name whose parts are the other way round."""
    apart = plain_letters(name)
    for hyphen in HYPHENS:
        apart = apart.replace(hyphen, " ")
    words = (fold_name(word.strip(",.;")) for word in apart.split())
    return tuple(sorted(word for word in words if word))


def _words(text: str) -> list[str]:
    bare = "".join(letter for letter in plain_letters(text) if letter not in APOSTROPHES and letter != ".")
    spaced = bare.replace("&", " and ").replace("+", " and ")
    return "".join(letter if letter.isalnum() else " " for letter in spaced).split()


@lru_cache(maxsize=REMEMBERED)
def fold_organisation(name: str) -> str:
    """Fold an organisation's name: besides case and punctuation, 'The' in front and the legal form."""
    words = _words(name)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in CLOSING_WORDS:
        del words[-1]
    return "".join(words)


@lru_cache(maxsize=REMEMBERED)
def fold_words(text: str) -> str:
    """Fold a heading or a word from a list: case, accents, punctuation and doubled spaces are set aside."""
    return " ".join(_words(text))


@lru_cache(maxsize=REMEMBERED)
def fold_phrase(text: str) -> str:
    """Fold a status or other short phrase: only case and spacing, for `?` and `-` can be an answer."""
    return " ".join(text.casefold().split())
