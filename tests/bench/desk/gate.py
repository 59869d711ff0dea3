"""The gate list with everybody of a prison on it: deciding, writing, paper, and the page of the day."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import today
from core.entry.deciding import Decision, decide_visits
from core.entry.declarations import Visit
from core.reports.formats import Format
from core.reports.rendering import write_report
from core.testkit import entry_checks
from plugins.rota import models
from plugins.rota.reports.gate_day import build_gate_list, build_sign_in_sheet
from plugins.rota.services.gate_lists import Decide, expectations_on, make_gate_list, mark_printed
from tests.bench.desk.costs import Cost
from tests.bench.desk.prisons import Desk
from tests.bench.figures import Figures

RUNS = 5
BAR = 2.0


async def measure_gate(desk: Desk, figures: Figures) -> float:
    """Measure the list of today; return the seconds of the longest of its steps."""
    day = today()
    await desk.expect_everybody(day)
    worst = 0.0
    for name, costs in (
        ("who is expected, and the answers", [await _decide(desk, day) for _run in range(RUNS)]),
        ("decided and written", [await _make(desk, day, anew=True) for _run in range(RUNS)]),
        ("made again, nothing changed", [await _make(desk, day, anew=False) for _run in range(RUNS)]),
        ("PDF of the list", [await _print(desk, day, listed=True) for _run in range(RUNS)]),
        ("PDF of the sheet", [await _print(desk, day, listed=False) for _run in range(RUNS)]),
    ):
        line = figures.add(f"gate list, {name}", "s", *(cost.processor for cost in costs), bar=BAR)
        worst = max(worst, line.median)
    return worst


async def _decide(desk: Desk, day: date) -> Cost:
    with desk.meter.measure() as cost:
        async with desk.database.read(desk.by) as session:
            await expectations_on(session, _deciding(desk), day)
    return cost


async def _make(desk: Desk, day: date, *, anew: bool) -> Cost:
    if anew:
        async with desk.database.write(desk.by) as session:
            await session.execute(delete(models.Visit).where(models.Visit.held_on == day))
    with desk.meter.measure() as cost:
        async with desk.database.write(desk.by) as session:
            made = await make_gate_list(session, desk.by, _deciding(desk), day)
            mark_printed(made.gate_list)
    return cost


async def _print(desk: Desk, day: date, *, listed: bool) -> Cost:
    build = build_gate_list if listed else build_sign_in_sheet
    with desk.meter.measure() as cost:
        async with desk.database.read(desk.by) as session:
            document = await build(session, desk.by, {"on": day.isoformat()})
        write_report(document, Format.PDF, io.BytesIO())
    return cost


def _deciding(desk: Desk) -> Decide:
    """Ask all checks, as the gate's own page does."""
    checks = entry_checks(desk.registry)

    async def decide(session: AsyncSession, visits: Sequence[Visit]) -> list[Decision]:
        return await decide_visits(session, desk.by, checks, visits)

    return decide
