"""The part `reads` of the bench: servers, rows, rounds, and what is said of them."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
from pathlib import Path
from typing import Any

import click

from core.clock import today
from infra.database_roles import database_mark, mark_database
from tests.bench.reads import roads, standing
from tests.bench.reads.footprint import footprint
from tests.bench.reads.ground import DATABASE, Ground, running_ground
from tests.bench.reads.page import TITLE, measure_page
from tests.bench.reads.questions import QUESTIONS
from tests.bench.reads.rivals import roads as rivals
from tests.bench.reads.rounds import measure
from tests.bench.reads.rows import GROUP, HOUSE, LARGE, USUAL, fill, let_in
from tests.bench.reads.scaling import measure_scaling
from tests.infra.launched import ROOT

ROADS = {
    standing.OURS: roads.ours,
    standing.RAW: roads.raw,
    standing.POSTGRAPHILE: rivals.postgraphile,
    standing.STRAWBERRY: rivals.strawberry,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=5, help="reads: rounds of load for each question")
    parser.add_argument("--seconds", type=float, default=4.0, help="reads: how long each round lasts")
    parser.add_argument(
        "--no-scaling", dest="scaling", action="store_false", help="reads: leave out 10 and 1,000 prisons"
    )
    parser.add_argument(
        "--roads",
        nargs="+",
        choices=ROADS,
        default=list(ROADS),
        help="reads: those to compare; ours is always",
    )


def measure_reads(home: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Measure each question on each road; print the table, and return what `bench.json` keeps."""
    found = standing.Found()
    with running_ground(home) as ground:
        prepare(ground)
        measure_roads(ground, asked, found)
        if asked.scaling:
            found.scaling = measure_scaling(ground, rounds=asked.rounds, seconds=asked.seconds / 2)
    for bar in standing.bars(found):
        click.echo(bar.shown())
    return standing.as_json(found) | {"summary": standing.summary(found)}


def measure_roads(ground: Ground, asked: argparse.Namespace, found: standing.Found) -> None:
    """Measure the roads side by side, and what the load has left of ours."""
    wanted = [name for name in ROADS if name in asked.roads or name == standing.OURS]
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(ROADS[name](ground, DATABASE)) for name in wanted]
        click.echo(standing.HEADING)
        for question in QUESTIONS:
            measured = measure(running, question, rounds=asked.rounds, seconds=asked.seconds)
            found.questions[question.title] = measured
            for name in wanted:
                click.echo(standing.line(question.title, name, measured))
        found.page = measure_page(running[0], rounds=asked.rounds, seconds=asked.seconds)
        click.echo(standing.line(TITLE, standing.OURS, {standing.OURS: found.page}))
        found.footprint = footprint(running[0])


def prepare(ground: Ground) -> None:
    """Fill the database, unless an earlier run of this very code and day has left it filled."""
    superuser, mark = ground.superuser_url(DATABASE), content_mark()
    if not asyncio.run(_is_filled(ground, mark)):
        click.echo("Filling: 36,000 people with 72,000 clearances in 120 prisons, 300,000 in one more ...")
        ground.make_database(DATABASE)
        asyncio.run(fill(superuser, HOUSE, GROUP, day=today()))
        asyncio.run(mark_database(superuser, DATABASE, mark))
    asyncio.run(let_in(superuser, ground.identity.issuer, LARGE, USUAL))


async def _is_filled(ground: Ground, mark: str) -> bool:
    return await database_mark(ground.superuser_url("postgres"), DATABASE) == mark


def content_mark() -> str:
    """Name what the database holds: the migrations, the rows and the day they count back from."""
    found = hashlib.sha256(today().isoformat().encode())
    rows = ("tests/bench/reads/rows.py", "tests/bench/reads/rows.sql")
    folders = ("core/**/migrations/**/*.py", "plugins/**/migrations/**/*.py", *rows)
    for file in sorted(path for folder in folders for path in ROOT.glob(folder)):
        found.update(file.read_bytes())
    return f"bench {found.hexdigest()}"
