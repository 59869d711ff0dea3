"""When a case is likely to be decided: a range from how long like cases took here, given how far it is.

Of the finished cases that were in the same phase, those are looked at that stayed at least as long as this
one has by now; to what they stayed longer is added, in every combination, what cases took from there to the
decision. The range leaves out the shortest and the longest tenth. Few stay very long: beyond the few
longest a case is expected to stay as much longer again as those stayed beyond the rest. So the days that it
waits never bring the forecast nearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.sdk import add_working_days, working_days_between
from plugins.vetting.enums import Pathway
from plugins.vetting.enums.forecast import ForecastBasis
from plugins.vetting.policy import Policy
from plugins.vetting.rules.clocks import decision_clock, this_attempt
from plugins.vetting.rules.facts import CaseFacts
from plugins.vetting.rules.stage_times import (
    MIDDLE,
    Passage,
    Stay,
    Usual,
    days_in_phase,
    phase_of,
    quantile,
    usual,
)
from plugins.vetting.rules.stages import DECIDED, OPEN, shown_history

FEWEST = 10
"""Finished cases that a forecast rests on; with fewer it looks further afield."""
MOST = 200
"""The latest decided; what was long ago says little."""
LONGEST = 5
"""The longest stays, which say what is left to one that has stayed longer than nearly all."""
EARLY, LATE = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The days between which a decision is likely, and what says so."""

    earliest: date
    likely: date
    latest: date
    basis: ForecastBasis
    sample: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The stays of finished cases that a case is compared with."""

    basis: ForecastBasis
    stays: tuple[Stay, ...]

    @property
    def usual(self) -> Usual | None:
        return usual([stay.days for stay in self.stays])


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How wrong forecasts were: of so many that came true or not, how many held, and the typical miss."""

    count: int
    inside: int
    miss: int
    """Working days by which the middle one of the others missed the range; 0 where none did."""


def compare(case: CaseFacts, passages: Iterable[Passage]) -> Comparison | None:
    """Choose what a case is compared with: its level, else all levels; None where too few are finished."""
    phase = phase_of(shown_history(case.history)[-1].stage)
    here = case.pathway is Pathway.TRANSFER_RECOGNITION
    like = [one for one in passages if (one.pathway is Pathway.TRANSFER_RECOGNITION) is here]
    for basis, chosen in (
        (ForecastBasis.LEVEL, [one for one in like if one.levels == case.required_levels]),
        (ForecastBasis.PRISON, like),
    ):
        latest = sorted(chosen, key=lambda one: one.decided_on, reverse=True)
        stays = [stay for one in latest if (stay := one.stay(phase))][:MOST]
        if len(stays) >= FEWEST:
            return Comparison(basis=basis, stays=tuple(stays))
    return None


def forecast(case: CaseFacts, passages: Iterable[Passage], on: date, policy: Policy) -> Forecast | None:
    """Return when a case is likely to be decided; None before it can be said, and once it is decided."""
    events = this_attempt(shown_history(case.history))
    if events[-1].stage not in OPEN or any(event.stage in DECIDED for event in events):
        return None
    comparison = compare(case, passages)
    if comparison is None:
        return _by_target(case, on, policy)
    left = _left(comparison.stays, days_in_phase(case, on))
    early, middle, late = (add_working_days(on, _at(left, part)) for part in (EARLY, MIDDLE, LATE))
    return Forecast(
        earliest=early,
        likely=middle,
        latest=late,
        basis=comparison.basis,
        sample=len(comparison.stays),
    )


def _by_target(case: CaseFacts, on: date, policy: Policy) -> Forecast | None:
    """Return the day of the policy's target, while that can still be kept."""
    clock = decision_clock(case, on)
    if clock is None or clock.days > policy.target_working_days:
        return None
    day = add_working_days(on, policy.target_working_days - clock.days)
    return Forecast(earliest=day, likely=day, latest=day, basis=ForecastBasis.TARGET, sample=0)


def _left(stays: Sequence[Stay], spent: int) -> Counter[int]:
    """Return how often each number of working days is left, over every combination."""
    longer = Counter(_longer([stay.days for stay in stays], spent))
    rests = Counter(stay.rest for stay in stays)
    left: Counter[int] = Counter()
    for days, often in longer.items():
        for rest, times in rests.items():
            left[days + rest] += often * times
    return left


def _at(left: Counter[int], part: float) -> int:
    """Return the smallest number of days that at least this part of the combinations does not exceed."""
    wanted, passed = part * left.total(), 0
    for days in sorted(left):
        passed += left[days]
        if passed >= wanted:
            return days
    return max(left)


def _longer(stays: Sequence[int], spent: int) -> list[int]:
    """Return how much longer those stayed that stayed so long; beyond nearly all, what the longest add."""
    ordered = sorted(stays)
    few, threshold = ordered[-LONGEST:], ordered[-LONGEST - 1]
    if spent <= threshold:
        return [days - spent for days in ordered if days >= spent]
    return [max(1, days - threshold) for days in few]


def lead_time(passages: Iterable[Passage]) -> Usual | None:
    """Return how long cases took from their beginning to the decision; None with too few to say."""
    latest = sorted(passages, key=lambda one: one.decided_on, reverse=True)[:MOST]
    return usual([one.total for one in latest]) if len(latest) >= FEWEST else None


def record_of(came: Iterable[tuple[date, date, date]]) -> Record:
    """Count how many forecasts (earliest, latest, came on) held, and by how much the others missed."""
    misses = []
    count = 0
    for earliest, latest, came_on in came:
        count += 1
        if came_on < earliest:
            misses.append(max(1, working_days_between(came_on, earliest)))
        elif came_on > latest:
            misses.append(max(1, working_days_between(latest, came_on)))
    return Record(count=count, inside=count - len(misses), miss=quantile(misses, MIDDLE) if misses else 0)
