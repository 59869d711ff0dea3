"""How Redis is told that a job is due: the only place of the core that knows arq, so that it can be replaced.

What travels is the ids, as JSON. arq's default serialiser would let whoever can write to Redis run code.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import structlog
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from core.jobs.leases import Entry

log = structlog.get_logger(__name__)
QUEUE = "gatehouse:jobs"
FUNCTION = "run"
ANSWER_SECONDS = 2.0
REST_SECONDS = 2.0
"""How long Redis is left alone after it did not answer."""
KEEP_SECONDS = 600


def serialise(value: object) -> bytes:
    return json.dumps(value, default=_name_of).encode()


def _name_of(value: object) -> str:
    """Write an exception as its name: its message may quote data."""
    return type(value).__name__


def deserialise(value: bytes) -> Any:
    return json.loads(value)


def connect_redis(url: str) -> ArqRedis:
    """Return arq's client; it connects when first used and gives up on a Redis that does not answer."""
    pool = ConnectionPool.from_url(
        url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=1.0, health_check_interval=0
    )
    return ArqRedis(pool, job_serializer=serialise, job_deserializer=deserialise, default_queue_name=QUEUE)


class Dispatcher:
    """Wakes workers through Redis, and remembers for a while when it is out of reach."""

    def __init__(self, redis_url: str) -> None:
        self._redis = connect_redis(redis_url)
        self._rests_until = 0.0

    @property
    def is_resting(self) -> bool:
        """Tell whether Redis did not answer just now."""
        return time.monotonic() < self._rests_until

    async def wake(self, entries: Sequence[Entry]) -> bool:
        """Tell Redis of due entries; say whether it took them all."""
        try:
            for entry in entries:
                await self._redis.enqueue_job(
                    FUNCTION,
                    str(entry.prison_id),
                    str(entry.job_id),
                    # New for each attempt: arq ignores an id while it remembers a job of that name.
                    _job_id=f"{entry.job_id}:{entry.attempts}",
                    _expires=KEEP_SECONDS,
                )
        except (RedisError, OSError, TimeoutError) as error:
            self._rests_until = time.monotonic() + REST_SECONDS
            log.warning("redis_out_of_reach", error=type(error).__name__)
            return False
        return True

    async def close(self) -> None:
        await self._redis.aclose(close_connection_pool=True)
