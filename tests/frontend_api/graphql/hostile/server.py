"""The web process as it runs in earnest, sent to over a real connection, and the memory it holds."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from core.settings import Settings
from infra.embedded.ports import answers, free_port
from infra.embedded.process import Child, Command
from tests.frontend_api.graphql.conftest import Program, token_of
from tests.frontend_api.graphql.hostile.house import House
from tests.servers import ROOT

START_SECONDS = 60
MANY = 100_000_000
"""So many calls a minute that none is refused: a refusal would be all that is measured."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running web process and a program of the house's co-ordinator."""

    child: Child
    house: House
    program: Program

    def renew(self) -> None:
        """Let the program have a new token: one holds for minutes, and the run may take longer."""
        self.program.client.headers["Authorization"] = f"Bearer {token_of(self.house.person)}"

    def resident_mb(self) -> float:
        """Return what the process that answers holds, in MB of 1,000,000 bytes."""
        first = psutil.Process(self.child.pid)
        return float(
            max(one.memory_info().rss for one in (first, *first.children(recursive=True))) / 1_000_000
        )


@asynccontextmanager
async def web_process(house: House) -> AsyncIterator[Server]:
    """Run `gatehouse web` beside the house, on its servers, until the block ends."""
    port = free_port()
    argv = (sys.executable, "-m", "infra.cli", "web")
    log = Path(house.settings.files_url) / "log" / "web.log"
    child = Child(Command("The web process", argv, log, _environment(house.settings, port), ROOT))
    try:
        child.wait_until(lambda: answers(port, "/ping"), seconds=START_SECONDS)
        async with httpx.AsyncClient(base_url=f"http://localhost:{port}", timeout=None) as client:  # noqa: S113 -- whoever sends says how long it waits
            server = Server(child, house, Program(client, house.program.path))
            server.renew()
            yield server
    finally:
        child.stop()


def _environment(settings: Settings, port: int) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
    return outside | {
        "GATEHOUSE_ENVIRONMENT": settings.environment,
        "GATEHOUSE_PUBLIC_URL": f"http://localhost:{port}",
        "GATEHOUSE_FILES_URL": settings.files_url,
        "GATEHOUSE_DATABASE_URL": settings.database_url.get_secret_value(),
        "GATEHOUSE_REDIS_URL": settings.redis_url.get_secret_value(),
        "GATEHOUSE_OIDC_ISSUER": str(settings.oidc_issuer),
        "GATEHOUSE_OIDC_CLIENT_ID": settings.oidc_client_id,
        "GATEHOUSE_OIDC_CLIENT_SECRET": settings.oidc_client_secret.get_secret_value(),
        "GATEHOUSE_PORT": str(port),
        "GATEHOUSE_METRICS_PORT": str(free_port()),
        "GATEHOUSE_CALLS_PER_MINUTE": str(MANY),
    }
