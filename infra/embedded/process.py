"""One process that Gatehouse starts: in a session of its own, logged to a file, stopped by its id."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra.embedded.account import Account, run_as
from infra.errors import CannotStart

LOG_TAIL_LINES = 12
LARGEST_LOG = 5_000_000
POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Command:
    """What to start and how to end it."""

    name: str
    argv: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0


class Child:
    """A started process; its process group carries its id."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.process = _start(command)

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.poll() is None

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait for `ready()` to be true; say what the log says when it never is."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.is_running():
                raise CannotStart(f"{self.command.name} stopped while starting.{self.log_tail()}")
            if time.monotonic() > deadline:
                self.stop()
                raise CannotStart(f"{self.command.name} was not ready in {seconds:.0f} s.{self.log_tail()}")
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End the process the way it likes best, then the way it cannot refuse."""
        if self.is_running():
            self.process.send_signal(self.command.stop_signal)
            try:
                self.process.wait(self.command.grace_seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        end_group(self.pid)

    def log_tail(self) -> str:
        return f" The end of {self.command.log}:\n" + tail(self.command.log)


def end_group(group: int) -> None:
    """Kill what a stopped child left in its own process group."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def tail(log: Path) -> str:
    """Return the last lines of a log, indented to be read in a terminal."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "    (no log)"
    return "\n".join(f"    {line}" for line in lines[-LOG_TAIL_LINES:])


def _start(command: Command) -> subprocess.Popen[bytes]:
    command.log.parent.mkdir(parents=True, exist_ok=True)
    if command.log.exists() and command.log.stat().st_size > LARGEST_LOG:
        command.log.replace(command.log.with_suffix(".previous.log"))
    with command.log.open("ab") as log:
        return subprocess.Popen(
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(command.environment) or None,
            cwd=command.folder,
            start_new_session=True,
            **run_as(command.account),
        )
