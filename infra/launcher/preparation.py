"""Brings a database where this code needs it: roles, migrations, demo data; quick when nothing is new."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from urllib.parse import unquote, urlsplit

import asyncpg

from infra.database_roles import (
    DATABASE,
    create_database,
    create_roles,
    database_mark,
    drop_database,
    mark_database,
    role_passwords,
)
from infra.embedded.process import Child, Command, tail
from infra.errors import CannotStart
from infra.launcher.home import ROOT, Home
from infra.launcher.parts import Parts

UNFINISHED = "gatehouse: its first preparation is going on"


def prepare_database(home: Home, parts: Parts) -> None:
    """Make the roles, migrate and load demo data, unless this database was left by this very code."""
    if parts.urls:
        passwords = role_passwords(home.folder)
        asyncio.run(create_embedded(parts.urls.superuser, passwords, mark=UNFINISHED))
    owner = parts.environment.get("GATEHOUSE_OWNER_DATABASE_URL")
    if owner is None:
        print("GATEHOUSE_OWNER_DATABASE_URL is not set: the database is taken as it is, without migrating.")
        return
    mark = _mark(parts)
    if asyncio.run(_read_mark(owner)) == mark:
        return
    print("Migrating the database ...", flush=True)
    _migrate(home, parts)
    asyncio.run(mark_database(owner, _name_in(owner), mark))


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


async def create_embedded(superuser_url: str, passwords: Mapping[str, str], *, mark: str | None) -> None:
    """Make roles and database. One whose first preparation was cut short holds nothing, and is made anew."""
    try:
        await create_roles(superuser_url, passwords)
        if await database_mark(superuser_url, DATABASE) == UNFINISHED:
            await drop_database(superuser_url, DATABASE)
        if await create_database(superuser_url) and mark:
            await mark_database(superuser_url, DATABASE, mark)
    except asyncpg.InvalidPasswordError as error:
        raise CannotStart(
            "The embedded PostgreSQL does not accept the password in var/secrets/postgres: the folders "
            "var/postgres and var/secrets belong together. Restore the one that was replaced, or move "
            "var away to start anew with demo data.",
        ) from error


async def _read_mark(owner_url: str) -> str | None:
    try:
        return await database_mark(owner_url, _name_in(owner_url))
    except (OSError, ValueError, asyncpg.PostgresError) as error:
        parts = urlsplit(owner_url)
        raise CannotStart(
            f"The database at {parts.hostname}:{parts.port} cannot be used ({error}). "
            "Check GATEHOUSE_OWNER_DATABASE_URL.",
        ) from error


def _name_in(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/"))


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
