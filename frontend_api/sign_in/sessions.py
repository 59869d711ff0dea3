"""Sessions kept on the server, in Redis, under a hash of a random id; the browser holds the id alone."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.settings import Settings
from frontend_api.sign_in import session_scripts as scripts
from frontend_api.sign_in.errors import SessionsUnavailable

ID_BYTES = 32
"""256 bits: ASVS 5.0 7.2.3 asks for at least 128."""
ANONYMOUS_SECONDS = 30 * 60
"""How long a person may take at the identity provider before sign-in must be begun again."""
TOUCH_SECONDS = 30
"""The last use is written at most this often, so reading a page costs Redis one read."""
GRACE_SECONDS = 10
"""How long a replaced id still finds its session once the new one is used, for requests in flight."""
MOST_MOVES = 5

Clock = Callable[[], float]


class SessionData(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is remembered between requests. Rights are not: they are read afresh each time."""

    created: float
    csrf: str
    account_id: str = ""
    issuer: str = ""
    subject: str = ""
    context: str = ""
    """The prison and roles the id was issued for: another prison or other roles get another id."""
    id_token: str = ""
    """Only handed back to the provider on sign-out."""


@dataclass(frozen=True, slots=True)
class Session:
    id: str = field(repr=False)
    key: str = field(repr=False)
    """The hash under which the data lies; not that of `id` while a replaced id is in its grace."""
    data: SessionData = field(repr=False)
    is_unclaimed: bool = False
    """The id under which the data lies has never come back, so its browser may not have it."""

    @property
    def is_signed_in(self) -> bool:
        return bool(self.data.account_id)

    @property
    def is_replaced(self) -> bool:
        return self.key != key_of(self.id)


def key_of(session_id: str) -> str:
    """Return what Redis is told instead of the id, so that a copy of Redis opens no session."""
    return hashlib.sha256(session_id.encode()).hexdigest()


class SessionStore:
    """The sessions of everyone. An id that is not in Redis is nobody's and is never taken over."""

    def __init__(self, redis: Redis, *, idle: float, absolute: float, clock: Clock = time.time) -> None:
        self.redis = redis
        self.idle = idle
        self.absolute = absolute
        self.clock = clock
        self._rotate = redis.register_script(scripts.ROTATE)
        self._claim = redis.register_script(scripts.CLAIM)
        self._touch = redis.register_script(scripts.TOUCH)
        self._end_all = redis.register_script(scripts.END_ALL)

    @classmethod
    def from_settings(cls, redis: Redis, settings: Settings) -> SessionStore:
        return cls(
            redis,
            idle=settings.session_idle_minutes * 60,
            absolute=settings.session_absolute_hours * 3600,
        )

    async def begin(self, data: SessionData | None = None) -> Session:
        """Start a session under a new id: empty, or that of someone who has just signed in."""
        now = self.clock()
        data = data or SessionData(created=now, csrf=secrets.token_urlsafe(ID_BYTES))
        session = self._new(data)
        async with redis_answers():
            pipeline = self.redis.pipeline(transaction=True)
            name = scripts.SESSION + session.key
            pipeline.hset(name, mapping={"data": msgspec.json.encode(data), "seen": now})
            pipeline.expire(name, self._ttl(data, now))
            if session.is_signed_in:
                index = scripts.ACCOUNT + data.account_id
                pipeline.zremrangebyscore(index, 0, now)
                pipeline.zadd(index, {session.key: data.created + self.absolute})
                pipeline.expire(index, int(self.absolute))
            await pipeline.execute()
        return session

    async def sign_in(self, account_id: str, issuer: str, subject: str, id_token: str) -> Session:
        """Start the session of someone who has just signed in; its absolute limit runs from now."""
        return await self.begin(
            SessionData(
                created=self.clock(),
                csrf=secrets.token_urlsafe(ID_BYTES),
                account_id=account_id,
                issuer=issuer,
                subject=subject,
                id_token=id_token,
            ),
        )

    async def find(self, session_id: str) -> Session | None:
        """Return the live session of an id; None when it is unknown, idle too long, or simply too old."""
        now = self.clock()
        async with redis_answers():
            found = await self._read(session_id)
            if found is None:
                return None
            session, seen = found
            if self._is_over(session.data, seen, now):
                await self.end(session)
                return None
            if now - seen >= TOUCH_SECONDS:
                still_there = await self._touch(
                    keys=[scripts.SESSION + session.key], args=[now, self._ttl(session.data, now)]
                )
                return session if still_there else None
            return session

    async def rotate(self, session: Session, **changes: str) -> Session | None:
        """Give the session a new id; the old one serves until that is used. None: another request did so."""
        now = self.clock()
        data = msgspec.structs.replace(session.data, **changes)
        new = self._new(data)
        async with redis_answers():
            done = await self._rotate(
                keys=[
                    scripts.SESSION + session.key,
                    scripts.SESSION + new.key,
                    scripts.ACCOUNT + data.account_id,
                ],
                args=[
                    msgspec.json.encode(data),
                    now,
                    self._ttl(data, now),
                    max(1, int(data.created + self.absolute - now)),
                    session.key,
                    new.key,
                    data.created + self.absolute,
                ],
            )
        return new if done else None

    async def end(self, session: Session) -> None:
        """End this session for good: its id opens nothing any more."""
        async with redis_answers():
            pipeline = self.redis.pipeline(transaction=True)
            pipeline.delete(scripts.SESSION + session.key)
            if session.is_signed_in:
                pipeline.zrem(scripts.ACCOUNT + session.data.account_id, session.key)
            await pipeline.execute()

    async def end_all(self, account_id: str) -> int:
        """End every session of an account, on every device; return how many there were."""
        async with redis_answers():
            return int(await self._end_all(keys=[scripts.ACCOUNT + account_id], args=[scripts.SESSION]))

    async def count(self, account_ids: Sequence[UUID]) -> list[int]:
        """Return how many sessions of each account could still be used."""
        async with redis_answers():
            pipeline = self.redis.pipeline(transaction=False)
            for account_id in account_ids:
                pipeline.zrange(scripts.ACCOUNT + str(account_id), 0, -1)
            held: list[list[bytes]] = await pipeline.execute()
            # The index keeps a session until its absolute end; one that was idle too long is gone before.
            pipeline = self.redis.pipeline(transaction=False)
            for keys in held:
                pipeline.exists(*[scripts.SESSION.encode() + key for key in keys] or [b"gatehouse:none"])
            return [int(number) for number in await pipeline.execute()]

    async def _read(self, session_id: str) -> tuple[Session, float] | None:
        """Return the session and when it was last used, following an id to the one that replaced it."""
        key = key_of(session_id)
        for _move in range(MOST_MOVES):
            # redis-py types one method for both its clients; the asynchronous one always awaits.
            fields: list[bytes | None] = await self.redis.hmget(  # type: ignore[misc]
                scripts.SESSION + key, ["data", "seen", "moved", "old"]
            )
            raw, seen, moved, old = fields
            if raw is not None and seen is not None:
                session = Session(
                    session_id, key, msgspec.json.decode(raw, type=SessionData), old is not None
                )
                if old is not None and not session.is_replaced:
                    await self._claim(keys=[scripts.SESSION + key], args=[scripts.SESSION, GRACE_SECONDS])
                return session, float(seen)
            if moved is None:
                return None
            key = moved.decode()
        return None

    def _new(self, data: SessionData) -> Session:
        session_id = secrets.token_urlsafe(ID_BYTES)
        return Session(session_id, key_of(session_id), data)

    def _limits(self, data: SessionData) -> tuple[float, float]:
        if not data.account_id:
            return ANONYMOUS_SECONDS, ANONYMOUS_SECONDS
        return self.idle, self.absolute

    def _is_over(self, data: SessionData, seen: float, now: float) -> bool:
        idle, absolute = self._limits(data)
        return now - seen >= idle or now - data.created >= absolute

    def _ttl(self, data: SessionData, now: float) -> int:
        idle, absolute = self._limits(data)
        return max(1, int(min(idle, data.created + absolute - now)))


@asynccontextmanager
async def redis_answers() -> AsyncIterator[None]:
    """Turn whatever Redis does wrong into one refusal with a plain sentence."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise SessionsUnavailable from error
