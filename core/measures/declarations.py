"""How a module declares a measure: in words for people, and as the rows that it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Integer, Select, cast, literal, select

from core.accounts.permissions import Permission
from core.measures.periods import Period
from core.pages.addresses import Address
from core.translation import Text
from core.translation import lazy_gettext as _

COLUMNS = ("id", "said", "happened_on", "adds", "of")
"""What each counted row says: which it is, in words, when, and what it adds above and below the line."""


class Unit(StrEnum):
    PERCENT = "PERCENT"
    COUNT = "COUNT"

    @property
    def label(self) -> Text:
        return UNITS[self]


class Direction(StrEnum):
    """Which way is better."""

    UP = "UP"
    DOWN = "DOWN"
    CONTEXT = "CONTEXT"

    @property
    def label(self) -> Text:
        return DIRECTIONS[self]


class Frequency(StrEnum):
    """For how long a stretch of time one value stands."""

    MONTH = "MONTH"
    QUARTER = "QUARTER"
    EVENT = "EVENT"

    @property
    def label(self) -> Text:
        return FREQUENCIES[self]


UNITS: dict[Unit, Text] = {Unit.PERCENT: _("per cent"), Unit.COUNT: _("number")}
DIRECTIONS: dict[Direction, Text] = {
    Direction.UP: _("More is better"),
    Direction.DOWN: _("Less is better"),
    Direction.CONTEXT: _("Neither more nor less is better"),
}
FREQUENCIES: dict[Frequency, Text] = {
    Frequency.MONTH: _("each month"),
    Frequency.QUARTER: _("each quarter"),
    Frequency.EVENT: _("each time"),
}


def said_as_it_is(said: str) -> Text:
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One measure of a set of definitions. What it counts is SQL over the module's own tables.

    The statement runs in a transaction of one prison, under row-level security. Each row it returns is one
    thing counted (`counted()` makes its columns): the rows add up to the figure because they are the figure.
    """

    name: str
    """Module and measure, `council.answered_in_time`: kept in rows, so it never changes."""
    code: str
    """As the set of definitions calls it, `L02`."""
    version: int
    """Of the definition: figures of two versions are not compared without saying so."""
    title: Text
    area: Text
    """What it is about, under which it is listed."""
    above: Text
    """The numerator in words: "answered within 28 days"."""
    below: Text
    """The denominator in words: "proposals whose 28 days are over"."""
    unit: Unit
    direction: Direction
    frequency: Frequency
    source: Text
    """Whose definition it is, and of when."""
    permission: Permission
    rows: Callable[[Period], Select[Any]]
    """The things counted in a period that is over: each falls into exactly one."""
    row_page: Callable[[str], Address]
    """The page of a counted row, given its id."""
    said: Callable[[str], Text] = said_as_it_is
    """What a row is called on the page, given what the statement says of it."""
    counts_people: bool = False
    """It counts people and not things: small figures are kept back before they leave the prison."""


def counted(
    *,
    row_id: Any,
    said: ColumnElement[Any] | Any,
    happened_on: ColumnElement[Any] | Any,
    adds: ColumnElement[Any] | Any,
    of: ColumnElement[Any] | Any = 1,
) -> Select[Any]:
    """Begin the statement of a measure; what it reads from and which rows it takes is added to it.

    `adds` and `of` are whole numbers: for most measures 1 or 0 of 1.
    """
    return select(
        row_id.label("id"),
        cast(said, sa.Text).label("said"),
        happened_on.label("happened_on"),
        _number(adds).label("adds"),
        _number(of).label("of"),
    )


def _number(value: Any) -> ColumnElement[int]:
    return cast(literal(value) if isinstance(value, int) else value, Integer)
