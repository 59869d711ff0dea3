"""Counts of paper ballots, typed in twice: where they differ, nothing follows until it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.sdk import DomainError, Invalid, translate

SPOILT = "spoilt"
"""Stands where a party's id would: papers that are for nobody."""
MOST_PAPERS = 5000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one count found: votes of every party by its id, and papers that were spoilt."""

    votes: Mapping[str, int]
    spoilt: int = 0

    @property
    def papers(self) -> int:
        return sum(self.votes.values()) + self.spoilt

    @property
    def figures(self) -> dict[str, int]:
        return {**self.votes, SPOILT: self.spoilt}


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was typed in as two: of a party, or of the spoilt papers."""

    of: str
    first: int
    second: int


def differences(first: Sheet, second: Sheet) -> tuple[Difference, ...]:
    """Return every figure in which the two differ, in the order of the ballot paper."""
    other = second.figures
    return tuple(
        Difference(of, count, other[of]) for of, count in first.figures.items() if count != other[of]
    )


def settle(first: Sheet | None, second: Sheet | None, agreed: Sheet | None = None) -> Sheet | None:
    """Return the count that stands; none before the second, and none while a difference is open."""
    if first is None or second is None:
        return None
    if not differences(first, second):
        return first
    if agreed is None or any(agreed_faults(first, second, agreed)):
        return None
    return agreed


def sheet_faults(sheet: Sheet, parties: Mapping[str, str], eligible: int) -> Iterator[DomainError]:
    """Say why a count cannot be: a party is missing, a figure is no count, or there are too many papers."""
    if set(sheet.votes) != set(parties):
        yield Invalid(translate("Type in a figure for each party of the ballot paper, 0 for none."), "votes")
    elif any(not 0 <= count <= MOST_PAPERS for count in sheet.figures.values()):
        yield Invalid(translate("Count the papers: each figure is from 0 to 5000."), "votes")
    elif sheet.papers > eligible:
        said = translate("That is {papers} papers, and {eligible} people may vote. Check each figure.")
        yield Invalid(said.format(papers=sheet.papers, eligible=eligible), "votes")


def agreed_faults(first: Sheet, second: Sheet, agreed: Sheet) -> Iterator[DomainError]:
    """Say where an agreed count changes what both had found alike."""
    open_ = {difference.of for difference in differences(first, second)}
    if any(agreed.figures.get(of) != count for of, count in first.figures.items() if of not in open_):
        yield Invalid(translate("Change only the figures in which the two differ."), "votes")
