"""Tasks end when they are told to, also those that do not hear it the first time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from workers.pacing import cancel, wait_for


async def deaf(times: int, heard: Callable[[], None]) -> None:
    for _time in range(times):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            heard()
    await asyncio.sleep(60)


@pytest.mark.parametrize("times", [0, 1, 2])
async def test_task_that_loses_a_cancellation_is_asked_again(times: int) -> None:
    heard: list[int] = []
    task = asyncio.create_task(deaf(times, lambda: heard.append(1)))
    await asyncio.sleep(0)

    await cancel([task], again_seconds=0.01, times=5)

    assert task.cancelled()
    assert len(heard) == times


async def test_task_that_never_ends_is_named_and_left() -> None:
    task = asyncio.create_task(deaf(3, lambda: None), name="listener")
    await asyncio.sleep(0)

    with capture_logs() as logs:
        await cancel([task], again_seconds=0.01, times=3)

    assert [(line["event"], line["task"]) for line in logs] == [("worker_task_does_not_end", "listener")]
    task.cancel()
    await asyncio.wait([task])


async def test_cancellation_is_heard_though_what_was_waited_for_came_in_the_same_turn() -> None:
    event = asyncio.Event()
    waiting = asyncio.create_task(wait_for(event, 60))
    await asyncio.sleep(0.01)

    event.set()
    waiting.cancel()
    await asyncio.wait([waiting])

    assert waiting.cancelled()
