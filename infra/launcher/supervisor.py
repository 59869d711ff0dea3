"""Starts the parts in their order, starts again what dies, and stops every process it started."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from infra.embedded import interrupt
from infra.embedded.ports import answers
from infra.embedded.process import Child, Command
from infra.errors import CannotStart
from infra.launcher.home import ROOT, Home
from infra.launcher.ledger import Ledger
from infra.launcher.parts import Parts
from infra.launcher.preparation import prepare_database

POSTGRES, REDIS = "PostgreSQL", "Redis"
SERVERS = {POSTGRES, REDIS}
READY_SECONDS = 60
POLL_SECONDS = 0.2
FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
HEALTHY_SECONDS = 60.0
"""A part that ran this long has recovered: its next failure is a first one again."""
WEB_GRACE_SECONDS = 15.0
WORKER_GRACE_SECONDS = 30.0


@dataclass
class Kept:
    """A part that must run, and when it last began or may be tried again."""

    name: str
    start: Callable[[], Child]
    child: Child
    began: float
    failures: int = 0
    try_at: float | None = None


class Supervisor:
    def __init__(self, home: Home, parts: Parts) -> None:
        self.home = home
        self.parts = parts
        self.kept: list[Kept] = []
        self.ledger = Ledger(home.children)

    def start(self) -> None:
        """Start everything, and return when the first page can be had.

        The web server takes longest to load and asks for nothing until the first request, so it starts first
        and beside the rest. The worker waits, so that the two do not share the processor.
        """
        parts = self.parts
        web = self._keep("The web server", lambda: Child(self._command("web", WEB_GRACE_SECONDS)))
        if parts.redis:
            self._keep(REDIS, parts.redis.start)
        if parts.identity:
            identity = self._keep("The demo identity provider", parts.identity.launch)
        if parts.postgres:
            self._keep(POSTGRES, parts.postgres.start)
        prepare_database(self.home, parts)
        web.child.wait_until(self._web_is_ready, seconds=READY_SECONDS)
        if parts.identity:
            identity.child.wait_until(parts.identity.is_ready, seconds=READY_SECONDS)
        self._keep("The worker", lambda: Child(self._command("worker", WORKER_GRACE_SECONDS)))
        self.home.note_environment(parts.environment)

    def watch(self) -> None:
        """Start again whatever stops by itself, waiting longer each time it does."""
        while not interrupt.requested.wait(POLL_SECONDS):
            for kept in self.kept:
                self._look_after(kept)

    def stop(self) -> None:
        """Stop everything: those that use the servers first, side by side, then the servers."""
        for group in (self._clients(), [kept for kept in self.kept if kept.name in SERVERS]):
            if group:
                with ThreadPoolExecutor(len(group)) as threads:
                    list(threads.map(lambda kept: kept.child.stop(), group))
        self.home.forget_environment()
        self.ledger.forget()

    def _keep(self, name: str, start: Callable[[], Child]) -> Kept:
        kept = Kept(name, start, start(), time.monotonic())
        self.kept.append(kept)
        self._note()
        return kept

    def _note(self) -> None:
        self.ledger.note(kept.child for kept in self._clients())

    def _clients(self) -> list[Kept]:
        return [kept for kept in self.kept if kept.name not in SERVERS]

    def _look_after(self, kept: Kept) -> None:
        now = time.monotonic()
        if kept.try_at is None:
            if kept.child.is_running():
                return
            kept.failures = 1 if now - kept.began > HEALTHY_SECONDS else kept.failures + 1
            delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (kept.failures - 1))
            kept.try_at = now + delay
            print(
                f"{kept.name} stopped by itself (exit code {kept.child.process.returncode}) and is started "
                f"again in {delay:g} s. Its log: {kept.child.command.log}",
                flush=True,
            )
        elif now >= kept.try_at:
            self._start_again(kept)

    def _start_again(self, kept: Kept) -> None:
        kept.began, kept.try_at = time.monotonic(), None
        try:
            kept.child = kept.start()
        except CannotStart as error:
            print(error, file=sys.stderr, flush=True)
        self._note()

    def _command(self, word: str, grace_seconds: float) -> Command:
        name = {"web": "The web server", "worker": "The worker"}[word]
        return Command(
            name=name,
            argv=(sys.executable, "-m", "infra.cli", word),
            log=self.home.log / f"{word}.log",
            environment={**os.environ, **self.parts.environment},
            folder=ROOT,
            grace_seconds=grace_seconds,
        )

    def _web_is_ready(self) -> bool:
        return answers(self.parts.port, "/health/liveness")
