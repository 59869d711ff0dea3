"""The identity provider's public keys: fetched seldom, however many odd tokens a stranger sends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from httpx2 import HTTPError
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode

from frontend_api.sign_in.errors import ProviderUnavailable

ALGORITHMS = {
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA",
    "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
    "ES256": "P-256", "ES384": "P-384",
}  # fmt: skip
"""Signatures made with a key that Gatehouse does not hold, and the kind of key each needs."""
FOREIGN_HEADERS = frozenset({"jwk", "jku", "x5c", "x5u", "crit", "b64", "zip"})
"""Headers that would have the token say how it is to be checked. No token of ours has a use for them."""
SMALLEST_RSA_BITS = 2048
LONGEST_TOKEN = 16_384
FRESH_SECONDS = 3600
"""A key that the provider withdrew is trusted no longer than this."""
UNKNOWN_KEY_SECONDS = 60
"""An unknown key id causes at most one download in this time, however many tokens carry one."""
RETRY_SECONDS = 5

VerifyingKey = RSAKey | ECKey
Download = Callable[[], Awaitable[Mapping[str, Any]]]


class TokenInvalid(Exception):
    """The token is not to be believed; the text is the reason for the log, without anything of the token."""


@dataclass(frozen=True, slots=True)
class PublishedKey:
    kid: str | None
    algorithms: frozenset[str]
    key: VerifyingKey


class ProviderKeys:
    def __init__(self, download: Download, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._download = download
        self._keys: list[PublishedKey] = []
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._lock = asyncio.Lock()

    async def verify(self, token: str) -> jwt.Token:
        """Check the signature with the provider's keys; claims are for the caller to check."""
        header = read_header(token)
        key = await self._find(header.get("kid"), header["alg"])
        registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
        try:
            return jwt.decode(token, key, registry=registry)
        except (JoseError, ValueError) as error:
            raise TokenInvalid("signature") from error

    async def _find(self, kid: str | None, algorithm: str) -> VerifyingKey:
        if self.clock() - self._fetched_at >= FRESH_SECONDS:
            await self._refresh(RETRY_SECONDS)
        key = self._known(kid, algorithm)
        if key is None:
            await self._refresh(UNKNOWN_KEY_SECONDS)
            key = self._known(kid, algorithm)
        if key is None:
            raise TokenInvalid("unknown key")
        return key

    def _known(self, kid: str | None, algorithm: str) -> VerifyingKey | None:
        fitting = [one for one in self._keys if algorithm in one.algorithms and kid in {None, one.kid}]
        # Without a key id there must be no choice to make.
        return fitting[0].key if len(fitting) == 1 or (fitting and kid is not None) else None

    async def _refresh(self, interval: float) -> None:
        async with self._lock:
            if self.clock() - self._tried_at < interval:
                return self._refuse_without_keys()
            self._tried_at = self.clock()
            try:
                published = await self._download()
            except (HTTPError, ValueError, ProviderUnavailable) as error:
                if not self._keys:
                    raise ProviderUnavailable from error
                return None
            self._keys = read_keys(published)
            self._fetched_at = self.clock()
            return None

    def _refuse_without_keys(self) -> None:
        if not self._keys:
            raise ProviderUnavailable


def read_header(token: str) -> dict[str, Any]:
    """Read a token's header, refusing what no honest token of ours says."""
    if len(token) > LONGEST_TOKEN:
        raise TokenInvalid("too long")
    try:
        header = jws.extract_compact(token.encode("ascii")).headers()
    except (JoseError, ValueError) as error:
        raise TokenInvalid("not a token") from error
    if header.get("alg") not in ALGORITHMS:
        raise TokenInvalid("algorithm")
    if header.keys() & FOREIGN_HEADERS:
        raise TokenInvalid("header")
    if not isinstance(header.get("kid", ""), str):
        raise TokenInvalid("key id")
    return header


def read_keys(published: Mapping[str, Any]) -> list[PublishedKey]:
    """Keep the published keys that may check a signature; others are passed over, as RFC 7517 asks."""
    rows = published.get("keys", [])
    return [key for row in rows if isinstance(row, dict) and (key := _read_key(row)) is not None]


def _read_key(row: dict[str, Any]) -> PublishedKey | None:
    if row.get("use", "sig") != "sig" or "verify" not in row.get("key_ops", ["verify"]):
        return None
    try:
        if row.get("kty") == "RSA":
            if _bits(row["n"]) < SMALLEST_RSA_BITS:
                return None
            key: VerifyingKey = RSAKey.import_key(row)
            kind = "RSA"
        elif row.get("kty") == "EC":
            key, kind = ECKey.import_key(row), str(row.get("crv"))
        else:
            return None
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    algorithms = frozenset(name for name, needs in ALGORITHMS.items() if needs == kind)
    declared = row.get("alg")
    return PublishedKey(row.get("kid"), algorithms & {declared} if declared else algorithms, key)


def _bits(modulus: str) -> int:
    return int.from_bytes(urlsafe_b64decode(modulus.encode("ascii"))).bit_length()
