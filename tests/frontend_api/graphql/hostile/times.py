"""`python -m tests.frontend_api.graphql.hostile.times`: what each attack costs this process."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import click
import structlog

from core.reads.plans import Plans
from tests.frontend_api.graphql.hostile.attacks import Attack, all_attacks
from tests.frontend_api.graphql.hostile.house import House, standing_house

ROUNDS = 5
MOST_MILLISECONDS = 100.0


@dataclass(frozen=True, slots=True)
class Cost:
    """The least milliseconds of several tries, as when nothing else runs, and the status answered."""

    processor: float
    waited: float
    status: int

    @property
    def is_too_much(self) -> bool:
        return self.processor > MOST_MILLISECONDS

    def shown(self, name: str, attack: Attack) -> str:
        said = "  TOO MUCH" if self.is_too_much else ""
        figures = f"{len(attack.content):>10}{self.status:>8}{self.processor:>12.1f}{self.waited:>12.1f}"
        return f"{name:<70}{figures}{said}"


async def measure(house: House, attack: Attack, rounds: int) -> Cost:
    """Send one attack several times, each time as if it had never been sent before."""
    processor, waited, status = [], [], 0
    for _ in range(rounds):
        engine = house.app.state.engine
        engine._prepared.clear()
        engine.plans = Plans()
        spent, began = time.process_time(), time.perf_counter()
        status = (await house.program.send(attack.content, attack.content_type)).status_code
        processor.append((time.process_time() - spent) * 1_000)
        waited.append((time.perf_counter() - began) * 1_000)
    return Cost(min(processor), min(waited), status)


async def measure_all(rounds: int = ROUNDS) -> AsyncIterator[tuple[str, Attack, Cost]]:
    """Yield each attack with what it costs."""
    async with standing_house() as house:
        quieten()
        await house.program.ask("{ people { totalCount } }")
        for name, attack in all_attacks():
            yield name, attack, await measure(house, attack, rounds)


async def print_all() -> list[Cost]:
    """Print a line for each attack: bytes, status, and milliseconds of this processor and in all."""
    costs = []
    click.echo(f"{'':<70}{'bytes':>10}{'status':>8}{'CPU ms':>12}{'in all ms':>12}")
    async for name, attack, cost in measure_all():
        costs.append(cost)
        click.echo(cost.shown(name, attack))
    return costs


def quieten() -> None:
    """Keep the lines of the log out of the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def main() -> int:
    costs = asyncio.run(print_all())
    most = max(cost.processor for cost in costs)
    click.echo(f"attacks: count={len(costs)} worst_cpu_ms={most:.1f} bar_ms={MOST_MILLISECONDS:.0f}")
    return int(any(cost.is_too_much for cost in costs))


if __name__ == "__main__":
    sys.exit(main())
