"""What prisons gave to HMPPS, brought together: who reported, what is asked most, how long answers take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import across, measures, today
from plugins.council.enums import Theme
from plugins.council.models import Shared

Published = measures.PublishedFigure
COUNCILS = "council.councils"
"""The measure that counts the councils of a prison: by it one is known to have none."""
LATE_AFTER = timedelta(days=7)
"""Figures come every night; a week without any is a fault, not a prison with nothing to say."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a prison gives its figures, and has a council."""

    prison: across.PrisonInSight
    reported_on: date | None
    councils: int

    @property
    def is_late(self) -> bool:
        return self.reported_on is not None and self.reported_on < today() - LATE_AFTER


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a theme was asked for, in how many prisons."""

    theme: Theme
    proposals: int
    prisons: int


@dataclass(frozen=True, slots=True)
class Times:
    """How many days answers took, in prisons of one kind or in all."""

    kind: across.Kind | None
    prisons: int
    answers: int
    median: float
    least: int
    most: int

    @property
    def is_comparable(self) -> bool:
        return self.kind is None or self.prisons >= across.FEWEST_TO_COMPARE


@dataclass(frozen=True, slots=True)
class Total:
    """One measure over all prisons that counted something."""

    metric: str
    figure: measures.Figure
    prisons: int


async def standings(session: AsyncSession, group_id: UUID | None) -> list[Standing]:
    """Return every prison that is open: coverage comes first, and who is silent is in it."""
    latest = func.max(Published.reported_on)
    reported = dict((await session.execute(_by_prison(latest))).all())
    month = measures.month_of(today() - timedelta(days=1))
    running = _by_prison(func.max(Published.above)).where(
        Published.metric == COUNCILS, Published.first_on == month.first_on
    )
    councils = dict((await session.execute(running)).all())
    prisons = await across.prisons_in_sight(session, group_id)
    return [Standing(one, reported.get(one.id), councils.get(one.id, 0)) for one in prisons]


def _by_prison(value: Any) -> Select[Any]:
    wanted = select(Published.tenant_id, value).where(Published.metric.startswith("council."))
    return wanted.group_by(Published.tenant_id)


async def themes_asked(session: AsyncSession, period: measures.Period) -> list[Asked]:
    """Return what was asked most first, counted on the days on which it was raised."""
    count, prisons = func.count(), func.count(Shared.tenant_id.distinct())
    rows = await session.execute(
        select(Shared.theme, count, prisons)
        .where(Shared.raised_on.between(period.first_on, period.last_on))
        .group_by(Shared.theme)
        .order_by(count.desc(), Shared.theme)
    )
    return [Asked(*row) for row in rows]


async def answer_times(session: AsyncSession, period: measures.Period) -> list[Times]:
    """Return the days answers took: in all prisons, then by kind."""
    everywhere = await session.execute(_times(period))
    kind = across.kind_of().label("kind")
    apart = _times(period).join(across.Prison, across.Prison.id == Shared.tenant_id).add_columns(kind)
    found = await session.execute(apart.group_by(kind).order_by(kind))
    total = [Times(None, *row) for row in everywhere if row[1]]
    return [*total, *(Times(across.Kind(row[5]), *row[:5]) for row in found)]


def _times(period: measures.Period) -> Select[Any]:
    return select(
        func.count(Shared.tenant_id.distinct()),
        func.count(),
        func.percentile_cont(0.5).within_group(Shared.days),
        func.min(Shared.days),
        func.max(Shared.days),
    ).where(Shared.days.is_not(None), Shared.answered_on.between(period.first_on, period.last_on))


async def totals(session: AsyncSession, period: measures.Period) -> list[Total]:
    """Return each measure over all prisons: sums of what was counted, never means of shares."""
    rows = await session.execute(
        select(
            Published.metric,
            func.sum(Published.above),
            func.sum(Published.below),
            func.count(Published.tenant_id.distinct()),
        )
        .where(
            Published.metric.startswith("council."),
            Published.state == measures.State.COUNTED,
            Published.first_on >= period.first_on,
            Published.last_on <= period.last_on,
        )
        .group_by(Published.metric)
        .order_by(Published.metric)
    )
    return [Total(row[0], measures.Figure.of(row[1], row[2]), row[3]) for row in rows]
