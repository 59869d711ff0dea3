"""The parts of signing in, made once at start and handed to requests through `app.state.sign_in`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from redis.asyncio import Redis

from core.settings import Settings
from frontend_api.sign_in.browser import SessionCookie, SessionMiddleware
from frontend_api.sign_in.callers import Callers
from frontend_api.sign_in.drafts import Drafts
from frontend_api.sign_in.limits import Limit, Limits, calls
from frontend_api.sign_in.pending import PendingSignIns
from frontend_api.sign_in.provider import IdentityProvider
from frontend_api.sign_in.redis_client import redis_for
from frontend_api.sign_in.sessions import SessionStore
from frontend_api.sign_in.tokens import AccessTokens


@dataclass(frozen=True, slots=True)
class SignIn:
    redis: Redis
    sessions: SessionStore
    pending: PendingSignIns
    provider: IdentityProvider
    tokens: AccessTokens
    cookie: SessionCookie
    limits: Limits
    calls: Limit
    drafts: Drafts
    callers: Callers

    @classmethod
    def from_settings(cls, settings: Settings) -> SignIn:
        redis = redis_for(settings)
        provider = IdentityProvider(settings)
        return cls(
            redis=redis,
            sessions=SessionStore.from_settings(redis, settings),
            pending=PendingSignIns(redis),
            provider=provider,
            tokens=AccessTokens(settings, provider.keys),
            cookie=SessionCookie.from_settings(settings),
            limits=Limits(redis),
            calls=calls(settings),
            drafts=Drafts(redis, settings),
            callers=Callers(),
        )

    @property
    def middleware(self) -> SessionMiddleware:
        return SessionMiddleware(self.sessions, self.cookie)

    async def close(self) -> None:
        await self.redis.aclose()


def sign_in_of(connection: ASGIConnection[Any, Any, Any, Any]) -> SignIn:
    services: SignIn = connection.app.state.sign_in
    return services
