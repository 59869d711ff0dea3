"""What a piece of work costs: processor seconds of this process and of its PostgreSQL backends."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

import psutil
from sqlalchemy import text

from core.database.unit_of_work import Database
from frontend_api.garbage import GENERATIONS


@dataclass
class Cost:
    """Filled in when the block ends. Seconds."""

    own: float = 0.0
    backend: float = 0.0
    waited: float = 0.0

    @property
    def processor(self) -> float:
        return self.own + self.backend


class Meter:
    """Watches this process and the backends that its pool talks to."""

    def __init__(self, *backends: psutil.Process) -> None:
        self._own, self._backends = psutil.Process(), backends

    @classmethod
    async def of(cls, database: Database) -> Self:
        async with database.engine.connect() as connection:
            pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        return cls(psutil.Process(pid))

    @contextmanager
    def measure(self, *, tidy: bool = True) -> Iterator[Cost]:
        """Measure what is done in the block, `tidy` with no garbage of others to be collected in it."""
        if tidy:
            gc.collect()
        cost = Cost()
        own, backend, began = _seconds(self._own), _seconds(*self._backends), time.perf_counter()
        yield cost
        cost.waited = time.perf_counter() - began
        cost.own = _seconds(self._own) - own
        cost.backend = _seconds(*self._backends) - backend


def collect_as_served() -> None:
    """Look for garbage as a web process does: what was made before is left out, the rest looked at often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)


def _seconds(*processes: psutil.Process) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)
