"""What a figure may say: zero, nothing to count, not collected and kept back are four different things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _

FEWEST_PEOPLE = 6
"""Counts of 1 to 5 people are kept back, as in HMPPS's equalities reports."""
FEWEST_FOR_A_SHARE = 10
"""A percentage of fewer is not worked out (the default of ACRO, the output checker of UK statistics)."""
ROUNDED_TO = 5


class State(StrEnum):
    """Why there is a value, or none. The marks are the Government Statistical Service's."""

    COUNTED = "COUNTED"
    NOTHING_TO_COUNT = "NOTHING_TO_COUNT"
    NOT_COLLECTED = "NOT_COLLECTED"
    KEPT_BACK = "KEPT_BACK"

    @property
    def label(self) -> Text:
        return STATES[self]

    @property
    def mark(self) -> str:
        return MARKS[self]


STATES: dict[State, Text] = {
    State.COUNTED: _("Counted"),
    State.NOTHING_TO_COUNT: _("Nothing to count"),
    State.NOT_COLLECTED: _("Not available"),
    State.KEPT_BACK: _("Kept back, because it is about few people"),
}
MARKS: dict[State, str] = {
    State.COUNTED: "",
    State.NOTHING_TO_COUNT: "[z]",
    State.NOT_COLLECTED: "[x]",
    State.KEPT_BACK: "[c]",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted, of how much. Of nothing there is no share, and no zero either."""

    above: int
    below: int
    state: State = State.COUNTED

    @classmethod
    def of(cls, above: int | None, below: int | None) -> Figure:
        """Make a figure of two sums; none of either is nothing to count."""
        if not below:
            return cls(0, 0, State.NOTHING_TO_COUNT)
        return cls(above or 0, below)

    @property
    def share(self) -> float | None:
        """Per cent, where there is something to count."""
        return 100 * self.above / self.below if self.state is State.COUNTED else None

    def released(self, *, counts_people: bool) -> Figure:
        """Return what may leave the prison: exact for things; for people rounded, and nothing small.

        A figure is kept back whole: of what stays of it, the rest could be worked out.
        """
        if self.state is not State.COUNTED or not counts_people:
            return self
        small = any(0 < part < FEWEST_PEOPLE for part in (self.above, self.below - self.above))
        if small or self.below < FEWEST_FOR_A_SHARE:
            return Figure(0, 0, State.KEPT_BACK)
        return Figure(_rounded(self.above), _rounded(self.below))


def _rounded(count: int) -> int:
    return ROUNDED_TO * round(count / ROUNDED_TO)
