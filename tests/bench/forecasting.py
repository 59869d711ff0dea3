"""The part `forecast` of the bench: how wrong it is, beside the simplest one, the middle of all cases.

Two kinds of prison. "demo year": the cases of `gatehouse demo year`, as its own rules walk them. "three
years": levels differ in speed, summer and December are slow, some cases are asked something, a few take very
long. Every case is forecast at three moments of its life from what was decided before, and scored on the day
it is decided.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import click

from core.accounts.roles import Role
from core.clock import today
from core.plugins.loader import Registry, load
from core.sdk import add_working_days, working_days_between
from core.testkit import viewer
from infra.year.cases import Road, walk_before, walk_this_year
from infra.year.loading import CASES, HANDS
from infra.year.partnership import PEOPLE
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.policy import NATIONAL, POLICY_2026_04
from plugins.vetting.rules.facts import CaseFacts, StageEvent
from plugins.vetting.rules.forecast import EARLY, FEWEST, LATE, forecast
from plugins.vetting.rules.stage_times import Passage, passage_of, quantile
from plugins.vetting.rules.stages import DECIDED

S = VettingStage
BEGUN, YEARS, LIVES = date(2023, 1, 2), 3, 300
PRISONS = 10
SPEED = {VettingLevel.HMPPS_EL1: 0.6, VettingLevel.HMPPS_EL2: 1.0, VettingLevel.DBS_ENHANCED: 0.35}
STEPS = ((S.INVITED, 9.0), (S.FORM_IN_PROGRESS, 7.0), (S.DOCUMENTS_BOOKED, 5.0), (S.SUBMITTED, 3.0))
SLOW = {7: 1.3, 8: 1.4, 12: 1.5}
MOMENTS = (0.0, 0.4, 0.8)
"""Shares of the way from sending to the decision."""


@dataclass(slots=True)
class Score:
    """What a method was worth."""

    inside: int = 0
    widths: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)

    def add(self, earliest: date, likely: date, latest: date, came: date) -> None:
        self.inside += earliest <= came <= latest
        self.widths.append(working_days_between(earliest, latest))
        self.errors.append(working_days_between(min(likely, came), max(likely, came)))

    @property
    def figures(self) -> dict[str, float]:
        return {
            "inside_percent": round(100 * self.inside / len(self.errors), 1),
            "median_miss_working_days": quantile(self.errors, 0.5),
            "median_width_working_days": quantile(self.widths, 0.5),
            "forecasts": len(self.errors),
        }

    def words(self, name: str) -> str:
        found = self.figures
        return (
            f"{name:<40} inside the range {found['inside_percent']:4.0f} %, "
            f"median miss {found['median_miss_working_days']:3.0f} working days, "
            f"median width {found['median_width_working_days']:3.0f}, {found['forecasts']:,} forecasts"
        )


def life(random: Random) -> CaseFacts:
    """Make one case from its beginning to its decision."""
    level = random.choice(list(SPEED))
    day = BEGUN + timedelta(days=random.randrange(365 * YEARS))
    events = []
    for stage, middle in STEPS:
        events.append(StageEvent(stage=stage, on=day))
        day = add_working_days(day, round(random.lognormvariate(0, 0.6) * middle))
    events.append(StageEvent(stage=S.IN_CHECKS, on=day))
    checks = random.lognormvariate(0, 0.5) * 30 * SPEED[level] * SLOW.get(day.month, 1)
    if random.random() < 0.05:
        checks *= 3
    if random.random() < 0.25:
        asked = add_working_days(day, round(checks * random.random()))
        day = add_working_days(asked, round(random.lognormvariate(0, 0.6) * 8))
        events += [StageEvent(stage=S.QUERY_RAISED, on=asked), StageEvent(stage=S.IN_CHECKS, on=day)]
    day = add_working_days(day, round(checks))
    events.append(StageEvent(stage=S.APPROVED, on=day))
    return CaseFacts(history=tuple(events), required_levels=frozenset({level}))


def known_by(passages: list[Passage], days: list[date], on: date) -> list[Passage]:
    return passages[: bisect_left(days, on)]


def moments(case: CaseFacts) -> Iterator[tuple[CaseFacts, date]]:
    """Yield the case as it was known at moments between sending and decision."""
    sent = next((event.on for event in case.history if event.stage is S.SUBMITTED), case.history[0].on)
    decided = case.history[-1].on
    for share in MOMENTS:
        on = sent + (decided - sent) * share
        history = tuple(event for event in case.history if event.on <= on)
        if on < decided:
            yield CaseFacts(history=history, required_levels=case.required_levels), on


def three_years(random: Random) -> list[CaseFacts]:
    """Make the cases of a prison from their beginning to their decision."""
    return [life(random) for _ in range(LIVES)]


def demo_year(registry: Registry) -> Callable[[Random], list[CaseFacts]]:
    """Return what walks the cases of a demo's year; of each as much as was over with its decision."""
    road = Road(
        hands={hand: viewer(registry, None, role) for hand, (_persona, role) in HANDS.items()},
        calendar=viewer(registry, None, *Role),
        policies=NATIONAL,
        today=today(),
    )

    def walk(random: Random) -> list[CaseFacts]:
        walks = [walk_before(random, road, number) for number in range(PEOPLE - CASES)]
        walks += [walk_this_year(random, road, number) for number in range(CASES)]
        return [decided for one in walks if (decided := until_decided(one.facts)) is not None]

    return walk


def until_decided(case: CaseFacts) -> CaseFacts | None:
    """Return the case up to its first decision; None where none has come."""
    passage = passage_of(case)
    if passage is None:
        return None
    decided = next(place for place, event in enumerate(case.history) if event.stage in DECIDED)
    return replace(case, history=case.history[: decided + 1])


def run(prisons: int, live: Callable[[Random], list[CaseFacts]]) -> tuple[Score, Score]:
    """Score both methods over so many made-up prisons."""
    ours, simplest = Score(), Score()
    for number in range(prisons):
        random = Random(number)  # noqa: S311 -- made-up lives, the same in every run
        lives = live(random)
        passages = sorted(
            (one for life_ in lives if (one := passage_of(life_))), key=lambda one: one.decided_on
        )
        days = [one.decided_on for one in passages]
        for whole in lives:
            for case, on in moments(whole):
                score(ours, simplest, whole, case, on, known_by(passages, days, on))
    return ours, simplest


def score(
    ours: Score, simplest: Score, whole: CaseFacts, case: CaseFacts, on: date, known: list[Passage]
) -> None:
    """Forecast one case both ways, from what was known by then."""
    if len(known) < FEWEST:
        return
    came = whole.history[-1].on
    given = forecast(case, known, on, POLICY_2026_04)
    assert given is not None
    ours.add(given.earliest, given.likely, given.latest, came)
    totals, begun = [one.total for one in known], case.history[0].on
    early, middle, late = (
        max(on, add_working_days(begun, quantile(totals, part))) for part in (EARLY, 0.5, LATE)
    )
    simplest.add(early, middle, late, came)


def measure_forecasts(prisons: int = PRISONS) -> dict[str, Any]:
    """Score both methods on both kinds of prison; print the table, and return what `bench.json` keeps."""
    found: dict[str, Any] = {"prisons": prisons}
    for name, live in (("demo year", demo_year(load())), ("three years", three_years)):
        ours, simplest = run(prisons, live)
        for method, scored in (("from days in the stage", ours), ("middle of all cases", simplest)):
            click.echo(scored.words(f"{name}: {method}"))
            found[f"{name}: {method}"] = scored.figures
    year = found["demo year: from days in the stage"]
    inside, miss = year["inside_percent"], year["median_miss_working_days"]
    return found | {"summary": f"forecast: inside={inside:.0f}% median_miss={miss:.0f}"}
