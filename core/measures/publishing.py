"""What is given to HMPPS of measures: written by the prison's own transaction, small figures kept back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.identifiers import uuid7
from core.measures.declarations import Metric
from core.measures.models import PublishedFigure
from core.measures.periods import MONTHS_A_YEAR, months_before
from core.measures.queries import figure_of

KEY = ("tenant_id", "metric", "first_on", "last_on")


async def publish_figures(session: AsyncSession, metrics: Iterable[Metric], *, today: date) -> None:
    """Give each measure's figures of the last twelve months, as far as those are over."""
    for metric in metrics:
        for month in months_before(today, MONTHS_A_YEAR):
            counted = await figure_of(session, metric, month.until(today))
            figure = counted.released(counts_people=metric.counts_people)
            said = {
                "version": metric.version,
                "above": figure.above,
                "below": figure.below,
                "state": figure.state,
                "reported_on": today,
            }
            row = insert(PublishedFigure).values(
                id=uuid7(), metric=metric.name, first_on=month.first_on, last_on=month.last_on, **said
            )
            await session.execute(row.on_conflict_do_update(index_elements=KEY, set_=said))
