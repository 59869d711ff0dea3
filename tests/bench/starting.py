"""How long `gatehouse run` takes until the first page, and where the time goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from infra.embedded.ports import free_port
from tests.bench.figures import Figures
from tests.infra.launched import PATIENCE_SECONDS, READY, Launched

POLL_SECONDS = 0.01
WARM_BAR = 6.0
FIRST_PAGE = "until the first page"


class Start:
    """One start, watched from outside: each phase ends when its sign is there."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.began = time.perf_counter()
        self.launched = Launched(home, free_port())
        self.phases: dict[str, float] = {}

    def watch(self) -> Launched:
        """Return the run when its first page was read."""
        signs: dict[str, Callable[[], bool]] = {
            "PostgreSQL is ready": self._database_is_ready,
            "roles and database are made": lambda: "Migrating the database" in self.launched.output,
            "migrations are done": lambda: "Migrated" in self._read("log/migrate.log"),
            "ready is said": lambda: READY in self.launched.output,
        }
        while "ready is said" not in self.phases:
            if self.launched.process.poll() is not None or self._elapsed() > PATIENCE_SECONDS:
                raise RuntimeError(self.launched.output)
            for name, is_there in signs.items():
                if name not in self.phases and is_there():
                    self.phases[name] = self._elapsed()
            time.sleep(POLL_SECONDS)
        answer = httpx.get(f"http://localhost:{self.launched.port}/", follow_redirects=True, timeout=30)
        answer.raise_for_status()
        self.phases[FIRST_PAGE] = self._elapsed()
        return self.launched

    def _elapsed(self) -> float:
        return time.perf_counter() - self.began

    def _database_is_ready(self) -> bool:
        lines = self._read("postgres/postmaster.pid").splitlines()
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _read(self, name: str) -> str:
        try:
            return (self._home / name).read_text(encoding="utf-8")
        except OSError:
            return ""


def start_cold(home: Path, figures: Figures) -> Launched:
    """Start on an empty folder; each phase is counted from the end of the one before."""
    start = Start(home)
    launched = start.watch()
    before = 0.0
    for name, seconds in start.phases.items():
        if name != FIRST_PAGE:
            figures.add(f"cold start, {name}: after", "s", seconds - before)
            before = seconds
    figures.add(f"cold start {FIRST_PAGE}", "s", start.phases[FIRST_PAGE])
    return launched


def start_warm(home: Path, figures: Figures, runs: int) -> None:
    """Start again on a folder that holds the prison imported before."""
    starts = []
    for _ in range(runs):
        start = Start(home)
        start.watch().stop()
        starts.append(start.phases)
    figures.add(f"warm start {FIRST_PAGE}", "s", *(phases[FIRST_PAGE] for phases in starts), bar=WARM_BAR)
    for name in ("PostgreSQL is ready", "ready is said"):
        figures.add(f"warm start, until {name}", "s", *(phases[name] for phases in starts))
