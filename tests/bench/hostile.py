"""The part `hostile` of the bench: the processor time of each attack, and how preparing a document grows."""

from __future__ import annotations

import asyncio
from typing import Any

import click

from tests.bench.figures import Figures
from tests.frontend_api.graphql.hostile import linearity, times

TRIES = 3
"""The least of so many counts; what is over the bar is worth a `make hostile`, which tries longer."""
GROWTH_TRIES = 5
SHOWN = 5
"""The worst of each kind are printed; all of them are written."""


def measure_hostile() -> dict[str, Any]:
    """Attack the application in this process; print the worst, and return what `bench.json` keeps."""
    costs = asyncio.run(_costs())
    growths = {name: linearity.growth_of(found) for name, found in linearity.measure_all(GROWTH_TRIES)}
    _show("attack", "ms", costs, times.MOST_MILLISECONDS)
    _show("growth", "x", growths, linearity.MOST_GROWTH)
    worst_cost, worst_growth = max(costs.values()), max(growths.values())
    return {
        "attacks_cpu_ms": _rounded(costs),
        "growth_by_doubling": _rounded(growths),
        "bars": {
            "worst_cpu_ms": {"value": worst_cost, "most": times.MOST_MILLISECONDS},
            "worst_growth": {"value": worst_growth, "most": linearity.MOST_GROWTH},
        },
        "summary": (
            f"hostile: attacks={len(costs)} worst_cpu_ms={worst_cost:.1f} "
            f"families={len(growths)} worst_growth={worst_growth:.2f}"
        ),
    }


async def _costs() -> dict[str, float]:
    return {name: cost.processor async for name, _attack, cost in times.measure_all(TRIES)}


def _show(kind: str, unit: str, found: dict[str, float], bar: float) -> None:
    figures = Figures()
    for name in sorted(found, key=found.__getitem__, reverse=True)[:SHOWN]:
        figures.add(f"{kind}: {name}", unit, found[name], bar=bar)
    click.echo(figures.table())


def _rounded(found: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in found.items()}
