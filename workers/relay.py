"""Carries due entries of the queue to workers: through Redis when it answers, and itself when nobody came."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from core.database.unit_of_work import Database
from core.jobs.dispatch import Dispatcher
from core.jobs.queue import MOST_WOKEN, claim_unwoken, due_entries
from core.jobs.work import Work
from workers.pacing import wait_for
from workers.slots import Slots

POLL_SECONDS = 1.0
PATIENCE = timedelta(seconds=2)
"""How long a woken entry may lie before the relay does it itself: Redis lost the call, or all were busy."""
PASS_SECONDS = 20.0
"""A pass takes milliseconds; one that hangs on a dead connection is given up and begun afresh."""


class Relay:
    def __init__(
        self,
        database: Database,
        work: Work,
        dispatcher: Dispatcher,
        slots: Slots,
        *,
        hint: asyncio.Event,
        stop: asyncio.Event,
    ) -> None:
        self._database = database
        self._kinds = frozenset(work.jobs)
        self._dispatcher = dispatcher
        self._slots = slots
        self._hint = hint
        self._stop = stop

    async def carry(self) -> None:
        """Carry on until told to stop. The hint saves waiting; the poll is what can be relied on."""
        while not self._stop.is_set():
            self._hint.clear()
            async with asyncio.timeout(PASS_SECONDS):
                more = await self._wake()
                await self._take()
            if not more:
                await wait_for(self._hint, POLL_SECONDS)

    async def _wake(self) -> bool:
        """Tell Redis what is due; say whether there may be more."""
        if self._dispatcher.is_resting:
            return False
        entries = await claim_unwoken(self._database, self._kinds)
        return await self._dispatcher.wake(entries) and len(entries) == MOST_WOKEN

    async def _take(self) -> None:
        free = self._slots.free
        if free:
            patience = timedelta(0) if self._dispatcher.is_resting else PATIENCE
            for entry in await due_entries(self._database, self._kinds, limit=free, patience=patience):
                self._slots.offer(entry.prison_id, entry.job_id)
