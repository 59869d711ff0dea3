"""Entry answers: everybody of a prison on each day of a fortnight, asked at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.clock import today
from core.entry.deciding import Decision, decide_visits
from core.entry.enums import EntryAnswer
from core.testkit import entry_checks
from tests.bench.desk.prisons import CLEARED, Desk
from tests.bench.figures import Figures

DAYS, RUNS = 14, 7
BAR = 1.0


async def measure_answers(desk: Desk, figures: Figures) -> float:
    """Measure the answers of one prison; return how many come in a second of processor time."""
    visits, checks = await desk.visits(today(), DAYS), entry_checks(desk.registry)
    costs, found = [], []
    for _run in range(RUNS):
        with desk.meter.measure() as cost:
            async with desk.database.read(desk.by) as session:
                found = await decide_visits(session, desk.by, checks, visits)
        costs.append(cost)
    kind = "cleared people" if desk.by.tenant_code == CLEARED else "mixed people"
    name = f"{len(found):,} entry answers, {kind}"
    seconds = figures.add(f"{name}: processor", "s", *(cost.processor for cost in costs), bar=BAR).median
    figures.add(f"{name}: of it PostgreSQL", "s", *(cost.backend for cost in costs))
    figures.add(f"{name}: by the clock", "s", *(cost.waited for cost in costs))
    figures.remarks.append(f"{name}: {_told(found)}; {len(found) / seconds:,.0f} a second of processor.")
    return len(found) / seconds


def _told(found: Sequence[Decision]) -> str:
    told = Counter(one.answer for one in found)
    reasons = sum(len(one.reasons) for one in found)
    return ", ".join(f"{told[answer]:,} {answer.value}" for answer in EntryAnswer) + f", {reasons:,} reasons"
