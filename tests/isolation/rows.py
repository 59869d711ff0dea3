"""Makes a valid row of any table, with the rows it points at, from the models alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, Enum, ForeignKeyConstraint, Table, UniqueConstraint, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from core.database.failures import constraint_name
from core.database.model import Base
from core.identifiers import uuid7
from tests.isolation.catalogue import Catalogue

Session = AsyncSession | AsyncConnection
Values = dict[str, Any]
MOST_TRIES = 3000
DAY = date(2026, 3, 2)
_DAYS = itertools.count(1)
_NUMBERS = itertools.count(1)
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAMPLES: dict[type, tuple[Any, ...]] = {
    bool: (False, True),
    int: (1, 0, 2),
    float: (1.0, 0.0),
    Decimal: (Decimal(1), Decimal(0)),
    date: (DAY, date(2026, 3, 3), date(2026, 3, 1)),
    datetime: (MOMENT, datetime(2026, 3, 3, 9, tzinfo=UTC)),
    time: (time(9), time(10)),
    object: ({},),  # JSON
    list: ([],),
}
LEFT_EMPTY = {"vetting_policy": {"published_at", "published_by"}, "membership": {"group_id"}}
"""A version of the policy that is in force is not changed any more, even by whoever may: a draft is."""


@dataclass(slots=True)
class Plan:
    """A row of one table after the rows it points at, all without a tenant: it can be put into any prison."""

    rows: list[tuple[Table, Values]] = field(default_factory=list)

    @property
    def table(self) -> Table:
        return self.rows[-1][0]

    @property
    def values(self) -> Values:
        return self.rows[-1][1]

    @property
    def id(self) -> UUID:
        found: UUID = self.values["id"]
        return found


def plan_row(table: Table, given: Mapping[str, Values] | None = None) -> Plan:
    """Plan a row with every column filled and parents of its own, but for those given by their table."""
    plan = Plan()
    parents = dict(given or {})
    _add(plan, table, parents, alone=False)
    return plan


def _add(plan: Plan, table: Table, parents: dict[str, Values], *, alone: bool) -> Values:
    """Add the table's row after its parents; `alone`, it points at no other row of its own table."""
    values = {column.name: sample(column) for column in table.columns if _is_filled(column)}
    for key in _keys(table):
        target = key.referred_table
        if target is table:
            found = {} if alone else _add(plan, table, parents, alone=True)
        elif target.name in parents:
            found = parents[target.name]
        else:
            found = _add(plan, target, parents, alone=False)
        values |= {
            element.parent.name: found.get(element.column.name)
            for element in key.elements
            if element.parent.name in values and (found or element.parent.nullable)
        }
    plan.rows.append((table, values))
    if not alone:
        parents[table.name] = values
    return values


def _keys(table: Table) -> list[ForeignKeyConstraint]:
    """Return the keys to follow, those to the own table last; a prison is not planned but given."""
    keys = [key for key in table.foreign_key_constraints if key.referred_table.name != "prison"]
    return sorted(keys, key=lambda key: (key.referred_table is table, len(key.columns), str(key.name)))


def _is_filled(column: Column[Any]) -> bool:
    tenant = column.name == "tenant_id" or any(
        key.column.table.name == "prison" for key in column.foreign_keys
    )
    if column.name in LEFT_EMPTY.get(column.table.name, ()):
        return False
    return not tenant and column.computed is None and (column.server_default is None or column.unique is True)


def sample(column: Column[Any]) -> Any:
    """Return the first value the column's type allows; text and ids are new each time."""
    return next(_candidates(column))


def _candidates(column: Column[Any]) -> Iterator[Any]:
    if isinstance(column.type, Enum):
        yield from column.type.enums
    elif isinstance(column.type, ARRAY):
        yield []
    else:
        kind = column.type.python_type
        if kind is UUID:
            yield uuid7()
        elif kind is date and _is_one_in_prison(column):
            yield DAY + timedelta(days=next(_DAYS))
        elif kind is int and _is_one_in_prison(column):
            yield next(_NUMBERS)
        elif kind is str:
            yield f"{column.name} {uuid7().hex}"
        elif kind is bytes:  # of the length of a digest, and new each time as one
            yield uuid7().bytes * 2
        else:
            yield from SAMPLES[kind]
    if column.nullable:
        yield None


def _is_one_in_prison(column: Column[Any]) -> bool:
    """Say whether there is one row for each day or number: two rows then need two of them.

    One of the prison, or one below what a row and the row of its own table that it points at share.
    """
    keys = [key.columns for key in column.table.constraints if isinstance(key, UniqueConstraint)]
    own = {"tenant_id", column.name}
    shared = {one.name for one in column.table.columns if one.foreign_keys} if _is_chained(column) else set()
    return any(own <= {one.name for one in key} <= own | shared for key in keys)


def _is_chained(column: Column[Any]) -> bool:
    return any(key.referred_table is column.table for key in column.table.foreign_key_constraints)


def tenant_values(table: Table, tenant_id: UUID) -> Values:
    """Return the columns that say whose the row is: of a prison's table, or of one held to a prison."""
    columns = [
        element.parent.name
        for key in table.foreign_key_constraints
        if key.referred_table.name == "prison"
        for element in key.elements
    ]
    return dict.fromkeys(columns, tenant_id)


async def put(session: Session, plan: Plan, tenant_id: UUID, catalogue: Catalogue) -> None:
    """Put the planned rows into a prison; a row that a check refuses is varied until it fits."""
    for table, values in plan.rows:
        own = tenant_values(table, tenant_id)
        known = "tenant_id" not in own and await _exists(session, table, values)
        if not known:
            await _put_row(session, table, values, own, catalogue)


async def _exists(session: Session, table: Table, values: Values) -> bool:
    """A row above prisons is there already when another prison's twin has put it."""
    found = await session.execute(table.select().where(table.c.id == values["id"]))
    return found.first() is not None


async def _put_row(session: Session, table: Table, values: Values, own: Values, catalogue: Catalogue) -> None:
    """Insert the row. Columns of the checks that refused it are varied together."""
    varied: set[str] = set()
    tries: Iterator[tuple[Any, ...]] = iter([()])
    for _ in range(MOST_TRIES):
        try:
            values.update(zip(sorted(varied), next(tries), strict=True))
            async with session.begin_nested():
                await session.execute(insert(table).values(**values, **own))
        except IntegrityError as error:
            check = catalogue.table(table.name).check(constraint_name(error) or "")
            if check is None:
                raise
            free = {name for name in check.columns if name in values and not table.c[name].foreign_keys}
            if not free <= varied:
                varied |= free
                tries = itertools.product(
                    *(_variants(table.c[name], values[name]) for name in sorted(varied))
                )
        else:
            return
    raise AssertionError(
        f"No row of {table.name} satisfies its checks: vary more columns in tests/isolation."
    )


def _variants(column: Column[Any], current: Any) -> list[Any]:
    """Return the values to try; a text or id stays what it is, or is absent."""
    fresh = [*_candidates(column)]
    own = isinstance(column.type, Enum) or column.type.python_type in SAMPLES
    return fresh if own else [current, *([None] if column.nullable else [])]


def column_of(key: ForeignKeyConstraint) -> str:
    """Return the column of a key that is not the tenant's."""
    return key.column_keys[-1]


def tenant_keys(table: Table) -> list[ForeignKeyConstraint]:
    """Return the keys that point at rows of a prison."""
    return [key for key in _keys(table) if "tenant_id" in key.referred_table.c]


def table_named(name: str) -> Table:
    return Base.metadata.tables[name]
