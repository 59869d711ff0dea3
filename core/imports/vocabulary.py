"""Words people use and what they mean: lists with a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.texts import fold_phrase

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Vocabulary(Generic[Meaning]):
    """Words, as they are written in a cell, for each meaning."""

    version: str
    words: Mapping[Meaning, tuple[str, ...]]
    _meanings: dict[str, Meaning] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for meaning, words in self.words.items():
            for word in words:
                earlier = self._meanings.setdefault(fold_phrase(word), meaning)
                if earlier != meaning:
                    raise ValueError(f"{word!r} has two meanings: {earlier} and {meaning}")

    def meaning_of(self, text: str) -> Meaning | None:
        """Return what a cell means, whatever its case and spacing; None for words that are in no list."""
        return self._meanings.get(fold_phrase(text))
