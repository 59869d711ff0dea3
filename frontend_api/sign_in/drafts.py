"""What somebody typed into a form whose session had ended: kept a while, for them alone, in the same browser.

It is encrypted with a key that this browser's cookie alone holds, so neither a copy of Redis nor the server's
secret opens it, and it is handed back only to the account for whom the form was drawn.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from uuid import UUID

import msgspec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from litestar.datastructures import Cookie
from redis.asyncio import Redis

from core.settings import Settings
from frontend_api.sign_in.sessions import redis_answers

OWNER_FIELD = "form_owner"
KEPT_SECONDS = 15 * 60
OWNER_SECONDS = 24 * 3600
"""A form left open for longer is drawn anew: nobody comes back to it."""
LONGEST_DRAFT = 64 * 1024
TOKEN_BYTES = 32
STAMP_BYTES = 8
WAY = {"alg": "dir", "enc": "A256GCM"}
PREFIX = "gatehouse:draft:"

Texts = Mapping[str, tuple[str, ...]]


class Draft(msgspec.Struct, frozen=True):
    account_id: str
    texts: dict[str, tuple[str, ...]]


class Drafts:
    """Keeps what was typed, and gives it back once."""

    def __init__(
        self,
        redis: Redis,
        settings: Settings,
        *,
        seconds: int = KEPT_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.redis = redis
        self.seconds = seconds
        self.clock = clock
        secure = settings.is_production or settings.public_url.startswith("https://")
        self.cookie = "__Host-gatehouse-typed" if secure else "gatehouse-typed"
        self._secure = secure
        self._secret = _derived(settings.secret_key.get_secret_value().encode(), "form owner")

    def mark(self, account_id: UUID) -> str:
        """Return a form's mark of whom it was drawn for; without the secret nobody can make one."""
        stamp = int(self.clock()).to_bytes(STAMP_BYTES)
        said = account_id.bytes + stamp
        return base64.urlsafe_b64encode(said + self._signature(said)).decode()

    def owner(self, mark: object) -> str | None:
        """Return the account for whom a form was drawn; None for a mark that is not ours or too old."""
        try:
            raw = base64.urlsafe_b64decode(mark.encode("ascii")) if isinstance(mark, str) else b""
        except (binascii.Error, ValueError):
            return None
        length = 16 + STAMP_BYTES
        said, signature = raw[:length], raw[length:]
        if len(said) != length or not hmac.compare_digest(self._signature(said), signature):
            return None
        if self.clock() - int.from_bytes(said[16:]) > OWNER_SECONDS:
            return None
        return str(UUID(bytes=said[:16]))

    async def keep(self, account_id: str, path: str, texts: Texts, token: str | None) -> str | None:
        """Keep what was typed at this path; return the cookie to set, or None when there is too much."""
        plain = msgspec.json.encode(Draft(account_id, dict(texts)))
        if len(plain) > LONGEST_DRAFT:
            return None
        held = token if token is not None and _is_token(token) else secrets.token_urlsafe(TOKEN_BYTES)
        sealed = jwe.encrypt_compact(WAY, plain, _key(held))
        async with redis_answers():
            await self.redis.set(_name(held, path), sealed, ex=self.seconds)
        return self._cookie_header(held)

    async def take(self, account_id: str, path: str, token: str | None) -> Texts | None:
        """Return what this account typed at this path, once; somebody else's is gone when they look."""
        if token is None or not _is_token(token):
            return None
        async with redis_answers():
            sealed = await self.redis.getdel(_name(token, path))
        if sealed is None:
            return None
        try:
            plain = jwe.decrypt_compact(sealed, _key(token), algorithms=list(WAY.values())).plaintext
            draft = msgspec.json.decode(plain or b"", type=Draft)
        except (JoseError, ValueError):
            return None
        return draft.texts if draft.account_id == account_id else None

    def _signature(self, said: bytes) -> bytes:
        return hmac.digest(self._secret, said, "sha256")

    def _cookie_header(self, token: str) -> str:
        cookie = Cookie(
            key=self.cookie,
            value=token,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._secure,
            max_age=self.seconds,
        )
        return cookie.to_header(header="")


def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac.digest(secret, f"gatehouse {purpose}".encode(), "sha256")


def _key(token: str) -> OctKey:
    return OctKey.import_key(_derived(token.encode(), "draft key"))


def _name(token: str, path: str) -> str:
    """Name a draft by what does not give its key away."""
    return PREFIX + hashlib.sha256(_derived(token.encode(), "draft name") + path.encode()).hexdigest()


def _is_token(text: str) -> bool:
    length = len(secrets.token_urlsafe(TOKEN_BYTES))
    return len(text) == length and text.replace("-", "").replace("_", "").isalnum() and text.isascii()
