"""Garbage in cycles is looked for thoroughly once nobody asks any more, and not before."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.datastructures import State

from frontend_api import garbage
from frontend_api.garbage import collecting
from frontend_api.observation import Traffic

SOON = 0.02


class Ring:
    """Something that only holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Litestar]:
    monkeypatch.setattr(garbage, "QUIET_SECONDS", SOON)
    thresholds, callbacks = gc.get_threshold(), gc.callbacks[:]
    yield Litestar([], state=State({"traffic": Traffic(begun=1)}), openapi_config=None)
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    assert gc.callbacks == callbacks


def old_ring() -> weakref.ref[Ring]:
    """Make garbage that has lived through the short collections."""
    ring = Ring()
    found = weakref.ref(ring)
    gc.collect(1)
    return found


async def test_looked_through_once_nobody_asks(served: Litestar) -> None:
    traffic: Traffic = served.state.traffic
    async with collecting(served):
        ring = old_ring()
        await asyncio.sleep(5 * SOON)
        assert ring() is not None, "A request is under way: nobody is to wait for this."
        traffic.ended += 1
        await asyncio.sleep(10 * SOON)
        assert ring() is None


async def test_not_looked_through_again_for_nothing(served: Litestar) -> None:
    served.state.traffic.ended = 1
    async with collecting(served):
        await asyncio.sleep(10 * SOON)
        ring = old_ring()
        await asyncio.sleep(10 * SOON)
        assert ring() is not None
