"""How the worker's endless tasks wait (for a hint, a while, longer after a failure), and how they end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection

import structlog

log = structlog.get_logger(__name__)
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 4.0
"""Short enough that everything is back within ten seconds of a server's return."""


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Wait until the event is set, but no longer than this; say whether it is."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


async def keep_trying(name: str, attempt: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Start again whatever ends or fails, with longer waits while it fails, until told to stop."""
    wait = FIRST_WAIT_SECONDS
    while not stop.is_set():
        started = asyncio.get_running_loop().time()
        try:
            await attempt()
        except Exception as error:
            log.warning("worker_part_failed", part=name, exc_info=error)
        if asyncio.get_running_loop().time() - started > LONGEST_WAIT_SECONDS:
            wait = FIRST_WAIT_SECONDS
        await wait_for(stop, wait)
        wait = min(wait * 2, LONGEST_WAIT_SECONDS)


async def repeat(
    action: Callable[[], Awaitable[None]], stop: asyncio.Event, *, seconds: float, at_most: float
) -> None:
    """Do this again and again with a pause between; each time may take `at_most` seconds."""
    while not stop.is_set():
        async with asyncio.timeout(at_most):
            await action()
        await wait_for(stop, seconds)


async def cancel(tasks: Collection[asyncio.Task[None]], *, again_seconds: float, times: int) -> None:
    """Cancel these tasks and wait for their end; ask those again that did not hear.

    A cancellation can be lost: on Python 3.11 `asyncio.wait_for`, through which redis-py writes, returns its
    result when that comes in the same turn of the loop (python/cpython issue 86296, mended in 3.12).
    """
    left = set(tasks)
    for _time in range(times):
        for task in left:
            task.cancel()
        if left:
            _ended, left = await asyncio.wait(left, timeout=again_seconds)
    for task in left:
        log.error("worker_task_does_not_end", task=task.get_name())
