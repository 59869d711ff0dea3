"""The client for Redis. It waits for Redis alone, never for the moments in which this process was busy."""

from __future__ import annotations

import asyncio
from typing import Any

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import TimeoutError as RedisTimeout

from core.settings import Settings

REDIS_SECONDS = 2.0
"""A page waits no longer for Redis than this before it says that sign-in is not working."""
TICKS = 8
"""Waits are counted, not seconds: however long the event loop stood still in one, that is one wait."""


class Patience(AbstractConnection):
    """Lets a connection keep an answer that arrived while the event loop could not read it.

    redis-py's own time-out fires in the same turn of the loop in which a late answer would be read, and wins.
    """

    async def read_response(self, *how: Any, **more: Any) -> Any:
        if more.get("timeout") is not None:
            return await super().read_response(*how, **more)
        reading = asyncio.ensure_future(super().read_response(*how, **more))
        try:
            for _tick in range(TICKS):
                answered, _left = await asyncio.wait({reading}, timeout=REDIS_SECONDS / TICKS)
                if answered:
                    return reading.result()
        finally:
            if not reading.done():
                # What is asked next must not read the answer to this.
                reading.cancel()
                await self.disconnect(nowait=True)
        message = f"Redis did not answer in {REDIS_SECONDS} seconds."
        raise RedisTimeout(message)


def redis_for(settings: Settings) -> Redis:
    """Connect lazily to Redis; a connection that died while idle is replaced once, without a word."""
    return redis_at(settings.redis_url.get_secret_value())


def redis_at(url: str, **options: Any) -> Redis:
    how = {"socket_connect_timeout": REDIS_SECONDS, "retry": Retry(NoBackoff(), 1), **options}
    pool = ConnectionPool.from_url(url, **how)
    # The address says of which kind a connection is: plain, TLS or a socket of this machine.
    kind = pool.connection_class
    pool.connection_class = type(f"Patient{kind.__name__}", (Patience, kind), {})
    return Redis.from_pool(pool)
