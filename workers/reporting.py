"""What a worker says of itself every few seconds: that it lives, and how the queue stands."""

from __future__ import annotations

from uuid import UUID

from core.database.unit_of_work import Database
from core.jobs.queue import queue_health, record_worker
from workers.metrics import show_health
from workers.slots import Slots


class Reporter:
    def __init__(self, database: Database, slots: Slots, *, worker_id: UUID, name: str) -> None:
        self._database = database
        self._slots = slots
        self._worker = worker_id, name

    async def report(self) -> None:
        await record_worker(self._database, *self._worker)
        show_health(await queue_health(self._database), busy=self._slots.busy)
