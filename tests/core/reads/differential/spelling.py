"""What a search finds: each word at the start of a word of the row, inside it, or one letter off."""

from __future__ import annotations

import unicodedata
from string import ascii_lowercase

from core.texts import APOSTROPHES, HYPHENS, plain_letters

BETWEEN = set(HYPHENS + "&+/,.()\N{NO-BREAK SPACE}")
MOST_WORDS, MOST_LETTERS, SHORTEST_MISSPELT = 6, 60, 3


def searched_words(text: str) -> list[str]:
    """Return the words of a search, each once."""
    spaced = "".join(" " if letter in BETWEEN else letter for letter in text[:MOST_LETTERS])
    bare = "".join(letter for letter in plain_letters(spaced) if letter.isalnum() or letter.isspace())
    return list(dict.fromkeys(bare.split()))[:MOST_WORDS]


def bare(name: str) -> str:
    """Return a row's name in small letters without accents; a letter that stands for two stays as it is."""
    letters = []
    for letter in name:
        if letter in BETWEEN:
            letters.append(" ")
        elif letter not in APOSTROPHES and not unicodedata.combining(letter):
            plain = plain_letters(letter)
            letters.append(plain if len(plain) == 1 else letter.lower())
    return "".join(letters)


def closeness(name: str, words: list[str]) -> int:
    """Return how close a row is to the words, each by 3, 2 or 1; 0 where one of them is not in it."""
    each = [_of_word(bare(name), word) for word in words]
    return sum(each) if each and min(each) > 0 else 0


def _of_word(name: str, word: str) -> int:
    if any(part.startswith(word) for part in name.split(" ")):
        return 3
    if word in name or word in name.replace(" ", ""):
        return 2
    parts = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in name).split()
    return int(len(word) >= SHORTEST_MISSPELT and any(_is_misspelt(part, word) for part in parts))


def _is_misspelt(part: str, word: str) -> bool:
    """Say whether one letter is missing, added, another, or has changed places with the next."""
    if len(part) == len(word) + 1:
        return any(
            part[:at] + part[at + 1 :] == word and part[at] in ascii_lowercase for at in range(len(part))
        )
    if len(part) == len(word) - 1:
        return any(word[:at] + word[at + 1 :] == part for at in range(len(word)))
    if len(part) != len(word):
        return False
    wrong = [at for at in range(len(word)) if part[at] != word[at]]
    if len(wrong) == 1:
        return part[wrong[0]] in ascii_lowercase
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and part[wrong[0]] == word[wrong[1]]
        and part[wrong[1]] == word[wrong[0]]
    )
