"""Migrations: one environment, one history and one version table per module, the core's first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from core.database.model import Base
from core.errors import RefusedStart

VERSION_TABLE = "alembic_version_"
ENVIRONMENT = Path(__file__).parent / "migrations"
OLDEST_SERVER = 18
MIGRATION_LOCK = 4_281_750_113
"""Any fixed number: two deployments migrating at once wait for each other."""


@dataclass(frozen=True, slots=True)
class History:
    """A module's revisions and the prefix of the tables it owns; the core owns what no plugin does."""

    name: str
    versions: Path
    plugins: tuple[str, ...] = ()
    """For the core: the names of all plugins, whose tables are not its own."""

    @property
    def version_table(self) -> str:
        return f"{VERSION_TABLE}{self.name}"

    def owns(self, table: str) -> bool:
        """Tell whether a table is this module's: unfiltered, autogenerate would drop all others."""
        if table.startswith(VERSION_TABLE):
            return False
        if self.name == "core":
            return not any(table.startswith(f"{plugin}_") for plugin in self.plugins)
        return table.startswith(f"{self.name}_")


def core_history(plugins: Iterable[str]) -> History:
    return History("core", ENVIRONMENT / "versions", tuple(plugins))


def configure(attributes: Mapping[str, Any]) -> None:
    """Set up Alembic's context for the history being run."""
    history: History = attributes["history"]
    context.configure(
        connection=attributes["connection"],
        target_metadata=Base.metadata,
        version_table=history.version_table,
        include_object=_own_objects(history),
    )


def _own_objects(history: History) -> Any:
    def include(item: Any, name: str | None, kind: str, _reflected: object, _compared: object) -> bool:
        table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
        return history.owns(table or "")

    return include


def _config(history: History, connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ENVIRONMENT))
    config.set_main_option("version_locations", str(history.versions))
    config.set_main_option("path_separator", "os")
    config.attributes.update(history=history, connection=connection)
    return config


def heads(history: History) -> tuple[str, ...]:
    """Read a history's revisions and return where it ends; raises what a broken revision raises."""
    return tuple(ScriptDirectory.from_config(_config(history)).get_heads())


def _is_at_head(history: History, connection: Connection) -> bool:
    opts = {"version_table": history.version_table}
    current = MigrationContext.configure(connection, opts=opts).get_current_heads()
    return set(current) == set(heads(history))


def refuse_older_server(version: int) -> None:
    """Refuse a server without `uuidv7()`: it would fail at the first audited row rather than here."""
    if version < OLDEST_SERVER:
        raise RefusedStart(
            f"Gatehouse needs PostgreSQL {OLDEST_SERVER} or newer, and this server is version {version}. "
            f"Upgrade it, or point GATEHOUSE_DATABASE_URL and GATEHOUSE_OWNER_DATABASE_URL at another.",
        )


def _upgrade(connection: Connection, histories: Iterable[History]) -> list[str]:
    refuse_older_server(int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000)
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    moved = []
    for history in histories:
        if not _is_at_head(history, connection):
            command.upgrade(_config(history, connection), "heads")
            moved.append(history.name)
    return moved


def _differences(connection: Connection, histories: Iterable[History]) -> list[str]:
    found = []
    for history in _beside_uninstalled(connection, histories):
        opts = {"version_table": history.version_table, "include_object": _own_objects(history)}
        found += [
            f"{history.name}: {difference}"
            for difference in compare_metadata(
                MigrationContext.configure(connection, opts=opts), Base.metadata
            )
        ]
    return found


def _beside_uninstalled(connection: Connection, histories: Iterable[History]) -> Iterator[History]:
    """Leave the core what is its own: tables of a plugin that was here once stay when it is gone."""
    names = inspect(connection).get_table_names()
    once_here = [name.removeprefix(VERSION_TABLE) for name in names if name.startswith(VERSION_TABLE)]
    for history in histories:
        others = [name for name in once_here if name != history.name]
        yield replace(history, plugins=(*history.plugins, *others)) if history.name == "core" else history


async def upgrade(owner_url: str, histories: Iterable[History]) -> list[str]:
    """Bring every history to its head in one transaction, as the owner; return the names that moved."""
    engine = create_async_engine(
        owner_url.replace("postgresql://", "postgresql+asyncpg://", 1),
        hide_parameters=True,
    )
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_upgrade, list(histories))
    finally:
        await engine.dispose()


async def differences(owner_url: str, histories: Iterable[History]) -> list[str]:
    """Say where the models and the migrated database differ; empty when the migrations are complete."""
    engine = create_async_engine(
        owner_url.replace("postgresql://", "postgresql+asyncpg://", 1),
        hide_parameters=True,
    )
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_differences, list(histories))
    finally:
        await engine.dispose()
