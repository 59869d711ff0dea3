"""When Python looks for garbage in cycles: a little and often under load, thoroughly while nobody asks."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from litestar import Litestar

from frontend_api.metrics import LONGEST_COLLECTION
from frontend_api.observation import Traffic

GENERATIONS = (2_000, 5, 1_000)
"""Few objects at once: to look through a hundred thousand held everybody up for 25 ms, ten thousand for 3."""
QUIET_SECONDS = 5.0


class Collections:
    """Watches how long each collection takes; Python calls it at both ends of one.

    It only notes a number: a collection may begin anywhere, even where a figure's lock is held. By the clock
    of this thread: another may be let in before the end is noted, and that one holds nobody up.
    """

    def __init__(self) -> None:
        self._began = 0.0
        self._longest = 0.0
        self._is_watching = True
        LONGEST_COLLECTION.set_function(lambda: self._longest)

    def __call__(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.thread_time()
        elif self._is_watching:
            self._longest = max(self._longest, time.thread_time() - self._began)

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """Let one pass that holds nobody up."""
        self._is_watching = False
        try:
            yield
        finally:
            self._is_watching = True


@asynccontextmanager
async def collecting(app: Litestar) -> AsyncIterator[None]:
    """Leave what was made at start out of all collections, and collect the rest as this module says."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)
    gc.enable()
    watching = Collections()
    gc.callbacks.append(watching)
    quiet = asyncio.create_task(_collect_while_quiet(app, watching))
    try:
        yield
    finally:
        quiet.cancel()
        with suppress(asyncio.CancelledError):
            await quiet
        gc.callbacks.remove(watching)


async def _collect_while_quiet(app: Litestar, watching: Collections) -> None:
    """Look through everything once after each time that something was asked."""
    collected = seen = 0
    while True:
        await asyncio.sleep(QUIET_SECONDS)
        traffic: Traffic = app.state.traffic
        if traffic.is_over and traffic.begun == seen != collected:
            with watching.looking_away():
                gc.collect()
            collected = seen
        seen = traffic.begun
