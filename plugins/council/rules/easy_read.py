"""A hint on easy read, line by line, by rules of our own after usual easy read guidance. It refuses nobody.

Short sentences, one idea on a line, everyday words, said of who does it, figures as digits and few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _
from plugins.council.rules.easy_words import NUMBER_WORDS, PARTICIPLES, SIMPLER

MOST_WORDS = 12
"""Words of a sentence that carries one idea."""
LONG_WORD = 11
"""Letters from which a word is looked at."""
LARGEST_FIGURE = 1000
"""From here on a figure says less than "many"."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
SECOND_IDEA = re.compile(
    r"[;:](?=\s)|\s[\u2013\u2014]\s|, (?:and|but|or|so|which|who|because|although|while)\b"
    r"|\b(?:because|although|however|whereas|unless|therefore|which)\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|am)(?:\s+(?:not|now|also|always|already|still|being|\w+ly))*"
    rf"\s+(?:\w+ed|{'|'.join(PARTICIPLES)})\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?\s*%|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d[\d,]*\d|\d+/\d+|\bper cent\b")
YEAR = re.compile(r"(?:19|20)\d\d")
SHORT_FORM = re.compile(r"\b[A-Z]{2,}\b")


class Hint(StrEnum):
    """What makes a line hard to read."""

    LONG = "LONG"
    SECOND_IDEA = "SECOND_IDEA"
    PASSIVE = "PASSIVE"
    HARD_WORD = "HARD_WORD"
    FIGURE = "FIGURE"
    NUMBER_WORD = "NUMBER_WORD"
    SHORT_FORM = "SHORT_FORM"

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS: dict[Hint, Text] = {
    Hint.LONG: _("Long: {found} words. 12 are the most: make two lines of it"),
    Hint.SECOND_IDEA: _("More than one idea after “{found}”: begin a new line"),
    Hint.PASSIVE: _("Says “{found}”: say who does it"),
    Hint.HARD_WORD: _("Hard: “{found}”"),
    Hint.FIGURE: _(
        "Hard figure: “{found}”. Write the day in words; for shares and large numbers “half”, “many”"
    ),
    Hint.NUMBER_WORD: _("Write “{found}” as a figure"),
    Hint.SHORT_FORM: _("Short form: “{found}”. Write it out"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a line, with the words it is about and simpler ones where we know them."""

    hint: Hint
    found: str
    simpler: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands on a line of its own, with what could be easier about it."""

    text: str
    remarks: tuple[Remark, ...]


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text in their order: each goes on a line of its own. None is lost."""
    return tuple(" ".join(part.split()) for part in SENTENCE_END.split(text) if part.strip())


def read_easily(text: str) -> tuple[Line, ...]:
    """Return the lines of a text as easy read sets them, each with what a writer could shorten."""
    return tuple(Line(one, tuple(_remarks(one))) for one in sentences(text))


def _remarks(line: str) -> Iterator[Remark]:
    count = len(line.split())
    if count > MOST_WORDS:
        yield Remark(Hint.LONG, str(count))
    if second := SECOND_IDEA.search(line.rstrip(".!?:;")):
        yield Remark(Hint.SECOND_IDEA, second.group().strip(" ,"))
    if passive := PASSIVE.search(line):
        yield Remark(Hint.PASSIVE, passive.group())
    yield from _hard_words(line)
    for figure in FIGURE.findall(line):
        if not YEAR.fullmatch(figure) and _is_hard(figure):
            yield Remark(Hint.FIGURE, figure)
    for form in dict.fromkeys(SHORT_FORM.findall(line)):
        yield Remark(Hint.SHORT_FORM, form)


def _is_hard(figure: str) -> bool:
    digits = figure.replace(",", "")
    return not digits.isdecimal() or int(digits) >= LARGEST_FIGURE


def _hard_words(line: str) -> Iterator[Remark]:
    seen: set[str] = set()
    for word in WORD.findall(line):
        known = word.lower()
        if known in seen:
            continue
        seen.add(known)
        if known in NUMBER_WORDS:
            yield Remark(Hint.NUMBER_WORD, word, NUMBER_WORDS[known])
        elif known in SIMPLER or (len(known) >= LONG_WORD and not word.isupper()):
            yield Remark(Hint.HARD_WORD, word, SIMPLER.get(known, ""))
