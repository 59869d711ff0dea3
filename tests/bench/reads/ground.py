"""The servers that reads are measured on: a PostgreSQL of its own as production has it, Redis, sign-in."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.database_roles import APP, OWNER, create_database, create_roles, drop_database, role_passwords
from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.passwords import password
from infra.embedded.ports import free_port
from infra.embedded.postgres import Postgres
from infra.embedded.process import Child, Command
from infra.embedded.redis import Redis
from tests.infra.launched import ROOT

DATABASE = "bench_reads"
MIGRATE_SECONDS = 120
MANY = 100_000_000
"""So many calls a minute that none is refused; the limiter counts them all the same."""


@dataclass(frozen=True)
class Ground:
    """Running servers; each database on them is filled for one measurement."""

    home: Path
    postgres: Postgres
    redis: Redis
    identity: Identity
    web_port: int
    """Of the web process that people sign in to; others take any."""

    def port_for(self, database: str) -> int:
        return self.web_port if database == DATABASE else free_port()

    def app_url(self, database: str) -> str:
        return self.postgres.url(database, APP, role_passwords(self.home)[APP])

    def superuser_url(self, database: str) -> str:
        return self.postgres.url(database)

    def environment(self, database: str) -> Mapping[str, str]:
        """Return the settings of a production-like Gatehouse on this database, with 8 connections."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
        return outside | {
            "GATEHOUSE_ENVIRONMENT": "test",
            "GATEHOUSE_PUBLIC_URL": self.identity.public_url,
            "GATEHOUSE_FILES_URL": str(self.home / "files"),
            "GATEHOUSE_SECRET_KEY": password(self.home / "secrets", "secret_key"),
            "GATEHOUSE_DATABASE_URL": self.app_url(database),
            "GATEHOUSE_OWNER_DATABASE_URL": self.postgres.url(
                database, OWNER, role_passwords(self.home)[OWNER]
            ),
            "GATEHOUSE_DATABASE_POOL": "8",
            "GATEHOUSE_REDIS_URL": self.redis.url(),
            "GATEHOUSE_OIDC_ISSUER": self.identity.issuer,
            "GATEHOUSE_OIDC_CLIENT_ID": CLIENT_ID,
            "GATEHOUSE_OIDC_CLIENT_SECRET": self.identity.client_secret,
            "GATEHOUSE_OIDC_DEMO_PROVIDER": "true",
            "GATEHOUSE_CALLS_PER_MINUTE": str(MANY),
        }

    def make_database(self, name: str) -> None:
        """Make the database anew, and migrate it."""
        asyncio.run(drop_database(self.superuser_url("postgres"), name))
        asyncio.run(create_database(self.superuser_url("postgres"), name))
        done = Child(self.command("migrate", "The migration", self.environment(name))).process
        if done.wait(MIGRATE_SECONDS):
            raise RuntimeError((self.home / "log" / "migrate.log").read_text(encoding="utf-8"))

    def command(self, word: str, name: str, environment: Mapping[str, str]) -> Command:
        """Return what starts a word of `gatehouse` in a process of its own."""
        return Command(
            name=name,
            argv=(sys.executable, "-m", "infra.cli", word),
            log=self.home / "log" / f"{word}.log",
            environment=environment,
            folder=ROOT,
        )


@contextlib.contextmanager
def running_ground(home: Path) -> Iterator[Ground]:
    """Run PostgreSQL, Redis and the identity provider in this folder."""
    home.mkdir(parents=True, exist_ok=True)
    web_port = free_port()
    ground = Ground(
        home,
        Postgres(home),
        Redis(home),
        Identity(home, f"http://localhost:{web_port}", free_port()),
        web_port,
    )
    with contextlib.ExitStack() as stack:
        for part in (ground.postgres, ground.redis, ground.identity):
            stack.callback(part.start().stop)
        asyncio.run(create_roles(ground.superuser_url("postgres"), role_passwords(home)))
        yield ground
