"""How long finished cases took at each stage, in working days: what this prison's own history says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from core.sdk import working_days_between
from plugins.vetting.enums import Pathway, Turn, VettingLevel, VettingStage
from plugins.vetting.rules.clocks import this_attempt
from plugins.vetting.rules.facts import CaseFacts, StageEvent
from plugins.vetting.rules.stages import DECIDED, shown_history, turn_of

S = VettingStage
LOW, MIDDLE, HIGH = 0.2, 0.5, 0.8
"""“Usual” is what six in ten cases took: the rest are as often shorter as longer."""
WITH_THE_TEAM = frozenset({S.SUBMITTED, S.IN_CHECKS, S.QUERY_RAISED})


@dataclass(frozen=True, slots=True)
class Spell:
    """So many working days at a stage, and whose turn it was."""

    stage: VettingStage
    days: int
    turn: Turn


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a case was in a phase, and what it took besides from there to the decision."""

    days: int
    """Working days in the phase, less those on which a query was open."""
    rest: int
    """All others until the decision: open queries, and the phases after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The way of one finished case as everybody may see it: nothing tells of an assessment."""

    levels: frozenset[VettingLevel]
    pathway: Pathway
    decided_on: date
    spells: tuple[Spell, ...]
    stays: tuple[tuple[VettingStage, Stay], ...]

    def stay(self, phase: VettingStage) -> Stay | None:
        return next((stay for known, stay in self.stays if known is phase), None)

    @property
    def total(self) -> int:
        return sum(spell.days for spell in self.spells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The usual length of something here: a fifth was shorter than `low`, a fifth longer than `high`."""

    count: int
    low: int
    middle: int
    high: int


def phase_of(stage: VettingStage) -> VettingStage:
    """Return the phase of a stage: with the vetting team is one, whether or not its start was noted."""
    return S.IN_CHECKS if stage in WITH_THE_TEAM else stage


def quantile(values: Sequence[int], part: float) -> int:
    """Return the smallest value that at least this part of the values does not exceed."""
    return sorted(values)[max(0, ceil(part * len(values)) - 1)]


def usual(values: Sequence[int]) -> Usual | None:
    """Return the usual of some lengths; None of none."""
    if not values:
        return None
    low, middle, high = (quantile(values, part) for part in (LOW, MIDDLE, HIGH))
    return Usual(count=len(values), low=low, middle=middle, high=high)


def passage_of(case: CaseFacts) -> Passage | None:
    """Return the way of the present attempt to its decision, as shown; None where it has none yet."""
    events = this_attempt(shown_history(case.history))
    ends = [place for place, event in enumerate(events) if event.stage in DECIDED]
    if not ends or not ends[0]:
        return None
    way = events[: ends[0] + 1]
    return Passage(
        levels=case.required_levels,
        pathway=case.pathway,
        decided_on=way[-1].on,
        spells=tuple(_spells(way, case.pathway)),
        stays=tuple(_stays(way)),
    )


def _spells(way: Sequence[StageEvent], pathway: Pathway) -> Iterable[Spell]:
    for event, following in pairwise(way):
        days = working_days_between(event.on, following.on)
        yield Spell(event.stage, days, turn_of(event.stage, pathway))


def _stays(way: Sequence[StageEvent]) -> Iterable[tuple[VettingStage, Stay]]:
    entered: dict[VettingStage, date] = {}
    days: Counter[VettingStage] = Counter()
    for event, following in pairwise(way):
        phase = phase_of(event.stage)
        entered.setdefault(phase, event.on)
        if event.stage is not S.QUERY_RAISED:
            days[phase] += working_days_between(event.on, following.on)
    for phase, since in entered.items():
        whole = working_days_between(since, way[-1].on)
        yield phase, Stay(days[phase], max(0, whole - days[phase]))


def days_in_phase(case: CaseFacts, on: date) -> int:
    """Return the working days that the case has been in its phase in this attempt, queries left out."""
    events = this_attempt(shown_history(case.history))
    phase, days = phase_of(events[-1].stage), 0
    for event, following in zip(events, (*events[1:], None), strict=True):
        if phase_of(event.stage) is phase and event.stage is not S.QUERY_RAISED:
            days += working_days_between(event.on, following.on if following else on)
    return days


def by_stage(passages: Iterable[Passage]) -> dict[tuple[frozenset[VettingLevel], VettingStage], Usual]:
    """Return the usual length of each stage by level; a case that came twice counts the sum."""
    found: dict[tuple[frozenset[VettingLevel], VettingStage], list[int]] = {}
    for passage in passages:
        days: Counter[VettingStage] = Counter()
        for spell in passage.spells:
            days[spell.stage] += spell.days
        for stage, length in days.items():
            found.setdefault((passage.levels, stage), []).append(length)
    return {key: known for key, lengths in found.items() if (known := usual(lengths))}


def by_turn(passages: Sequence[Passage]) -> dict[Turn, int]:
    """Return the working days that went by on each side's turn, over all these cases."""
    days: Counter[Turn] = Counter()
    for passage in passages:
        for spell in passage.spells:
            days[spell.turn] += spell.days
    return {turn: days[turn] for turn in Turn if days[turn]}
