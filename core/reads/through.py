"""A field whose value stands in another row: the one that a key of this row leads to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from core.database.model import Base
from core.reads.declarations import Expression, Row

PRISON_COLUMNS = ("tenant_id", "prison_id")
"""What says whose a row is: the second where some rows of its table stand above prisons, such as roles."""


def through(key: str, target: type[Base], value: str | Expression) -> Expression:
    """Return the SQL of something in the row that a key leads to; null where it leads to none.

    `value` is a column's name or an expression over that row, such as another `through()`. The row is looked
    for in the same prison, where rows of its table belong to one.
    """

    def expression(row: Row) -> ColumnElement[Any]:
        there: Row = aliased(target)
        wanted = getattr(there, value) if isinstance(value, str) else value(there)
        found = select(wanted).where(there.id == getattr(row, key))
        if any(hasattr(there, column) for column in PRISON_COLUMNS):
            found = found.where(_prison_of(there) == _prison_of(row))
        scalar: ColumnElement[Any] = found.correlate(row).scalar_subquery()
        return scalar

    return expression


def _prison_of(row: Row) -> Any:
    """Return the column that says whose row it is; AttributeError where its table stands above prisons."""
    first, second = PRISON_COLUMNS
    return getattr(row, first) if hasattr(row, first) else getattr(row, second)
