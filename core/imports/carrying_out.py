"""Carrying out a stored plan, and taking it back: one statement for each table, however many rows there are.

The names of tables and columns in the statements come from the models; the values stay in the database.
"""

# ruff: noqa: S608 -- as said above: no text of a file or a person is part of a statement.

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.database.model import Base
from core.errors import Conflict
from core.imports.actions import Operation
from core.imports.planning import MATCHES, PlannedTable
from core.translation import translate

Progress = Callable[[int, int], Awaitable[None]]
OWN_TABLES = frozenset({"import_file", "import_plan", "import_row", "import_mapping", MATCHES})
MATCH_TABLE = PlannedTable(name=MATCHES)


class StalePlan(Conflict):
    default_code = "IMPORT_PLAN_STALE"


class ImportTouched(Conflict):
    default_code = "IMPORT_TOUCHED"


def changes_of(table: str, *operations: Operation) -> str:
    """Return the planned changes of a table as SQL: the row's id, its values, and what stood there before."""
    wanted = ", ".join(f"'{operation.value}'" for operation in operations)
    return (
        "(SELECT (change ->> 'i')::uuid AS i, change -> 'v' AS v, change -> 'b' AS b"
        " FROM import_row AS planned CROSS JOIN LATERAL jsonb_array_elements(planned.changes) AS change"
        f" WHERE planned.plan_id = :plan_id AND change ->> 't' = '{table}' AND change ->> 'o' IN ({wanted}))"
    )


def columns_of(table: str) -> list[str]:
    return [
        column.name
        for column in Base.metadata.tables[table].columns
        if column.computed is None and column.name not in {"tenant_id", "created_at"}
    ]


class PlannedChanges:
    """The changes of one plan, in one transaction."""

    def __init__(self, session: AsyncSession, plan_id: UUID, tables: Sequence[PlannedTable]) -> None:
        self._session = session
        self._plan_id = plan_id
        self._tables = (*(table for table in tables if table.is_written), MATCH_TABLE)

    async def check_fresh(self, read_at: datetime) -> None:
        """Raise StalePlan when a row to be changed is another by now, or a row to be added has a twin."""
        for table in self._tables:
            altered = not (table.is_history or table.is_shared) and await self._count(_altered(table.name))
            if altered or (table.unique and await self._count(_twins(table), read_at=read_at)):
                raise StalePlan(
                    translate(
                        "Something this import would change was changed since it was checked. "
                        "Nothing was imported: check the file again."
                    )
                )

    async def carry_out(self, tell: Progress) -> None:
        """Write every planned change, telling after each table how far it is."""
        total = 2 * len(self._tables)
        try:
            for done, table in enumerate(self._tables):
                await self._run(_insert(table.name, "v", Operation.INSERT))
                await tell(done + 1, total)
            for done, table in enumerate(self._tables, start=len(self._tables)):
                await self._alter(table, "v")
                await tell(done + 1, total)
        except IntegrityError as error:
            raise StalePlan(
                translate(
                    "Something this import builds on is gone or was added since it was checked. "
                    "Nothing was imported: check the file again."
                )
            ) from error

    async def check_untouched(self) -> None:
        """Raise ImportTouched when a row the import wrote was changed, or something was added to it."""
        for table in self._tables:
            found = await self._count(_changed_since(table.name))
            for other, column in () if table.is_shared else _pointing_at(table.name):
                found += await self._count(_added_since(table.name, other, column))
            if found:
                raise ImportTouched(
                    translate(
                        "This import can no longer be undone: what it brought in has been worked with since."
                    )
                )

    async def take_back(self, tell: Progress) -> None:
        """Put everything back as it was before the import, telling how far it is."""
        total = 2 * len(self._tables)
        for done, table in enumerate(self._tables):
            await self._alter(table, "b")
            await tell(done + 1, total)
        for done, table in enumerate(reversed(self._tables), start=len(self._tables)):
            await tell(done + 1, total)
            if not table.is_history and not table.is_shared:
                added = changes_of(table.name, Operation.INSERT)
                await self._run(f"DELETE FROM {table.name} WHERE id IN (SELECT i FROM {added} AS added)")

    async def _alter(self, table: PlannedTable, part: str) -> None:
        """Change rows that are there already; to a history, which nobody may rewrite, add."""
        if table.is_history:
            await self._run(_insert(table.name, part, Operation.APPEND))
        elif not table.is_shared:
            await self._run(_update(table.name, part))

    async def _run(self, statement: str) -> None:
        await self._session.execute(text(statement), {"plan_id": self._plan_id})

    async def _count(self, statement: str, **parameters: object) -> int:
        found = await self._session.execute(text(statement), {"plan_id": self._plan_id, **parameters})
        return int(found.scalar_one())


def _insert(table: str, part: str, operation: Operation) -> str:
    columns = columns_of(table)
    named, values = ", ".join(columns), ", ".join(f"made.{column}" for column in columns)
    return (
        f"INSERT INTO {table} ({named}) SELECT {values} FROM {changes_of(table, operation)} AS change"
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, change.{part}) AS made"
    )


def _update(table: str, part: str) -> str:
    columns = [column for column in columns_of(table) if column != "id"]
    assigned = ", ".join(f"{column} = made.{column}" for column in columns)
    return (
        f"UPDATE {table} AS target SET {assigned} FROM (SELECT made.* FROM"
        f" {changes_of(table, Operation.UPDATE)} AS change JOIN {table} AS present ON present.id = change.i"
        f" CROSS JOIN LATERAL jsonb_populate_record(present, change.{part}) AS made) AS made"
        " WHERE target.id = made.id"
    )


def _altered(table: str) -> str:
    return (
        f"SELECT count(*) FROM {changes_of(table, Operation.UPDATE)} AS change"
        f" LEFT JOIN {table} AS present ON present.id = change.i"
        " WHERE present.id IS NULL OR NOT to_jsonb(present) @> change.b"
    )


def _twins(table: PlannedTable) -> str:
    same = " AND ".join(f"present.{column} IS NOT DISTINCT FROM made.{column}" for column in table.unique)
    since = "true" if table.is_shared else "present.created_at > :read_at"
    return (
        f"SELECT count(*) FROM {table.name} AS present"
        f" JOIN (SELECT made.* FROM {changes_of(table.name, Operation.INSERT)} AS change"
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table.name}, change.v) AS made) AS made ON {same}"
        f" WHERE {since}"
    )


def _changed_since(table: str) -> str:
    written = changes_of(table, Operation.INSERT, Operation.UPDATE, Operation.APPEND)
    return (
        f"SELECT count(*) FROM {written} AS change LEFT JOIN {table} AS present ON present.id = change.i"
        " WHERE present.id IS NULL OR NOT to_jsonb(present) @> change.v"
    )


def _added_since(table: str, other: str, column: str) -> str:
    added, own = changes_of(table, Operation.INSERT), changes_of(other, Operation.INSERT, Operation.APPEND)
    return (
        f"SELECT count(*) FROM {other} AS later JOIN {added} AS change ON later.{column} = change.i"
        f" WHERE later.id NOT IN (SELECT i FROM {own} AS own)"
    )


def _pointing_at(table: str) -> Iterator[tuple[str, str]]:
    """Yield the tables and columns whose rows point at rows of this table."""
    for other in Base.metadata.tables.values():
        if other.name not in OWN_TABLES:
            yield from ((other.name, column) for column in _columns_pointing(other, table))


def _columns_pointing(other: Table, table: str) -> Iterable[str]:
    for key in other.foreign_key_constraints:
        for element in key.elements:
            if element.column.table.name == table and element.column.name == "id":
                yield element.parent.name
