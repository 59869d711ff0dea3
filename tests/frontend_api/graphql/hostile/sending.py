"""Ten thousand generated requests to a real web process: what each is answered, and what memory it holds."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import linear_regression

import click
from graphql import build_schema

from tests.frontend_api.graphql.hostile.attacks import Attack
from tests.frontend_api.graphql.hostile.generation import AT_ONCE, drawn
from tests.frontend_api.graphql.hostile.house import standing_house
from tests.frontend_api.graphql.hostile.server import Server, web_process
from tests.servers import ROOT

SECONDS = 5.0
"""How long one request may take before it counts as hanging."""
ALLOWED = frozenset({200, 400, 413})
MARKS = 10
WARM = 0.5
"""The share of the requests after which all that is kept for later has been filled."""
MOST_GROWTH_MB = 15.0
"""From there to the end."""


@dataclass
class Outcome:
    """What was answered, and how much memory the web process held after so many requests."""

    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[Attack] = field(default_factory=list)
    slowest: float = 0
    resident: list[tuple[int, float]] = field(default_factory=list)

    @property
    def warm(self) -> list[tuple[int, float]]:
        return [mark for mark in self.resident if mark[0] >= self.resident[-1][0] * WARM]

    @property
    def growth_mb(self) -> float:
        return self.warm[-1][1] - self.warm[0][1]

    @property
    def slope(self) -> float:
        """Return MB for each thousand requests, fitted to all marks once it is warm."""
        counts, held = zip(*self.warm, strict=True)
        return linear_regression(counts, held).slope * 1_000 if len(counts) > 1 else 0.0

    @property
    def is_good(self) -> bool:
        return not self.faults and self.growth_mb <= MOST_GROWTH_MB

    def lines(self) -> Iterator[str]:
        yield f"{'requests':>10}{'resident MB':>14}"
        yield from (f"{count:>10,}{held:>14.1f}" for count, held in self.resident)
        yield from (f"FAULT {attack.content_type} {attack.content!r}"[:2_000] for attack in self.faults[:10])
        statuses = " ".join(f"{name}={count}" for name, count in sorted(self.statuses.items()))
        yield (
            f"hostile: {statuses} faults={len(self.faults)} slowest_ms={self.slowest * 1_000:.0f} "
            f"growth_mb={self.growth_mb:.1f} bar_mb={MOST_GROWTH_MB:.0f} mb_per_1000={self.slope:.2f}"
        )


def draw(number: int) -> list[Attack]:
    """Draw requests in a process of its own, while earlier ones are sent."""
    return drawn(build_schema((ROOT / "schema.graphql").read_text()), AT_ONCE, number)


def batches(count: int) -> Iterator[list[Attack]]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield from process.map(draw, range(0, count, AT_ONCE))


async def send_all(count: int) -> Outcome:
    """Send generated requests, and note what each was answered."""
    outcome, sent = Outcome(), 0
    async with standing_house() as house, web_process(house) as server:
        for batch in batches(count):
            server.renew()
            for attack in batch:
                await send(server, attack, outcome)
            sent += len(batch)
            if sent * MARKS // count > len(outcome.resident) or sent >= count:
                outcome.resident.append((sent, server.resident_mb()))
                click.echo(f"{sent:,} sent, {outcome.resident[-1][1]:.1f} MB resident", err=True)
    return outcome


async def send(server: Server, attack: Attack, outcome: Outcome) -> None:
    began = time.perf_counter()
    try:
        answer = await asyncio.wait_for(server.program.send(attack.content, attack.content_type), SECONDS)
    except TimeoutError:
        outcome.statuses["hung"] += 1
        outcome.faults.append(attack)
        return
    outcome.slowest = max(outcome.slowest, time.perf_counter() - began)
    outcome.statuses[f"status_{answer.status_code}"] += 1
    if answer.status_code not in ALLOWED or b'"INTERNAL"' in answer.content:
        outcome.faults.append(attack)
