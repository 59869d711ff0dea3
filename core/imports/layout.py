"""Declaring a table that can be imported: its columns by their headings, and what is never read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from core.texts import fold_words
from core.translation import Text

ALIKE = 0.86
"""How alike two headings must be for a slip of the pen to be overlooked (`Organistion`)."""
SHORTEST_ALIKE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column that a table can have."""

    name: str
    label: Text
    headings: tuple[str, ...]
    """Headings that mean this column, best known first; compared without case, accents and punctuation."""
    left_out: Text | None = None
    """Why a column that is recognised is not imported all the same; None when it is."""
    keep: Callable[[str], str] | None = None
    """What may be kept of the text when a rejected row is written out again; all of it when None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverRead:
    """Columns that must not come in, told by the words of their heading."""

    reason: Text
    words: frozenset[str]
    """One of these makes the heading a forbidden one…"""
    company: frozenset[str]
    """…when every other word of it is one of these, so that no sentence is taken for a heading."""
    phrases: frozenset[str] = frozenset()
    """Whole headings that are forbidden."""

    def covers(self, heading: str) -> bool:
        """Say whether a heading is a forbidden one."""
        phrase = fold_words(heading)
        words = set(phrase.split())
        return phrase in self.phrases or bool(words & self.words and words <= self.words | self.company)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One kind of table."""

    name: str
    label: Text
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    """Of each group of fields at least one must be there, or the sheet is not this table."""
    never: tuple[NeverRead, ...] = ()
    fewest_fields: int = 2
    """A row with fewer recognised headings is not the header."""
    skip: Callable[[str], bool] | None = None
    """Says by the first words of a row, which a date is not, that it is no record (a cancelled meeting)."""

    @cached_property
    def by_heading(self) -> Mapping[str, Field]:
        """Return the fields by each folded heading; the first that claims one has it."""
        found: dict[str, Field] = {}
        for field in self.fields:
            for heading in field.headings:
                found.setdefault(fold_words(heading), field)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    def forbids(self, heading: str) -> NeverRead | None:
        return next((rule for rule in self.never if rule.covers(heading)), None)

    def field_for(self, heading: str) -> Field | None:
        """Return the field of a heading exactly as people write it."""
        return self.by_heading.get(fold_words(heading))

    def field_like(self, heading: str) -> Field | None:
        """Return the field whose heading is nearly this one: with more words round it, or a slip in it."""
        phrase = fold_words(heading)
        if len(phrase) < SHORTEST_ALIKE:
            return None
        words = set(phrase.split())
        best: tuple[float, Field | None] = (ALIKE, None)
        for known, field in self.by_heading.items():
            if len(known) < SHORTEST_ALIKE:
                continue
            alike = SequenceMatcher(None, known, phrase).ratio()
            if set(known.split()) <= words:
                alike = max(alike, ALIKE + len(known) / 1000)
            if alike > best[0]:
                best = (alike, field)
        return best[1]
