"""How many jobs one process does at a time, and how it ends without breaking them off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog

from core.jobs.runner import Runner
from workers.pacing import cancel

log = structlog.get_logger(__name__)


class Slots:
    """Jobs run here, apart from whoever woke them: losing Redis does not end a job that runs."""

    def __init__(self, runner: Runner, *, limit: int, on_free: Callable[[], None]) -> None:
        self._runner = runner
        self._limit = limit
        self._on_free = on_free
        self._running: dict[UUID, asyncio.Task[None]] = {}
        self._closed = False

    @property
    def free(self) -> int:
        return 0 if self._closed else self._limit - len(self._running)

    @property
    def busy(self) -> int:
        return len(self._running)

    def offer(self, prison_id: UUID, job_id: UUID) -> bool:
        """Start on an entry unless all slots are taken or it is here already; its lease decides the rest."""
        if not self.free or job_id in self._running:
            return False
        self._running[job_id] = asyncio.create_task(self._run(prison_id, job_id), name=f"job {job_id}")
        return True

    async def _run(self, prison_id: UUID, job_id: UUID) -> None:
        taken = False
        try:
            taken = await self._runner.run(prison_id, job_id)
        except Exception as error:
            log.warning("job_not_taken", exc_info=error)
        finally:
            del self._running[job_id]
            if taken:
                self._on_free()

    def refuse(self) -> None:
        """Take nothing more."""
        self._closed = True

    async def close(self, *, grace_seconds: float, hurry: asyncio.Event) -> None:
        """Let what runs finish, then break off the rest and give it back to the queue."""
        self.refuse()
        if not self._running:
            return
        told = asyncio.create_task(hurry.wait())
        everything = asyncio.gather(*self._running.values(), return_exceptions=True)
        ends: set[asyncio.Future[Any]] = {everything, told}
        await asyncio.wait(ends, timeout=grace_seconds, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if self._running:
            log.warning("jobs_broken_off", jobs=len(self._running))
            await cancel(list(self._running.values()), again_seconds=2, times=2)
