"""Ways to reach another prison's row. Each returns what it got hold of, or None when it got nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Table, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from core.identifiers import uuid7
from tests.isolation.ground import Ground, tenant_of
from tests.isolation.rows import Plan, Session, column_of, put, table_named, tenant_keys

NO_RIGHT = "42501"
NO_PARENT = "23503"
Attack = Callable[[Session, Ground, str], Awaitable[str | None]]


async def attempt(session: Session, statement: Executable) -> tuple[str | None, int]:
    """Execute in a savepoint that is always undone: return the error's code, or the number of rows met."""
    nested = await session.begin_nested()
    try:
        result: Any = await session.execute(statement)
        return None, len(result.all()) if result.returns_rows else result.rowcount
    except DBAPIError as error:
        return code_of(error), 0
    finally:
        await nested.rollback()


def code_of(error: DBAPIError) -> str:
    return str(getattr(getattr(error.orig, "__cause__", None), "sqlstate", ""))


async def read(session: Session, ground: Ground, name: str) -> str | None:
    """Read the row by its id, or count the prison's rows."""
    table = table_named(name)
    by_id = select(table.c.id).where(table.c.id == ground.their_rows[name].id)
    counted = select(func.count()).select_from(table).where(table.c.tenant_id == tenant_of(ground.theirs))
    everything = select(table.c.id).where(table.c.tenant_id != tenant_of(ground.mine))
    if (await session.execute(by_id)).first() or (await session.execute(everything)).first():
        return "the row was read"
    return "the rows were counted" if (await session.execute(counted)).scalar_one() else None


async def change(session: Session, ground: Ground, name: str) -> str | None:
    """Update the row by its id, and all rows of the prison."""
    table = table_named(name)
    for where in _theirs(table, ground, name):
        code, met = await attempt(session, update(table).where(where).values(created_at=func.now()))
        if met or (code is None) != ground.may(name, "UPDATE"):
            return f"{met} rows were updated ({code})"
    return None


async def remove(session: Session, ground: Ground, name: str) -> str | None:
    """Delete the row by its id, and all rows of the prison."""
    table = table_named(name)
    for where in _theirs(table, ground, name):
        code, met = await attempt(session, delete(table).where(where))
        if met or (code is None) != ground.may(name, "DELETE"):
            return f"{met} rows were deleted ({code})"
    return None


def _theirs(table: Table, ground: Ground, name: str) -> list[Any]:
    return [table.c.id == ground.their_rows[name].id, table.c.tenant_id == tenant_of(ground.theirs)]


async def plant(session: Session, ground: Ground, name: str) -> str | None:
    """Insert a row into the other prison, at its own parents."""
    plan = ground.their_rows[name]
    values = {**plan.values, "id": uuid7(), "tenant_id": tenant_of(ground.theirs)}
    code, _ = await attempt(session, insert(plan.table).values(**values))
    return None if code == NO_RIGHT else f"inserting ended with {code}"


async def move(session: Session, ground: Ground, name: str) -> str | None:
    """Hand an own row over to the other prison."""
    table = table_named(name)
    own = table.c.id == ground.my_rows[name].id
    code, _ = await attempt(session, update(table).where(own).values(tenant_id=tenant_of(ground.theirs)))
    return None if code == NO_RIGHT else f"moving ended with {code}"


async def refer(session: Session, ground: Ground, name: str) -> str | None:
    """Point an own row at the other prison's: it must fail just as it does for an id that nobody has."""
    if not ground.may(name, "INSERT"):
        return None
    mine, theirs = ground.my_rows[name], ground.their_rows[name]
    for key in tenant_keys(mine.table):
        column = column_of(key)
        known, unknown = theirs.values[column], uuid7()
        assert known is not None, f"The other prison's {name} has no {column} to point at."
        is_kept = not ground.may(name, "UPDATE")
        said = [
            await said_of(session, _pointing(mine, column, value, is_kept=is_kept), value)
            for value in (known, unknown)
        ]
        if said[0] != said[1] or said[0][0] != NO_PARENT:
            return f"{column}: {said[0]} for their row, {said[1]} for no row"
    return None


def _pointing(mine: Plan, column: str, value: UUID, *, is_kept: bool) -> Executable:
    """Return what points at a row: a new row, or the own one where a second like it is not allowed.

    Where rows are kept as they were written, the new one is the next in number.
    """
    keys = [key.columns.keys() for key in mine.table.constraints if isinstance(key, UniqueConstraint)]
    if is_kept:
        numbers = {name: mine.values.get(name) for key in keys for name in key}
        following = {name: number + 1 for name, number in numbers.items() if isinstance(number, int)}
        return insert(mine.table).values(**{**mine.values, **following, "id": uuid7(), column: value})
    if any(column not in key and "id" not in key for key in keys):
        return update(mine.table).where(mine.table.c.id == mine.id).values({column: value})
    return insert(mine.table).values(**{**mine.values, "id": uuid7(), column: value})


async def said_of(session: Session, statement: Executable, value: UUID) -> tuple[str, str]:
    """Write in vain, and return the error's code and text, in which the id itself is left out."""
    nested = await session.begin_nested()
    try:
        await session.execute(statement)
    except DBAPIError as error:
        cause: Any = getattr(error.orig, "__cause__", None)
        text = f"{cause} {getattr(cause, 'detail', '')}"
        return code_of(error), text.replace(str(value), "<id>")
    else:
        return "", "accepted"
    finally:
        await nested.rollback()


async def infer(session: Session, ground: Ground, name: str) -> str | None:
    """Insert a twin of the other prison's row, equal in every key: an answer "exists already" would tell."""
    nested = await session.begin_nested()
    try:
        await put(session, ground.their_rows[name], tenant_of(ground.mine), ground.catalogue)
    except DBAPIError as error:
        return f"the twin was refused with {code_of(error)}"
    finally:
        await nested.rollback()
    return None


ATTACKS: tuple[Attack, ...] = (read, change, remove, plant, move, refer, infer)
"""The last needs the right to insert: where the application has none, the owner tries."""
