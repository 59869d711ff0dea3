"""The redaction scan: what in a text names somebody, or must not be published. A person decides each hit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from plugins.council.enums import HitKind
from plugins.council.rules.folding import Folded, fold_bare, fold_text

SHORTEST_APART = 5
"""Letters of a name found however it is spaced; a shorter one is looked for as a word alone."""
NUMBER = re.compile(r"[a-z][0-9]{4}[a-z]{2}")
"""Prison numbers: a letter, four figures, two letters (HMPPS)."""
SMALL_WORDS = frozenset(
    [
        "ac",
        "am",
        "an",
        "ar",
        "as",
        "at",
        "be",
        "by",
        "do",
        "ei",
        "eu",
        "go",
        "he",
        "hi",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "ok",
        "on",
        "or",
        "os",
        "so",
        "to",
        "un",
        "up",
        "us",
        "we",
        "yn",
        "yr",
    ]
)
"""English and Welsh: "Room C2041 is free" has no prison number in it."""
CELL = re.compile(
    r"\b(?:cell|pad)s?\s*(?:no\.?|number)?\s*[a-z]?\d[\w/-]*|\b[a-z][1-9](?:[-/]\d{1,3}[a-z]?|\s+landing)\b",
    re.IGNORECASE,
)
LANDING = re.compile(r"\bon\s+[A-Z][1-9]\b")
"""As staff write it: "on C3" is the third landing of C wing."""
TITLES = r"(?:mr|mrs|ms|miss|mx|dr|officer|ofcr|sgt|so|cm|prisoner|resident|governor|gov)"
TITLED = re.compile(
    rf"\b(?i:{TITLES})\b\.?[^\S\n]*\n?[^\S\n]*(?P<name>(?:[A-Z]\.?[^\S\n]*){{0,3}}[A-Z]['\u2019]?[A-Za-z\u00c0-\u017e'\u2019-]+"
    rf"(?:[^\S\n]+[A-Z]['\u2019]?[A-Za-z\u00c0-\u017e'\u2019-]+)?)"
)
"""A title and what follows it in capitals. Initials may stand between."""
WING = re.compile(r"\b(?P<wing>[A-Za-z][A-Za-z0-9]?)[-\s]+(?i:wing|spur|unit|houseblock)\b")
WING_WORD = re.compile(r"[-\s]*\b(?:wing|spur|unit|houseblock)\b[-\s]*", re.IGNORECASE)
WINGS_OF_WORDS = re.compile(r"\b(?i:wing|spur|unit|houseblock)[-\s]+(?P<wing>[A-Z0-9])\b")


LEFT_OUT = "[\N{HORIZONTAL ELLIPSIS}]"
"""Stands where a name or number was left out as a text came in. No letter is in it, so that no mark is ever
taken for a part of a name; and the scan finds it, so that somebody looks at what is left."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """Somebody whose name must not be published."""

    first: str
    last: str
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the text: half-open, in characters of what was written."""

    kind: HitKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a prison's scan looks for beside what every scan looks for."""

    names: Collection[KnownName] = ()
    small_wings: Collection[str] = ()
    """As they are called: "F" or "Seacole"."""
    security_words: Collection[str] = ()
    kept: frozenset[str] = field(default_factory=frozenset)
    """Words that are no names here, folded, though somebody is called so: decided by a person before."""


def scan(text: str, known: Known) -> tuple[Hit, ...]:
    """Return every hit, in the order of the text; one that lies within another of its kind is left out."""
    folded = fold_text(text)
    found = {
        *_numbers(folded),
        *_names(folded, known),
        *(
            Hit(HitKind.CELL, *match.span())
            for pattern in (CELL, LANDING)
            for match in pattern.finditer(text)
        ),
        *(Hit(HitKind.LIKELY_NAME, *match.span("name")) for match in TITLED.finditer(text)),
        *(Hit(HitKind.LIKELY_NAME, *match.span()) for match in re.finditer(re.escape(LEFT_OUT), text)),
        *_wings(text, known.small_wings),
        *_words(folded, known.security_words),
    }
    return tuple(sorted(_outermost(found), key=lambda hit: (hit.start, -hit.end, hit.kind)))


def _numbers(folded: Folded) -> Iterator[Hit]:
    """Find a prison number however it is spaced, as long as it stands as words of its own."""
    for start in range(len(folded.bare)):
        match = NUMBER.match(folded.bare, start)
        if match is None or not (folded.starts[start] and folded.ends[match.end() - 1]):
            continue
        word_follows = [place for place in range(1, 7) if folded.starts[start + place]] == [5]
        if not (word_follows and match.group()[5:] in SMALL_WORDS):
            yield _hit(folded, HitKind.PRISON_NUMBER, start, match.end())


def _names(folded: Folded, known: Known) -> Iterator[Hit]:
    for name in known.names:
        if fold_bare(name.last) not in folded.bare:
            continue  # Each way to write somebody has the surname in it.
        kind = HitKind.NAME_OF_STAFF if name.is_staff else HitKind.NAME_ON_ROLL
        for way in _ways(name):
            if "".join(way) not in known.kept:
                yield from (_hit(folded, kind, *span) for span in _spans(folded, way))


def _ways(name: KnownName) -> frozenset[tuple[str, ...]]:
    """Return how somebody is written: name or initials before or after the surname, or the surname alone."""
    first, last = fold_bare(name.first), fold_bare(name.last)
    initials = tuple(fold_bare(word)[:1] for word in re.split(r"[\s-]+", name.first) if fold_bare(word))
    return frozenset(
        {(last,), (first, last), (last, first), (*initials, last), (last, *initials)}
        | {(*initials[:1], last), (last, *initials[:1])}
    )


def _spans(folded: Folded, parts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Find the letters where a word begins and one ends; of a short name, no word within a part of it."""
    wanted = "".join(parts)
    joints = {sum(map(len, parts[:place])) for place in range(1, len(parts))}
    start = folded.bare.find(wanted) if len(wanted) > 1 else -1
    while start >= 0:
        end = start + len(wanted)
        whole = folded.starts[start] and folded.ends[end - 1]
        within = {place for place in range(1, len(wanted)) if folded.starts[start + place]}
        if whole and (len(wanted) >= SHORTEST_APART or within <= joints):
            yield start, end
        start = folded.bare.find(wanted, start + 1)


def bare_wing(name: str) -> str:
    """Return what a wing is called without the word for it: "F" for "F wing", "Seacole" for "Seacole"."""
    return WING_WORD.sub("", name).strip() or name


def _wings(text: str, small: Collection[str]) -> Iterator[Hit]:
    wanted = {fold_bare(wing) for wing in small}
    for pattern in (WING, WINGS_OF_WORDS):
        for match in pattern.finditer(text):
            if fold_bare(match["wing"]) in wanted:
                yield Hit(HitKind.SMALL_WING, *match.span())
    folded = fold_text(text)
    for wing in wanted:
        if len(wing) >= SHORTEST_APART:
            yield from (_hit(folded, HitKind.SMALL_WING, *span) for span in _spans(folded, (wing,)))


def _words(folded: Folded, words: Collection[str]) -> Iterator[Hit]:
    for word in words:
        for span in _spans(folded, (fold_bare(word),)):
            yield _hit(folded, HitKind.SECURITY, *span)


def _hit(folded: Folded, kind: HitKind, start: int, end: int) -> Hit:
    return Hit(kind, folded.places[start], folded.places[end - 1] + 1)


def _outermost(found: Collection[Hit]) -> Iterator[Hit]:
    for hit in found:
        within = (
            other != hit and other.kind is hit.kind and other.start <= hit.start and hit.end <= other.end
            for other in found
        )
        if not any(within):
            yield hit
