"""Sign-ins under way: what was asked of the provider, bound to one browser and used once."""

from __future__ import annotations

import hashlib

import msgspec
from redis.asyncio import Redis

from frontend_api.sign_in.provider import Departure
from frontend_api.sign_in.sessions import ANONYMOUS_SECONDS, Session, redis_answers


class PendingSignIn(msgspec.Struct, frozen=True):
    nonce: str
    code_verifier: str
    return_to: str


class PendingSignIns:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def remember(self, session: Session, departure: Departure, return_to: str) -> None:
        pending = PendingSignIn(departure.nonce, departure.code_verifier, return_to)
        async with redis_answers():
            name = _name(session, departure.state)
            await self.redis.set(name, msgspec.json.encode(pending), ex=ANONYMOUS_SECONDS)

    async def take(self, session: Session, state: str) -> PendingSignIn | None:
        """Return the sign-in this browser began with this state, once: a replayed answer finds nothing."""
        async with redis_answers():
            found = await self.redis.getdel(_name(session, state))
        return None if found is None else msgspec.json.decode(found, type=PendingSignIn)


def _name(session: Session, state: str) -> str:
    return f"gatehouse:sign-in:{session.key}:{hashlib.sha256(state.encode()).hexdigest()}"
