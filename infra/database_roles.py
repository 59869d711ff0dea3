"""The three database roles and the database they share. Grants on tables are the migrations' business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from infra.embedded.passwords import password

OWNER = "gatehouse_owner"
APP = "gatehouse_app"
NATIONAL = "gatehouse_national"
ROLES = (OWNER, APP, NATIONAL)
DATABASE = "gatehouse"
CONNECT_SECONDS = 10


@dataclass(frozen=True)
class DatabaseUrls:
    """One database, as each role reaches it."""

    database: str
    owner: str
    app: str
    national: str
    superuser: str


def role_passwords(home: Path) -> dict[str, str]:
    return {role: password(home / "secrets", role) for role in ROLES}


async def create_roles(superuser_url: str, passwords: Mapping[str, str]) -> None:
    """Make the roles, and give them these passwords even when they exist."""
    connection = await asyncpg.connect(superuser_url)
    try:
        existing = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role in ROLES:
            verb = "ALTER" if role in existing else "CREATE"
            literal = await connection.fetchval("SELECT quote_literal($1::text)", passwords[role])
            await connection.execute(
                f"{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS "
                f"NOINHERIT PASSWORD {literal}",
            )
        # Compiling costs our statements more than it saves, and a pooler lets no connection say so itself.
        await connection.execute(f"ALTER ROLE {APP} SET jit = off")
    finally:
        await connection.close()


async def create_database(superuser_url: str, name: str = DATABASE, *, template: str = "template0") -> bool:
    """Make a database that only the three roles may enter; say whether it was missing."""
    connection = await asyncpg.connect(superuser_url)
    try:
        if await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            return False
        await connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')
        await connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
        await connection.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {APP}, {NATIONAL}')
    finally:
        await connection.close()
    return True


async def drop_database(superuser_url: str, name: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await connection.close()


async def drop_databases(superuser_url: str, *, prefix: str) -> None:
    """Drop the databases that runs which were killed have left."""
    connection = await asyncpg.connect(superuser_url)
    try:
        names = await connection.fetch(
            "SELECT datname FROM pg_database WHERE starts_with(datname, $1)", prefix
        )
    finally:
        await connection.close()
    for row in names:
        await drop_database(superuser_url, row["datname"])


async def database_mark(url: str, name: str) -> str | None:
    """Return the comment on a database: what code it was last prepared by."""
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    try:
        mark: str | None = await connection.fetchval(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1",
            name,
        )
    finally:
        await connection.close()
    return mark


async def mark_database(url: str, name: str, mark: str) -> None:
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    try:
        command = await connection.fetchval(
            "SELECT format('COMMENT ON DATABASE %I IS %L', $1::text, $2::text)",
            name,
            mark,
        )
        await connection.execute(command)
    finally:
        await connection.close()
