"""A measure counted: in the transaction of one prison, whose rows alone it can see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.measures.declarations import Metric
from core.measures.figures import Figure
from core.measures.periods import Period


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One thing that a measure counts: what it adds above the line, and below it."""

    id: UUID
    said: str
    happened_on: date
    adds: int
    of: int


async def figure_of(session: AsyncSession, metric: Metric, period: Period) -> Figure:
    """Count a measure in a period, as far as that is over."""
    rows = metric.rows(period).subquery()
    found = (await session.execute(select(func.sum(rows.c.adds), func.sum(rows.c.of)))).one()
    return Figure.of(*found)


async def rows_of(session: AsyncSession, metric: Metric, period: Period) -> list[CountedRow]:
    """Return what a measure counts in a period, the latest first: all of it, so that it adds up."""
    rows = metric.rows(period).subquery()
    order = (rows.c.happened_on.desc(), rows.c.id)
    found = await session.execute(
        select(rows.c.id, rows.c.said, rows.c.happened_on, rows.c.adds, rows.c.of).order_by(*order)
    )
    return [CountedRow(*row) for row in found]
