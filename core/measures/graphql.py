"""What the API says of measures: each with its figure in a period, and with the rows that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import strawberry
from strawberry import ID, Info

from core.clock import today
from core.errors import Invalid
from core.measures.declarations import Direction, Frequency, Metric, Unit
from core.measures.figures import Figure, State
from core.measures.periods import Period
from core.measures.queries import CountedRow, figure_of, rows_of
from core.plugins.activation import enabled
from core.reads.mutations import Context
from core.translation import translate

strawberry.enum(Unit, name="MeasureUnit")
strawberry.enum(Direction, name="MeasureDirection")
strawberry.enum(Frequency, name="MeasureFrequency")
strawberry.enum(State, name="MeasureState")
LONGEST_DAYS = 3 * 366


@strawberry.type
class MeasureRow:
    """One thing counted: what it adds above the line, and below it."""

    id: ID
    said: str
    happened_on: date
    adds: int
    of: int


@strawberry.type
class Measure:
    """A measure of this prison, and its figure in the period that was asked for."""

    name: str
    code: str
    version: int
    title: str
    area: str
    above_words: str
    below_words: str
    unit: Unit
    direction: Direction
    frequency: Frequency
    source: str
    above: int
    below: int
    state: State
    share: float | None
    counted_until: date
    """The last day that was counted: today is not over."""
    rows: list[MeasureRow]
    """Of one measure alone: a list of measures leaves them out."""


async def _measures(info: Info[Context, None], module: str, first_on: date, last_on: date) -> list[Measure]:
    period = _period(first_on, last_on)
    found = [metric for metric in _offered(info) if metric.name.startswith(f"{module}.")]
    async with info.context.database.read(info.context.viewer) as session:
        figures = [await figure_of(session, metric, period) for metric in found]
    return [_measure(one, figure, period) for one, figure in zip(found, figures, strict=True)]


async def _one_measure(info: Info[Context, None], code: str, first_on: date, last_on: date) -> Measure | None:
    period = _period(first_on, last_on)
    metric = next((one for one in _offered(info) if one.code == code), None)
    if metric is None:
        return None
    async with info.context.database.read(info.context.viewer) as session:
        rows = await rows_of(session, metric, period)
    figure = Figure.of(sum(row.adds for row in rows), sum(row.of for row in rows))
    return _measure(metric, figure, period, [_row(metric, row) for row in rows])


class Query:
    measures = strawberry.field(
        resolver=_measures,
        description="Measures of one module in a period, without the rows that they count.",
    )
    measure = strawberry.field(
        resolver=_one_measure, description="One measure in a period, with every row that it counts."
    )


def _row(metric: Metric, row: CountedRow) -> MeasureRow:
    return MeasureRow(
        id=ID(str(row.id)),
        said=str(metric.said(row.said)),
        happened_on=row.happened_on,
        adds=row.adds,
        of=row.of,
    )


def _offered(info: Info[Context, None]) -> Iterator[Metric]:
    """Yield the measures of the modules that are on, of which this viewer may see what they count."""
    viewer = info.context.viewer
    for module in info.context.registry.contributions:
        if enabled(viewer, module.name):
            yield from (metric for metric in module.metrics if viewer.may(metric.permission))


def _period(first_on: date, last_on: date) -> Period:
    if not 0 <= (last_on - first_on).days <= LONGEST_DAYS:
        said = translate("Ask for a period of three years at most, whose last day is not before its first.")
        raise Invalid(said, "lastOn")
    return Period(first_on, last_on).until(today())


def _measure(metric: Metric, figure: Figure, period: Period, rows: list[MeasureRow] | None = None) -> Measure:
    return Measure(
        name=metric.name,
        code=metric.code,
        version=metric.version,
        title=str(metric.title),
        area=str(metric.area),
        above_words=str(metric.above),
        below_words=str(metric.below),
        unit=metric.unit,
        direction=metric.direction,
        frequency=metric.frequency,
        source=str(metric.source),
        above=figure.above,
        below=figure.below,
        state=figure.state,
        share=figure.share,
        counted_until=period.last_on,
        rows=rows or [],
    )
