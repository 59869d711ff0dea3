"""How often a caller may ask: counted in Redis at one stroke, for all processes together."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.settings import Settings
from frontend_api.sign_in.errors import TooManyRequests

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger("gatehouse.limits")

# The generic cell rate algorithm: one number per caller, the time at which all that was asked is worked off.
# By Redis's clock, because those of several web processes differ.
SPEND = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local free_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + tonumber(ARGV[1])
local wait = free_at - tonumber(ARGV[2]) - now
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], free_at, 'PX', math.ceil(free_at - now))
return 0
"""


PARTS_OF_A_MINUTE = 120
MOST_IN_ADVANCE = 50
ADVANCE_SECONDS = 5.0
"""What was counted in advance and not used by then is lost to the caller: half a second's worth at most."""
MOST_ADVANCES = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in a minute, which may also come all at once."""

    name: str
    a_minute: int


SIGN_INS = Limit("sign-in", 300)
"""Per address. A prison, and a cluster's entrance, share one, so this stops floods rather than people."""
LINKS = Limit("link", 300)
"""Per address, as for signing in. Many people's calendars come from one address, a few times an hour each."""
LOOKS = Limit("look", 600)
"""Per address, at pages for everybody: a prison, or a town, shares one."""
TYPED = Limit("typed", 20)
"""Per account: forms kept because their session had ended. Nobody types faster."""


def calls(settings: Settings) -> Limit:
    """Return the limit per account and prison, for programs that come with a token; pages are not counted."""
    return Limit("call", settings.calls_per_minute)


@dataclass(slots=True)
class Advance:
    """Requests of a caller that were counted before they came."""

    left: int
    until: float


class Limits:
    def __init__(self, redis: Redis) -> None:
        self._spend = redis.register_script(SPEND)
        self._advances: dict[str, Advance] = {}

    async def spend(self, limit: Limit, caller: str) -> None:
        """Count one request of this caller; raise TooManyRequests when that is more than the limit allows.

        Whoever may ask often has some counted in advance, so that not each of them is a way to Redis.
        Without Redis nothing is counted: tokens must go on working then.
        """
        key = f"gatehouse:limit:{limit.name}:{caller}"
        advance = self._advances.get(key)
        if advance is not None and advance.left and time.monotonic() < advance.until:
            advance.left -= 1
            return
        several = min(MOST_IN_ADVANCE, limit.a_minute // PARTS_OF_A_MINUTE)
        if several > 1 and not await self._count(limit, key, several):
            if len(self._advances) >= MOST_ADVANCES:
                self._advances.clear()
            self._advances[key] = Advance(several - 1, time.monotonic() + ADVANCE_SECONDS)
            return
        wait = await self._count(limit, key, 1)
        if wait:
            raise TooManyRequests(math.ceil(wait / 1000))

    async def _count(self, limit: Limit, key: str, requests: int) -> int:
        """Count so many requests at once; return the milliseconds to wait when there are too many."""
        interval = 60_000 / limit.a_minute
        try:
            wait: int = await self._spend(keys=[key], args=[interval * requests, 60_000])
        except (RedisError, OSError) as error:
            LOG.warning("limits.not_counted", limit=limit.name, reason=type(error).__name__)
            return 0
        return wait
