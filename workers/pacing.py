"""How the worker's endless tasks wait: for a hint or a while, and longer after each failure."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger(__name__)
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 4.0
"""Short enough that everything is back within ten seconds of a server's return."""


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Wait until the event is set, but no longer than this; say whether it is."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
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
