"""The embedded identity provider: its process, and how Gatehouse reaches it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from infra.embedded.passwords import password
from infra.embedded.ports import answers, free_port, is_free
from infra.embedded.process import Child, Command

CLIENT_ID = "gatehouse"
USUAL_PORT = 9400
START_SECONDS = 30


class Identity:
    """One provider with its own client secret and log under `home`."""

    def __init__(self, home: Path, public_url: str, port: int | None = None) -> None:
        self.home = home.absolute()
        self.public_url = public_url
        self.port = port or self._port_as_before()
        self.client_secret = password(self.home / "secrets", "identity_client")

    def _port_as_before(self) -> int:
        """Keep the port while it can be had: accounts are known by the issuer, which names it."""
        noted = self.home / "identity.port"
        wanted = int(noted.read_text(encoding="ascii")) if noted.exists() else USUAL_PORT
        port = wanted if is_free(wanted) else free_port()
        noted.write_text(str(port), encoding="ascii")
        return port

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> Child:
        """Start and wait until it tells who it is."""
        child = self.launch()
        child.wait_until(self.is_ready, seconds=START_SECONDS)
        return child

    def launch(self) -> Child:
        return Child(
            Command(
                name="The demo identity provider",
                argv=(
                    sys.executable,
                    "-m",
                    "infra.embedded.identity_server",
                    f"--port={self.port}",
                    f"--client-id={CLIENT_ID}",
                    f"--public-url={self.public_url}",
                ),
                log=self.home / "log" / "identity.log",
                environment={**os.environ, "GATEHOUSE_OIDC_CLIENT_SECRET": self.client_secret},
            ),
        )

    def is_ready(self) -> bool:
        return answers(self.port, "/.well-known/openid-configuration")
