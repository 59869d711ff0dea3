"""Whether a read costs what its own rows cost: the same prison among 10 and among 1,000."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import click

from core.clock import today
from tests.bench.figures import percentile
from tests.bench.reads.answers import asked_of
from tests.bench.reads.ground import DATABASE, Ground
from tests.bench.reads.load import Asked
from tests.bench.reads.questions import QUESTIONS
from tests.bench.reads.roads import Road, ours
from tests.bench.reads.rounds import run_clean
from tests.bench.reads.rows import USUAL, Size, fill, let_in

FEW, MANY = 10, 1_000
MOST_TIMES_AS_LONG = 1.2


@dataclass(frozen=True, slots=True)
class Scaling:
    """Milliseconds of one request after another, the median, by the number of prisons."""

    few_ms: float
    many_ms: float

    @property
    def times_as_long(self) -> float:
        return self.many_ms / self.few_ms


def measure_scaling(ground: Ground, *, rounds: int, seconds: float) -> Scaling:
    """Ask for the 50 people of one prison by turns, in a database of 10 prisons and in one of 1,000."""
    times: dict[int, list[float]] = {FEW: [], MANY: []}
    with contextlib.ExitStack() as stack:
        asked = {prisons: stack.enter_context(_asking(ground, prisons)) for prisons in times}
        for round_ in range(rounds + 1):
            for prisons, (road, requests) in asked.items():
                run = run_clean(road, requests, seconds, connections=1)
                if round_:  # the first one warms up
                    times[prisons].append(percentile(run.latencies, 0.5))
    return Scaling(few_ms=median(times[FEW]), many_ms=median(times[MANY]))


@contextlib.contextmanager
def _asking(ground: Ground, prisons: int) -> Iterator[tuple[Road, list[Asked]]]:
    """Serve a database of so many prisons alike."""
    database = f"{DATABASE}_{prisons}"
    click.echo(f"Filling: {prisons:,} prisons of 60 people each ...")
    ground.make_database(database)
    size = Size(1, prisons, people=60, partners=5, cases=60)
    asyncio.run(fill(ground.superuser_url(database), size, day=today()))
    asyncio.run(let_in(ground.superuser_url(database), ground.identity.issuer, USUAL))
    with ours(ground, database) as road:
        yield road, [asked_of(road, request) for request in road.requests(QUESTIONS[0])]
