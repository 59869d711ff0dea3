"""Bearer tokens of the API: a JWT of the provider made for Gatehouse, and never an ID token in its place."""

from __future__ import annotations

import time
from dataclasses import dataclass
from hashlib import sha256

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry
from litestar.connection import ASGIConnection
from litestar.types import Scope

from core.settings import Settings
from frontend_api.headers import header_of
from frontend_api.sign_in.errors import TokenRefused
from frontend_api.sign_in.id_tokens import LEEWAY_SECONDS, Identity, read_subject
from frontend_api.sign_in.keys import ProviderKeys, TokenInvalid

ACCESS_TOKEN_TYPES = frozenset({"at+jwt", "application/at+jwt", "jwt"})
"""RFC 9068's type, and plain JWT, which most providers still write."""
MARKS_OF_OTHER_TOKENS = frozenset({"nonce", "at_hash", "c_hash", "events"})
"""Claims of ID tokens and logout tokens: those say who signed in, not what may be called (RFC 8725 3.12)."""
STATE = "bearer_token"


def bearer_token(connection: ASGIConnection) -> str | None:  # type: ignore[type-arg]  # any connection will do
    """Return the bearer token of the request; one is enough to put cookies out of account."""
    return bearer_token_of(connection.scope)


def bearer_token_of(scope: Scope) -> str | None:
    """Return the same, read from the headers once in a request."""
    state = scope["state"]
    if STATE not in state:
        scheme, _space, token = (header_of(scope, b"authorization") or "").partition(" ")
        state[STATE] = token.strip() if scheme.lower() == "bearer" else None
    found: str | None = state[STATE]
    return found


KNOWN_SECONDS = 60
"""A program calls many times with one token: its signature is not reckoned out again for so long."""
MOST_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """A token that was found good, and until when that is taken for granted."""

    identity: Identity
    expires_at: float
    until: float


class AccessTokens:
    def __init__(self, settings: Settings, keys: ProviderKeys) -> None:
        self.issuer = settings.oidc_issuer
        self.audience = settings.oidc_audience or settings.oidc_client_id
        self.keys = keys
        self._known: dict[bytes, Known] = {}
        """By hash: a token is a secret, and no more of it is kept than is needed."""

    async def identify(self, value: str) -> Identity:
        """Return who the token speaks for; raise TokenRefused for any that is not ours, whole and in time."""
        key = sha256(value.encode("utf-8", "surrogatepass")).digest()
        known = self._known.get(key)
        if known is not None and self.keys.clock() < known.until and time.time() < known.expires_at:
            return known.identity
        try:
            token = await self.keys.verify(value)
            self._check(token)
            identity = Identity(self.issuer, read_subject(token))
        except TokenInvalid as error:
            self._known.pop(key, None)
            raise TokenRefused(str(error)) from error
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[key] = Known(identity, token.claims["exp"], self.keys.clock() + KNOWN_SECONDS)
        return identity

    async def authorities(self, value: str) -> frozenset[str]:
        """Return the authorities in the token, as HMPPS Auth writes them; raise TokenRefused as above."""
        try:
            token = await self.keys.verify(value)
            self._check(token)
        except TokenInvalid as error:
            raise TokenRefused(str(error)) from error
        found = token.claims.get("authorities")
        return (
            frozenset(one for one in found if isinstance(one, str))
            if isinstance(found, list)
            else frozenset()
        )

    def _check(self, token: jwt.Token) -> None:
        kind = token.header.get("typ", "jwt")
        if not isinstance(kind, str) or kind.lower() not in ACCESS_TOKEN_TYPES:
            raise TokenInvalid("typ")
        if token.claims.keys() & MARKS_OF_OTHER_TOKENS:
            raise TokenInvalid("not an access token")
        registry = JWTClaimsRegistry(
            now=int(time.time()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience},
            sub={"essential": True},
            exp={"essential": True},
        )
        try:
            registry.validate(token.claims)
        except (JoseError, ValueError, TypeError) as error:
            raise TokenInvalid(f"access token: {getattr(error, 'claim', type(error).__name__)}") from error
