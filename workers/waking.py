"""arq's side of the worker: it hears from Redis which entry is due, and offers it a slot."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from uuid import UUID

from arq.worker import Worker, func
from redis.exceptions import RedisError

from core.jobs.dispatch import FUNCTION, QUEUE, connect_redis, deserialise, serialise
from workers.slots import Slots

POLL_SECONDS = 0.25
HAND_OVER_SECONDS = 5
"""arq's function only offers the entry a slot; the job itself has its own timeout there."""


class Waking:
    """Runs arq's worker. arq gives up when Redis is lost; whoever holds this starts it again."""

    def __init__(self, redis_url: str, slots: Slots) -> None:
        self._url = redis_url
        self._slots = slots

    async def _run(self, _context: dict[str, Any], prison_id: str, job_id: str) -> None:
        self._slots.offer(UUID(prison_id), UUID(job_id))

    async def listen(self) -> None:
        """Pass on what Redis tells until it is lost."""
        pool = connect_redis(self._url)
        run: Any = self._run
        worker = Worker(
            [func(run, name=FUNCTION, keep_result=0, timeout=HAND_OVER_SECONDS)],
            queue_name=QUEUE,
            redis_pool=pool,
            handle_signals=False,
            max_jobs=10,
            poll_delay=POLL_SECONDS,
            keep_result=0,
            job_serializer=serialise,
            job_deserializer=deserialise,
            health_check_interval=15,
            log_results=False,
        )
        try:
            await worker.async_run()
        finally:
            # arq's own calls that are still under way are cancelled here, and end with Redis' errors or that.
            with contextlib.suppress(RedisError, OSError, TimeoutError, asyncio.CancelledError):
                await worker.close()
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                await pool.aclose(close_connection_pool=True)
