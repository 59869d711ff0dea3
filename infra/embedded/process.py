"""One process that Gatehouse starts: in a session of its own, logged to a file, stopped by its id."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra.embedded import interrupt
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
        self._ended = False

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        if self._ended or self.process.poll() is None:
            return not self._ended
        self._end_group()
        return False

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait for `ready()` to be true; stop the process and say what its log says when it never is."""
        try:
            self._wait_until(ready, time.monotonic() + seconds)
        except BaseException:
            self.stop()
            raise

    def _wait_until(self, ready: Callable[[], bool], deadline: float) -> None:
        while not ready():
            interrupt.check()
            if not self.is_running():
                raise CannotStart(f"{self.command.name} stopped while starting.{self._log_tail()}")
            if time.monotonic() > deadline:
                raise CannotStart(f"{self.command.name} was not ready in time.{self._log_tail()}")
            time.sleep(POLL_SECONDS)

    def wait_for_end(self) -> None:
        """Wait for a process that ends by itself; stop it when somebody asks to stop."""
        try:
            while self.is_running():
                interrupt.check()
                time.sleep(POLL_SECONDS)
        finally:
            self.stop()

    def stop(self) -> None:
        """End the process the way it likes best, then the way it cannot refuse."""
        if self._ended:
            return
        self.process.send_signal(self.command.stop_signal)
        try:
            self.process.wait(self.command.grace_seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        """Kill what the process left in its group. Only at its end: later the number may be another's."""
        self._ended = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def _log_tail(self) -> str:
        return f" The end of {self.command.log}:\n{tail(self.command.log)}"


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
