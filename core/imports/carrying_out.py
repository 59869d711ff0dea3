"""Carrying out a stored plan, and taking it back: one statement for each table, however many rows there are.

The names of tables and columns in the statements come from the models; the values stay in the database.
"""

# ruff: noqa: S608 -- as said above: no text of a file or a person is part of a statement.

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.database.model import Base
from core.errors import Conflict
from core.imports.actions import Operation
from core.imports.models import ImportBatch
from core.imports.planning import MATCHES, PlannedTable
from core.translation import translate

Progress = Callable[[int, int], Awaitable[None]]
OWN_TABLES = frozenset(
    {"import_file", "import_plan", "import_row", "import_batch", "import_mapping", MATCHES}
)
MATCH_TABLE = PlannedTable(name=MATCHES)
GONE_OR_ADDED = frozenset({"23503", "23505"})
"""PostgreSQL's codes for a row that is referred to and not there, and for one that is there already."""
INSERT, UPDATE, APPEND = Operation.INSERT, Operation.UPDATE, Operation.APPEND

# Rows just added have no statistics yet, and a nested loop over them takes minutes instead of a moment.
WITHOUT_NESTED_LOOPS = text("SELECT set_config('enable_nestloop', 'off', true)")


class StalePlan(Conflict):
    default_code = "IMPORT_PLAN_STALE"


class ImportTouched(Conflict):
    default_code = "IMPORT_TOUCHED"


async def carry_out(
    session: AsyncSession, plan_id: UUID, tables: Sequence[PlannedTable], read_at: datetime, tell: Progress
) -> None:
    """Write what is planned, or raise StalePlan: what it would change must be as it was read."""
    changes = PlannedChanges(session, plan_id, tables)
    await changes.read_kinds()
    await changes.lock_rows(UPDATE)
    await changes.check_fresh(read_at)
    await changes.carry_out(tell)


async def take_back(
    session: AsyncSession, plan_id: UUID, tables: Sequence[PlannedTable], tell: Progress
) -> None:
    """Put everything back, or raise ImportTouched: what was brought in must be as it was left."""
    changes = PlannedChanges(session, plan_id, tables)
    await changes.read_kinds()
    await changes.lock_rows(INSERT, UPDATE)
    await changes.check_untouched()
    await changes.take_back(tell)


class PlannedChanges:
    """The changes of one plan, in one transaction."""

    def __init__(self, session: AsyncSession, plan_id: UUID, tables: Sequence[PlannedTable]) -> None:
        self._session = session
        self._plan_id = plan_id
        self._tables = (*(table for table in tables if table.is_written), MATCH_TABLE)
        self._kinds: frozenset[tuple[str, Operation]] = frozenset()

    async def read_kinds(self) -> None:
        """Find out which tables are changed in which way, before anything else is asked for."""
        await self._session.execute(WITHOUT_NESTED_LOOPS)
        found = await self._session.execute(
            select(ImportBatch.table_name, ImportBatch.operation)
            .where(ImportBatch.plan_id == self._plan_id)
            .distinct()
        )
        self._kinds = frozenset((name, operation) for name, operation in found)

    async def lock_rows(self, *operations: Operation) -> None:
        """Let nobody else change these rows between the check and the write, in the order of their ids."""
        for table in self._tables:
            changed = any(self._has(table, operation) for operation in operations)
            if changed and not table.is_shared and not table.is_history:
                await self._run(_lock(table.name, *operations))

    async def check_fresh(self, read_at: datetime) -> None:
        """Raise StalePlan when a row to be changed is another by now, or a row to be added has a twin."""
        for table in self._tables:
            altered = self._has(table, UPDATE) and await self._count(_altered(table.name))
            twins = table.unique and self._has(table, INSERT)
            if altered or (twins and await self._count(_twins(table), read_at=read_at)):
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
            for done, table in enumerate(self._tables, start=1):
                await self._write(table, INSERT, "v")
                await tell(done, total)
            for done, table in enumerate(self._tables, start=len(self._tables) + 1):
                await self._alter(table, "v")
                await tell(done, total)
        except IntegrityError as error:
            if getattr(error.orig, "sqlstate", None) not in GONE_OR_ADDED:
                raise
            raise StalePlan(
                translate(
                    "Something this import builds on is gone or was added since it was checked. "
                    "Nothing was imported: check the file again."
                )
            ) from error

    async def check_untouched(self) -> None:
        """Raise ImportTouched when a row the import wrote was changed, or something was added to it."""
        for table in self._tables:
            written = any(self._has(table, operation) for operation in Operation)
            found = await self._count(_changed_since(table.name)) if written else 0
            if self._has(table, INSERT) and not table.is_shared:
                for other, column in _pointing_at(table.name):
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
        for done, table in enumerate(self._tables, start=1):
            await self._alter(table, "b")
            await tell(done, total)
        for done, table in enumerate(reversed(self._tables), start=len(self._tables) + 1):
            if self._has(table, INSERT) and not table.is_history and not table.is_shared:
                await self._run(_delete(table.name))
            await tell(done, total)

    def _has(self, table: PlannedTable, operation: Operation) -> bool:
        return (table.name, operation) in self._kinds

    async def _alter(self, table: PlannedTable, part: str) -> None:
        """Change rows that are there already; to a history, which nobody may rewrite, add."""
        if self._has(table, UPDATE):
            await self._run(_update(table.name, part))
        await self._write(table, APPEND, part)

    async def _write(self, table: PlannedTable, operation: Operation, part: str) -> None:
        if self._has(table, operation):
            await self._run(_insert(table.name, part, operation))

    async def _run(self, statement: str) -> None:
        await self._session.execute(text(statement), {"plan_id": self._plan_id})

    async def _count(self, statement: str, **parameters: object) -> int:
        found = await self._session.execute(text(statement), {"plan_id": self._plan_id, **parameters})
        return int(found.scalar_one())


def _changes(name: str, table: str, *operations: Operation) -> str:
    """Return planned changes as a named part of a statement: the row's id, its values, what stood there."""
    wanted = ", ".join(f"'{operation.value}'" for operation in operations)
    return (
        f"{name} AS MATERIALIZED (SELECT (item ->> 'i')::uuid AS i, item -> 'v' AS v, item -> 'b' AS b"
        " FROM import_batch AS batch CROSS JOIN LATERAL jsonb_array_elements(batch.changes::jsonb) AS item"
        f" WHERE batch.plan_id = :plan_id AND batch.table_name = '{table}' AND batch.operation IN ({wanted}))"
    )


def _columns(table: str) -> list[str]:
    """Return the columns a plan writes, without the id."""
    return [
        column.name
        for column in Base.metadata.tables[table].columns
        if column.computed is None and column.name not in {"tenant_id", "created_at", "id"}
    ]


def _insert(table: str, part: str, operation: Operation) -> str:
    columns = _columns(table)
    named, values = ", ".join(columns), ", ".join(f"made.{column}" for column in columns)
    row_id = "change.i" if part == "v" else "made.id"
    return (
        f"WITH {_changes('change', table, operation)}"
        f" INSERT INTO {table} (id, {named}) SELECT {row_id}, {values} FROM change"
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, change.{part}) AS made"
    )


def _update(table: str, part: str) -> str:
    assigned = ", ".join(f"{column} = made.{column}" for column in _columns(table))
    return (
        f"WITH {_changes('change', table, UPDATE)}"
        f" UPDATE {table} AS target SET {assigned} FROM (SELECT made.* FROM change"
        f" JOIN {table} AS present ON present.id = change.i"
        f" CROSS JOIN LATERAL jsonb_populate_record(present, change.{part}) AS made) AS made"
        " WHERE target.id = made.id"
    )


def _delete(table: str) -> str:
    return (
        f"WITH {_changes('change', table, INSERT)}"
        f" DELETE FROM {table} AS target USING change WHERE target.id = change.i"
    )


def _lock(table: str, *operations: Operation) -> str:
    return (
        f"WITH {_changes('change', table, *operations)}"
        f" SELECT FROM {table} AS target WHERE target.id IN (SELECT change.i FROM change)"
        " ORDER BY target.id FOR UPDATE"
    )


def _altered(table: str) -> str:
    return (
        f"WITH {_changes('change', table, UPDATE)}"
        f" SELECT count(*) FROM change LEFT JOIN {table} AS present ON present.id = change.i"
        " WHERE present.id IS NULL OR NOT to_jsonb(present) @> change.b"
    )


def _twins(table: PlannedTable) -> str:
    columns = Base.metadata.tables[table.name].columns
    same = " AND ".join(
        f"present.{name} {'IS NOT DISTINCT FROM' if columns[name].nullable else '='} made.{name}"
        for name in table.unique
    )
    since = "true" if table.is_shared else "present.created_at > :read_at"
    return (
        f"WITH {_changes('change', table.name, INSERT)}"
        " SELECT count(*) FROM change"
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table.name}, change.v) AS made"
        f" JOIN {table.name} AS present ON {same} WHERE {since}"
    )


def _changed_since(table: str) -> str:
    return (
        f"WITH {_changes('change', table, *Operation)}"
        f" SELECT count(*) FROM change LEFT JOIN {table} AS present ON present.id = change.i"
        " WHERE present.id IS NULL OR NOT to_jsonb(present) @> change.v"
    )


def _added_since(table: str, other: str, column: str) -> str:
    return (
        f"WITH {_changes('added', table, INSERT)}, {_changes('own', other, INSERT, APPEND)}"
        f" SELECT count(*) FROM {other} AS later JOIN added ON later.{column} = added.i"
        " LEFT JOIN own ON own.i = later.id WHERE own.i IS NULL"
    )


def _pointing_at(table: str) -> Iterator[tuple[str, str]]:
    """Yield the tables and columns whose rows point at rows of this table."""
    for other in Base.metadata.tables.values():
        if other.name in OWN_TABLES:
            continue
        for key in other.foreign_key_constraints:
            for element in key.elements:
                if element.column.table.name == table and element.column.name == "id":
                    yield other.name, element.parent.name
