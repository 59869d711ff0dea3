"""`python -m infra.embedded`: PostgreSQL and Redis alone, for a developer's own session."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path

from infra.database_roles import APP, DATABASE, OWNER, create_database, create_roles, role_passwords
from infra.embedded.postgres import Postgres
from infra.embedded.redis import Redis

HOME = Path("var/developer")


async def _prepare(server: Postgres, passwords: dict[str, str]) -> None:
    await create_roles(server.url("postgres"), passwords)
    await create_database(server.url("postgres"))


def main() -> None:
    """Start both servers, print how to reach them, and stop them on Ctrl-C."""
    HOME.mkdir(parents=True, exist_ok=True)
    postgres, redis = Postgres(HOME), Redis(HOME)
    children = [postgres.start(), redis.start()]
    passwords = role_passwords(HOME)
    asyncio.run(_prepare(postgres, passwords))
    print(f"export GATEHOUSE_DATABASE_URL={postgres.url(DATABASE, APP, passwords[APP])}")
    print(f"export GATEHOUSE_OWNER_DATABASE_URL={postgres.url(DATABASE, OWNER, passwords[OWNER])}")
    print(f"export GATEHOUSE_REDIS_URL={redis.url()}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()
    for child in reversed(children):
        child.stop()


if __name__ == "__main__":
    main()
