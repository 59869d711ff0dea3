"""The part `desk` of the bench: entry answers, the gate's list and its page in prisons that lived a year."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from tests.bench.desk.answers import measure_answers
from tests.bench.desk.costs import collect_as_served
from tests.bench.desk.gate import measure_gate
from tests.bench.desk.page import measure_page
from tests.bench.desk.prisons import CLEARED, MIXED, NAME, desk_of, make_prisons
from tests.bench.figures import Figures
from tests.bench.reads.ground import Ground, running_ground


def measure_desk(home: Path) -> dict[str, Any]:
    """Measure in a database made anew; print the table, and return what `bench.json` keeps."""
    figures = Figures()
    with running_ground(home) as ground:
        click.echo("Living a year in two prisons of 500 people ...")
        ground.make_database(NAME)
        found = asyncio.run(_measure(ground, figures))
        found["gate_page_s"] = measure_page(ground, figures)
    click.echo(figures.table())
    words = " ".join(f"{name}={value:.2f}" for name, value in found.items())
    return figures.content() | {"summary": f"desk: {words}"}


async def _measure(ground: Ground, figures: Figures) -> dict[str, float]:
    await make_prisons(ground)
    collect_as_served()
    found = {}
    for name, code in (("cleared_answers_per_s", CLEARED), ("mixed_answers_per_s", MIXED)):
        async with desk_of(ground, code) as desk:
            found[name] = await measure_answers(desk, figures)
    async with desk_of(ground, MIXED) as desk:
        found["gate_list_s"] = await measure_gate(desk, figures)
    return found
