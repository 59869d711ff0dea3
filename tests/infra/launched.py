"""A real `gatehouse run` in a process of its own, as a person at a terminal would have it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
READY = "Gatehouse is ready"
PATIENCE_SECONDS = 120.0


class Launched:
    """Starts at once; `wait_ready` and `wait_end` follow what it prints."""

    def __init__(
        self, home: Path, port: int, before: Callable[[], None] | None = None, **settings: str
    ) -> None:
        self.home, self.port = home, port
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.cli", "run"],
            cwd=ROOT,
            env={**outside, "GATEHOUSE_HOME": str(home), "GATEHOUSE_PORT": str(port), **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509 -- a few system calls, before any thread is there
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def output(self) -> str:
        return "".join(self._lines)

    def wait_ready(self) -> Launched:
        return self.wait_said(READY)

    def wait_said(self, words: str) -> Launched:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.05)
        return self

    def wait_end(self) -> int:
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        return code

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.wait_end()

    def kill(self) -> None:
        """End the launcher alone, as a power cut or `kill -9` would."""
        self.process.kill()
        self.wait_end()

    def family(self) -> list[psutil.Process]:
        """Return every process that the launcher has started, and theirs."""
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def tell_day(self, *words: str) -> str:
        """Give `gatehouse demo clock` beside the run, as a person in another terminal would."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
        done = subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-m", "infra.cli", "demo", "clock", *words],
            cwd=ROOT,
            env={**outside, "GATEHOUSE_HOME": str(self.home)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def environment(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.home / "environment.json").read_text(encoding="utf-8"))
        return found

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.append(line)


def command_lines(processes: list[psutil.Process]) -> list[str]:
    """Return how each was started, leaving out those that ended meanwhile."""
    found = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            found.append(" ".join(process.cmdline()))
    return found


def survivors(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that still run; a process id used again by another is not one of them."""
    _gone, alive = psutil.wait_procs(processes, timeout=10)
    return list(alive)
