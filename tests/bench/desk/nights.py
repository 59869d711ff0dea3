"""One whole night at many prisons: every schedule of every module, and what its jobs ask for in turn."""

from __future__ import annotations

import asyncio
import os
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import click
import psutil
from sqlalchemy import text

from core.clock import LONDON, add_working_days, today
from core.database.unit_of_work import Database, engine_for
from core.jobs.pulse import Pulse
from core.jobs.queue import due_entries
from core.jobs.runner import Outcome, Runner
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.plugins.loader import load
from core.told_day import LOOK_SECONDS, follow_told_day, tell_day
from infra.demo import load_demo
from infra.year.loading import PRISON, load_year
from tests.bench.desk.cloning import clone_prison
from tests.bench.desk.costs import Meter
from tests.bench.figures import Figures
from tests.bench.reads.ground import Ground, running_ground

NAME = "bench_nights"
PRISONS = 125
AT_ONCE = 50
MORNING = time(8)
"""All that a night and the morning bring has been asked for by then."""


def measure_nights(home: Path, prisons: int) -> dict[str, Any]:
    """Measure in a database made anew; print the table, and return what `bench.json` keeps."""
    figures = Figures()
    with running_ground(home) as ground:
        click.echo(f"Living a year in one prison, and copying it to {prisons} ...")
        ground.make_database(NAME)
        clock = home / "clock.json"
        mail = {"GATEHOUSE_MAIL_FOLDER": str(home / "mail"), "GATEHOUSE_CLOCK_FILE": str(clock)}
        os.environ.update(ground.environment(NAME), **mail)
        follow_told_day(str(clock))
        _tell(clock, 0)
        real = today()
        asyncio.run(_live_a_year(ground))
        before, day = add_working_days(real, 1), add_working_days(real, 2)
        # What has waited for its first night is no part of a usual one.
        _tell(clock, (before - real).days)
        asyncio.run(_catch_up(ground, before))
        asyncio.run(clone_prison(ground.superuser_url(NAME), PRISON, prisons))
        _tell(clock, (day - real).days)
        seconds = asyncio.run(_measure(ground, figures, day, prisons))
    click.echo(figures.table())
    return figures.content() | {"summary": f"nights: prisons={prisons} processor_s={seconds:.1f}"}


def _tell(clock: Path, days_ahead: int) -> None:
    tell_day(clock, days_ahead)
    sleep(LOOK_SECONDS)


async def _live_a_year(ground: Ground) -> None:
    registry = load()
    database = Database(engine_for(ground.app_url(NAME), pool_size=1))
    try:
        await load_demo(database, registry, ground.identity.issuer)
        await load_year(database, registry)
    finally:
        await database.close()


async def _catch_up(ground: Ground, day: date) -> None:
    """Let the night before the measured one do its work."""
    async with _worker(ground) as night:
        await night.scheduler.tick_at(datetime.combine(day, MORNING, LONDON))
        await night.work_on()


async def _measure(ground: Ground, figures: Figures, day: date, prisons: int) -> float:
    """Do the night and return its processor seconds."""
    async with _worker(ground) as night:
        with night.meter.measure() as asking:
            await night.scheduler.tick_at(datetime.combine(day, MORNING, LONDON))
        figures.add("asking for what is due", "s", asking.processor)
        await night.work_on()
    for kind in sorted(night.spent, key=lambda kind: -sum(night.spent[kind])):
        costs = night.spent[kind]
        name = f"{kind} ({len(costs):,} jobs)"
        figures.add(f"{name}, each", "ms", *(1000 * cost for cost in costs))
    whole = asking.processor + sum(map(sum, night.spent.values()))
    figures.add(f"the night of {prisons} prisons: processor", "s", whole)
    figures.add("the night: of it PostgreSQL", "s", night.backend + asking.backend)
    figures.add("the night: by the clock, one job at a time", "s", night.waited + asking.waited)
    figures.remarks.append(f"Outcomes: {dict(night.outcomes)}. One worker of one processor: {whole:.0f} s.")
    figures.details |= {"prisons": prisons, "day": day.isoformat()}
    return whole


class Night:
    """A worker that does one job after another, so that each one's cost is known."""

    def __init__(self, database: Database, work: Work, pulse: Pulse, meter: Meter) -> None:
        self.scheduler = Scheduler(database, work)
        self.meter = meter
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.outcomes: Counter[str] = Counter()
        self.backend = self.waited = 0.0
        self._database, self._kinds = database, frozenset(work.jobs)
        self._runner = Runner(database, work, pulse, name="bench", watch=self._note)
        self._last = ""

    async def work_on(self) -> None:
        """Do what is due, and what that asks for, until nothing is left."""
        while entries := await due_entries(self._database, self._kinds, limit=AT_ONCE, patience=timedelta(0)):
            for entry in entries:
                with self.meter.measure(tidy=False) as cost:
                    await self._runner.run(entry.prison_id, entry.job_id)
                self.spent[self._last].append(cost.processor)
                self.backend += cost.backend
                self.waited += cost.waited

    def _note(self, kind: str, outcome: Outcome, _seconds: float) -> None:
        self._last = kind
        self.outcomes[outcome.value] += 1


@asynccontextmanager
async def _worker(ground: Ground) -> AsyncIterator[Night]:
    """Start the parts of a worker over two connections, both of which are watched."""
    url = ground.app_url(NAME)
    database, pulse = Database(engine_for(url, pool_size=2)), Pulse(url)
    pulse.start()
    try:
        async with database.engine.connect() as one, database.engine.connect() as other:
            pids = [await connection.scalar(text("SELECT pg_backend_pid()")) for connection in (one, other)]
        meter = Meter(*map(psutil.Process, pids))
        yield Night(database, Work.of(load().contributions), pulse, meter)
    finally:
        pulse.stop()
        await database.close()
