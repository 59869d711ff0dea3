"""`python -m tests.frontend_api.graphql.hostile`: attacks, growth, and ten thousand generated operations."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import click
import psutil
from graphql import build_schema

from tests.frontend_api.graphql.hostile import linearity, times
from tests.frontend_api.graphql.hostile.generation import AT_ONCE, drawn
from tests.frontend_api.graphql.hostile.house import House, standing_house
from tests.servers import ROOT

SECONDS = 5.0
"""How long one request may take before it counts as hanging."""
WARM = 0.25
"""The share of the operations after which all that is kept for later has been filled."""
MOST_GROWTH_MB = 30.0


@dataclass
class Outcome:
    """What was answered, and how much memory this process held when it was warm and at the end."""

    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[bytes] = field(default_factory=list)
    slowest: float = 0
    warm_mb: float = 0
    last_mb: float = 0

    @property
    def is_good(self) -> bool:
        return not self.faults and self.last_mb - self.warm_mb <= MOST_GROWTH_MB

    def line(self) -> str:
        statuses = " ".join(f"{name}={count}" for name, count in sorted(self.statuses.items()))
        return (
            f"hostile: {statuses} faults={len(self.faults)} slowest_ms={self.slowest * 1_000:.0f} "
            f"warm_mb={self.warm_mb:.0f} growth_mb={self.last_mb - self.warm_mb:.1f} "
            f"bar_mb={MOST_GROWTH_MB:.0f}"
        )


def draw(number: int) -> list[bytes]:
    """Draw operations in a process of its own, whose memory is not the application's."""
    return drawn(build_schema((ROOT / "schema.graphql").read_text()), AT_ONCE, number)


def batches(count: int) -> Iterator[list[bytes]]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield from process.map(draw, range(0, count, AT_ONCE))


async def send_all(count: int) -> Outcome:
    """Send generated operations, and note what each was answered."""
    outcome, sent = Outcome(), 0
    async with standing_house() as house:
        times.quieten()
        for batch in batches(count):
            for content in batch:
                await send(house, content, outcome)
            sent += len(batch)
            outcome.last_mb = psutil.Process().memory_info().rss / 1e6
            if sent <= count * WARM:
                outcome.warm_mb = outcome.last_mb
    return outcome


async def send(house: House, content: bytes, outcome: Outcome) -> None:
    began = time.perf_counter()
    try:
        answer = await asyncio.wait_for(house.program.send(content), SECONDS)
    except TimeoutError:
        outcome.statuses["hung"] += 1
        outcome.faults.append(content)
        return
    outcome.slowest = max(outcome.slowest, time.perf_counter() - began)
    outcome.statuses[f"status_{answer.status_code}"] += 1
    if answer.status_code not in {200, 400, 413} or b'"INTERNAL"' in answer.content:
        outcome.faults.append(content)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="generated operations")
    asked = parser.parse_args()
    failed = times.main() + linearity.main()
    outcome = asyncio.run(send_all(asked.count))
    for content in outcome.faults[:10]:
        click.echo(f"FAULT {content!r}")
    click.echo(outcome.line())
    return int(bool(failed) or not outcome.is_good)


if __name__ == "__main__":
    sys.exit(main())
