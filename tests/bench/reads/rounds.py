"""Rounds: every road under the same load in turn, several times, so that a busy minute hits all alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.figures import percentile
from tests.bench.reads.answers import right_answers
from tests.bench.reads.load import Asked, Run, keep_busy
from tests.bench.reads.questions import Question
from tests.bench.reads.roads import Road

CONNECTIONS = 16
WARM_UP_SECONDS = 2.0
"""Before the first round each road runs for this long, which is not counted."""


@dataclass
class Measured:
    """One question on one road: a run for each round."""

    runs: list[Run] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return median(run.per_second for run in self.runs)

    def latency(self, share: float) -> float:
        """Return the median over the rounds of this percentile, in milliseconds."""
        return median(percentile(run.latencies, share) for run in self.runs)

    @property
    def worst(self) -> float:
        return max(max(run.latencies) for run in self.runs)

    @property
    def requests(self) -> int:
        return sum(len(run.latencies) for run in self.runs)


def measure(roads: Sequence[Road], question: Question, *, rounds: int, seconds: float) -> dict[str, Measured]:
    """Measure a question on each road; any wrong answer ends the bench."""
    asked = right_answers(roads, question)
    found = {road.name: Measured() for road in roads}
    for road in roads:
        run_clean(road, asked[road.name], WARM_UP_SECONDS)
    for _ in range(rounds):
        for road in roads:
            found[road.name].runs.append(run_clean(road, asked[road.name], seconds))
    return found


def run_clean(road: Road, asked: Sequence[Asked], seconds: float, connections: int = CONNECTIONS) -> Run:
    """Put a road under load once; a single fault fails the bench."""
    run = keep_busy(road.port, asked, connections=connections, seconds=seconds)
    if run.faults:
        raise RuntimeError(f"{road.name}: {len(run.faults)} wrong answers, the first: {run.faults[0]}")
    return run
