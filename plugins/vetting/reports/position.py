"""Counts the vetting position on a day: where cases are, whose turn, what is late, what runs out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.policy import Policy
from plugins.vetting.rules import (
    LIVE,
    OPEN,
    TO_CLOSE,
    CaseFacts,
    caught_up,
    decision_clock,
    is_cleared_on_record,
    is_over_target,
    levels_missing,
    runs_out_on,
    shown_stage,
    turn_of,
    working_days_in_stage,
)

EXPIRY_DAYS = (30, 90, 180)
"""The reminders of the renewal: a person is counted in each period that the end lies in."""
LISTED_EXPIRY_DAYS = 90
Key = TypeVar("Key", VettingStage, Turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as a report may show it: nothing of a lived-experience assessment, whoever asks."""

    facts: CaseFacts
    policy: Policy
    person: str
    organisation: str | None
    forecast: tuple[date, date] | None = None
    """Between which days a decision was forecast when the case was last sent."""
    decided_here: bool = True
    """False for a case taken over as it stood in somebody's records."""

    @property
    def stage(self) -> VettingStage:
        return shown_stage(self.facts.stage, leap=False)

    @property
    def is_in_progress(self) -> bool:
        return self.stage in OPEN and not self._rests

    @property
    def comes_in(self) -> bool:
        return self.stage in LIVE or self._rests

    @property
    def _rests(self) -> bool:
        return is_cleared_on_record(self.stage, decided_here=self.decided_here)

    @property
    def turn(self) -> Turn:
        return turn_of(self.stage, self.facts.pathway)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An open case and its two waits, in working days."""

    line: CaseLine
    in_stage: int
    for_decision: int | None
    """Since it was sent to the vetting team, queries left out; None before that and once decided."""

    @property
    def is_over(self) -> bool:
        return self.for_decision is not None and is_over_target(self.for_decision, self.line.policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Open cases at one stage, or of whose turn it is."""

    over: int
    within: int
    untimed: int
    """Not yet with the vetting team, or decided already: no target runs."""
    longest: int
    """Working days that the longest of them has been at its stage."""

    @property
    def total(self) -> int:
        return self.over + self.within + self.untimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Somebody who comes in now, and the last day on which all they need is in date."""

    line: CaseLine
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Everything the report says, as numbers."""

    on: date
    target: int
    by_stage: tuple[tuple[VettingStage, Group], ...]
    by_turn: tuple[tuple[Turn, Group], ...]
    waits: tuple[Wait, ...]
    """Open cases, the longest wait first."""
    endings: tuple[Ending, ...]
    """Within the longest period of `EXPIRY_DAYS`, soonest first."""
    coming_in: int
    unconfirmed: int
    """Of those coming in: whom only a list calls cleared, without a word from security."""
    to_close: int

    @property
    def open(self) -> int:
        return len(self.waits)

    @property
    def over(self) -> int:
        return sum(wait.is_over for wait in self.waits)

    @property
    def longest_over(self) -> int:
        """Return the working days that the case furthest over its target has waited; 0 when none is."""
        return max((wait.for_decision or 0 for wait in self.waits if wait.is_over), default=0)

    def ending_within(self, days: int) -> tuple[Ending, ...]:
        return tuple(ending for ending in self.endings if (ending.on - self.on).days <= days)


def position_on(lines: Iterable[CaseLine], on: date, policy: Policy) -> Position:
    """Count the position of a prison's cases on a day; the policy is the one in force."""
    cases = tuple(replace(line, facts=caught_up(line.facts, on, line.policy)) for line in lines)
    waits = sorted((_wait(line, on) for line in cases if line.is_in_progress), key=_longest_first)
    live = [line for line in cases if line.comes_in]
    endings = [ending for line in live if (ending := _ending(line, on)) is not None]
    return Position(
        on=on,
        target=policy.target_working_days,
        by_stage=_grouped(waits, VettingStage, lambda wait: wait.line.stage),
        by_turn=_grouped(waits, Turn, lambda wait: wait.line.turn),
        waits=tuple(waits),
        endings=tuple(sorted(endings, key=lambda ending: (ending.on, ending.line.person))),
        coming_in=sum(line.stage is not VettingStage.SUSPENDED for line in live),
        unconfirmed=sum(
            line.stage is not VettingStage.SUSPENDED and not _is_confirmed(line, on) for line in live
        ),
        to_close=sum(line.stage in TO_CLOSE for line in cases),
    )


def _wait(line: CaseLine, on: date) -> Wait:
    clock = decision_clock(line.facts, on)
    running = clock is not None and clock.stopped_on is None
    return Wait(
        line=line,
        in_stage=working_days_in_stage(line.facts, on),
        for_decision=clock.days if clock is not None and running else None,
    )


def _longest_first(wait: Wait) -> tuple[int, date, str]:
    return (-wait.in_stage, wait.line.facts.entered_on, wait.line.person)


def _is_confirmed(line: CaseLine, on: date) -> bool:
    """Say whether security called the person cleared: here, or by a confirmed clearance for each level."""
    levels, facts = line.facts.required_levels, line.facts
    confirmed = tuple(held for held in facts.clearances if held.is_confirmed)
    stands = not levels_missing(replace(facts, clearances=confirmed), on, line.policy)
    return line.decided_here or (bool(levels) and stands)


def _ending(line: CaseLine, on: date) -> Ending | None:
    end = runs_out_on(line.facts, on, line.policy)
    if end is None or (end - on).days > max(EXPIRY_DAYS):
        return None
    return Ending(line=line, on=end)


def _grouped(
    waits: Iterable[Wait], order: Iterable[Key], key: Callable[[Wait], Key]
) -> tuple[tuple[Key, Group], ...]:
    """Group the waits in the order of the code list, leaving out what is empty."""
    found: dict[Key, list[Wait]] = {}
    for wait in waits:
        found.setdefault(key(wait), []).append(wait)
    return tuple((each, _group(found[each])) for each in order if each in found)


def _group(waits: list[Wait]) -> Group:
    over = sum(wait.is_over for wait in waits)
    timed = sum(wait.for_decision is not None for wait in waits)
    return Group(
        over=over,
        within=timed - over,
        untimed=len(waits) - timed,
        longest=max(wait.in_stage for wait in waits),
    )
