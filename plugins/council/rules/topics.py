"""What belongs to one topic: which parts of a text are about a theme or say certain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.council.enums import SourceKind, Theme
from plugins.council.rules.bulletin_passages import DID, SAID
from plugins.council.rules.folding import fold_bare

TITLE = "/title"
"""Ends the name of a passage that stands as a title over the next."""


@dataclass(frozen=True, slots=True)
class Said:
    """One passage of a text, with what stands above it."""

    field: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody wants to know of: a theme, words that all have to stand there, or both."""

    theme: Theme | None = None
    words: str = ""

    @property
    def is_nothing(self) -> bool:
        return self.theme is None and not self.words.split()

    def holds(self, part: Iterable[Said], theme: Theme | None) -> bool:
        if self.theme is not None and theme is not self.theme:
            return False
        said = fold_bare(" ".join(f"{one.heading} {one.text}" for one in part))
        return all(fold_bare(word) in said for word in self.words.split())


def parts_of(kind: SourceKind, passages: Iterable[Said]) -> Iterator[tuple[Said, ...]]:
    """Part a text into what is told together: a point of minutes, an answer of an issue, a whole proposal."""
    parts: dict[str, list[Said]] = {}
    for one in passages:
        if kind is not SourceKind.FEEDBACK or _is_plain(one.field):
            parts.setdefault(_part(kind, one.field), []).append(one)
    yield from map(tuple, parts.values())


def _part(kind: SourceKind, field: str) -> str:
    if kind is SourceKind.MINUTES:
        return field.removesuffix(TITLE)
    return field.partition("/")[0] if kind is SourceKind.FEEDBACK else ""


def _is_plain(field: str) -> bool:
    """Say whether a passage of an issue is in plain words: in easy and Welsh ones it says the same again."""
    return field.split("/")[1:2] in ([SAID], [DID])


def theme_told(part: Iterable[Said]) -> Theme | None:
    """Return the theme that an answer of an issue carries in the name of its passage."""
    fields = (one.field.split("/") for one in part)
    return next((Theme(words[2]) for words in fields if words[1:2] == [DID]), None)
