"""Brings a database where this code needs it: roles, migrations, demo data; quick when nothing is new."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from importlib.metadata import entry_points
from urllib.parse import urlsplit

import asyncpg

from infra.database_roles import create_database, create_roles, role_passwords
from infra.embedded.process import Child, Command, tail
from infra.errors import CannotStart
from infra.launcher.home import ROOT, Home
from infra.launcher.parts import Parts

MARK_QUERY = (
    "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
)


def prepare_database(home: Home, parts: Parts) -> None:
    """Make the roles, migrate and load demo data, unless this database was left by this very code."""
    if parts.urls:
        asyncio.run(_create_embedded(parts.urls.superuser, role_passwords(home.folder)))
    owner = parts.environment.get("GATEHOUSE_OWNER_DATABASE_URL")
    if owner is None:
        print("GATEHOUSE_OWNER_DATABASE_URL is not set: the database is taken as it is, without migrating.")
        return
    mark = _mark(parts)
    if asyncio.run(_read_mark(owner)) == mark:
        return
    print("Migrating the database ...", flush=True)
    _migrate(home, parts)
    asyncio.run(_write_mark(owner, mark))


def _mark(parts: Parts) -> str:
    """Name this code's migrations and the demo's issuer, by whose name its accounts are known."""
    found = hashlib.sha256((parts.identity.issuer if parts.identity else "").encode())
    for entry in sorted(entry_points(group="gatehouse.plugins"), key=lambda item: item.name):
        found.update(f"{entry.name}={entry.value} {entry.dist.version if entry.dist else ''}".encode())
    for file in sorted(
        [*ROOT.glob("core/**/migrations/**/*.py"), *ROOT.glob("plugins/**/migrations/**/*.py")]
    ):
        found.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return f"gatehouse {found.hexdigest()}"


async def _create_embedded(superuser_url: str, passwords: dict[str, str]) -> None:
    try:
        await create_roles(superuser_url, passwords)
        await create_database(superuser_url)
    except asyncpg.InvalidPasswordError as error:
        raise CannotStart(
            "The embedded PostgreSQL does not accept the password in var/secrets/postgres: the folders "
            "var/postgres and var/secrets belong together. Restore the one that was replaced, or move "
            "var away to start anew with demo data.",
        ) from error


async def _read_mark(owner_url: str) -> str | None:
    connection = await _connect(owner_url)
    try:
        mark: str | None = await connection.fetchval(MARK_QUERY)
    finally:
        await connection.close()
    return mark


async def _write_mark(owner_url: str, mark: str) -> None:
    connection = await _connect(owner_url)
    try:
        name = await connection.fetchval("SELECT quote_ident(current_database())")
        await connection.execute(f"COMMENT ON DATABASE {name} IS '{mark}'")
    finally:
        await connection.close()


async def _connect(url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url, timeout=10)
    except (OSError, ValueError, asyncpg.PostgresError) as error:
        parts = urlsplit(url)
        raise CannotStart(
            f"The database at {parts.hostname}:{parts.port} cannot be used ({error}). "
            "Check GATEHOUSE_OWNER_DATABASE_URL.",
        ) from error


def _migrate(home: Home, parts: Parts) -> None:
    """Migrate in a process of its own: the launcher itself stays small and never loads a plugin."""
    log = home.log / "migrate.log"
    child = Child(
        Command(
            name="The migration",
            argv=(sys.executable, "-m", "infra.cli", "migrate", *(["--demo"] if parts.is_demo else [])),
            log=log,
            environment={**os.environ, **parts.environment},
            folder=ROOT,
        ),
    )
    child.wait_for_end()
    if child.process.returncode:
        raise CannotStart(f"The database could not be migrated. The end of {log}:\n{tail(log)}")
