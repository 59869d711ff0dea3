"""The whole house for these tests: a real web server, and what stands behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from graphql import GraphQLSchema
from litestar import Litestar
from pydantic import SecretStr

from core.database.unit_of_work import Database
from core.files import FileStore
from core.plugins.loader import Registry
from core.settings import Environment, Settings
from frontend_api.app import create_app
from infra.database_roles import DatabaseUrls
from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.process import Child, Command
from infra.embedded.redis import Redis

START_SECONDS = 60
DIGEST = """
SELECT '{table}' AS name, count(*) || ' ' || coalesce(sum(hashtext(xmin::text)), 0) AS digest FROM {table}
"""
"""Each row bears the number of the transaction that wrote it, so that one written alike is seen too."""


@dataclass(frozen=True, slots=True)
class House:
    """What a test of access asks: the running web server, and what the composed application consists of."""

    url: str
    identity: Identity
    database: Database
    urls: DatabaseUrls
    registry: Registry
    application: Litestar
    store: FileStore
    log: Path
    prisons: dict[str, UUID]
    samples: dict[str, dict[str, str]]
    """Prison → name of a parameter, such as `person_id` → the id of one row there."""
    marked: dict[str, list[str]]
    strange: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """Letter of a persona → whose → ids that are not for them, once they were looked for."""
    printed: dict[str, dict[str, str]] = field(default_factory=dict)
    """The transactions that were begun and ended → what the tables held then, read last."""

    @property
    def schema(self) -> GraphQLSchema:
        found: GraphQLSchema = self.application.state.engine.schema
        return found

    async def rows(self, statement: str, *values: object) -> list[Any]:
        """Read past row-level security, to know what is true."""
        connection = await asyncpg.connect(self.urls.superuser)
        try:
            return list(await connection.fetch(statement, *values))
        finally:
            await connection.close()

    async def fingerprint(self) -> dict[str, str]:
        """Return what was last written to each prison's tables; who looked at or took what is left out.

        Whatever writes takes a number of a transaction: while none was taken, nothing is read again.
        """
        [now] = await self.rows("SELECT pg_current_snapshot()::text AS transactions")
        if now["transactions"] not in self.printed:
            found = await self._read_fingerprint()
            self.printed.clear()
            self.printed[now["transactions"]] = found
        return self.printed[now["transactions"]]

    async def _read_fingerprint(self) -> dict[str, str]:
        tables = await self.rows(
            "SELECT table_name::text AS name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'tenant_id'"
            " AND table_name NOT IN ('read_entry', 'export_entry')"
            " UNION SELECT 'membership'",
        )
        parts = [DIGEST.format(table=table["name"]) for table in tables]
        return {row["name"]: row["digest"] for row in await self.rows(" UNION ALL ".join(parts))}


def settings_of(identity: Identity, redis: Redis, urls: DatabaseUrls, home: Path, port: int) -> Settings:
    return Settings(
        environment=Environment.DEMO,
        database_url=SecretStr(urls.app),
        national_database_url=SecretStr(urls.national),
        redis_url=SecretStr(redis.url()),
        files_url=str(home / "files"),
        oidc_issuer=identity.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=SecretStr(identity.client_secret),
        oidc_demo_provider=True,
        public_url=identity.public_url,
        port=port,
        metrics_port=0,
        # Nobody tries as many doors in a minute as these tests do on a quick machine.
        calls_per_minute=1_000_000,
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """Write the settings as the server's environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        secret = isinstance(value, SecretStr)
        kept[f"GATEHOUSE_{name.upper()}"] = str(value.get_secret_value() if secret else value)
    del kept["GATEHOUSE_OWNER_DATABASE_URL"]
    return kept


@contextmanager
def serving(settings: Settings, log: Path) -> Iterator[Child]:
    """Start the web server as it runs in earnest; it may be furnished while it starts."""
    argv = (sys.executable, "-m", "infra.cli", "web")
    web = Child(Command(name="The web server", argv=argv, log=log, environment=environment_of(settings)))
    try:
        yield web
    finally:
        web.stop()


def wait_for(web: Child, settings: Settings) -> None:
    web.wait_until(lambda: _answers(f"{settings.public_url}/ping"), seconds=START_SECONDS)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).text == "pong"
    except httpx.HTTPError:
        return False


def compose(settings: Settings, registry: Registry) -> Litestar:
    """Put the application together in this process too, to ask it what it consists of."""
    return create_app(settings, registry)
