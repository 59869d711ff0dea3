"""The OpenID Connect provider, through Authlib: its metadata, the exchange of a code and the way out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Any, cast
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.async_app import AsyncOAuth2Mixin
from authlib.integrations.base_client.async_openid import AsyncOpenIDMixin
from authlib.integrations.base_client.sync_app import BaseApp
from authlib.integrations.httpx_client import AsyncOAuth2Client
from httpx2 import HTTPError, InvalidURL, create_ssl_context

from core.settings import Settings
from frontend_api.sign_in.errors import ProviderUnavailable, SignInFailed
from frontend_api.sign_in.keys import ProviderKeys
from frontend_api.sign_in.provider_metadata import Metadata, read_metadata
from frontend_api.sign_in.security_log import SECURITY

METADATA_SECONDS = 3600
RETRY_SECONDS = 5
CLIENT = {
    # Who it is, and the address that access may have been given to. The name is the prison's own.
    "scope": "openid email",
    "code_challenge_method": "S256",
    "timeout": 5.0,
    "follow_redirects": False,
}


@dataclass(frozen=True, slots=True)
class Departure:
    """A person sent to the provider: where to, and the secrets that must match on return."""

    url: str
    state: str
    nonce: str
    code_verifier: str


class IdentityProvider(AsyncOAuth2Mixin, AsyncOpenIDMixin, BaseApp):  # type: ignore[misc]  # Authlib has no types
    """Authlib's client for the one provider of this installation, its word checked before it is used."""

    client_cls = AsyncOAuth2Client

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(
            framework=None,
            name="gatehouse",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            client_kwargs=CLIENT | {"verify": certificates()},
        )
        self.issuer = settings.oidc_issuer
        self.redirect_uri = settings.public_url.rstrip("/") + "/sign-in/callback"
        self.signed_out_uri = settings.public_url.rstrip("/") + "/signed-out"
        self.https_only = settings.is_production
        self.keys = ProviderKeys(self._download_keys, clock)
        self._clock = clock
        self._metadata: Metadata | None = None
        self._loaded_at = self._tried_at = float("-inf")
        self._lock = asyncio.Lock()

    async def metadata(self) -> Metadata:
        """Return the provider's metadata, fetched at most once an hour; the last good word stands for it."""
        async with self._lock:
            now = self._clock()
            if now - self._loaded_at >= METADATA_SECONDS and now - self._tried_at >= RETRY_SECONDS:
                self._tried_at = now
                try:
                    address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
                    found = await self._get_json(address)
                    self._metadata = read_metadata(found, self.issuer, https_only=self.https_only)
                    self._loaded_at = now
                except (HTTPError, InvalidURL, ValueError) as error:
                    SECURITY.error(
                        "identity_provider.refused", reason=type(error).__name__, detail=str(error)
                    )
            if self._metadata is None:
                raise ProviderUnavailable
            return self._metadata

    async def load_server_metadata(self) -> dict[str, Any]:
        """Hand Authlib the checked metadata: the rest of the provider's document never reaches its client."""
        return (await self.metadata()).for_authlib()

    async def depart(self) -> Departure:
        """Make the address at the provider, with a fresh state, nonce and PKCE verifier."""
        made = await self.create_authorization_url(self.redirect_uri)
        return Departure(made["url"], made["state"], made["nonce"], made["code_verifier"])

    async def exchange(self, code: str, code_verifier: str) -> Mapping[str, Any]:
        """Exchange the code for tokens, proving that this server began the sign-in."""
        try:
            answer = await self.fetch_access_token(self.redirect_uri, code=code, code_verifier=code_verifier)
        except AuthlibBaseError as error:
            raise SignInFailed(f"token endpoint: {error.error}") from error
        except HTTPError as error:
            raise ProviderUnavailable from error
        except ValueError as error:
            raise SignInFailed("token endpoint: not JSON") from error
        return cast("Mapping[str, Any]", answer)

    async def user_info(self, access_token: str) -> Mapping[str, Any]:
        """Return what the provider tells at its UserInfo endpoint; nothing when there is no answer."""
        address = (await self.metadata()).userinfo_endpoint
        if address is None:
            return {}
        try:
            return await self._get_json(address, {"Authorization": f"Bearer {access_token}"})
        except (HTTPError, ValueError) as error:
            SECURITY.warning("identity_provider.no_user_info", reason=type(error).__name__)
            return {}

    async def way_out(self, id_token: str) -> str | None:
        """Return where the provider ends its own session, if it offers that and a form may lead there."""
        try:
            end = (await self.metadata()).end_session_endpoint
            # The content security policy lets a form lead to the issuer's own origin and no further.
            if end is None or origin_of(end) != origin_of(self.issuer):
                return None
            made = await self.create_logout_url(self.signed_out_uri, id_token, client_id=self.client_id)
        except ProviderUnavailable:
            return None
        return str(made["url"])

    def _get_oauth_client(self, **metadata: Any) -> AsyncOAuth2Client:
        client = super()._get_oauth_client(**metadata)
        if self.client_secret and self._metadata is not None:
            client.token_endpoint_auth_method = self._metadata.client_authentication
        return client

    async def _download_keys(self) -> Mapping[str, Any]:
        return await self._get_json((await self.metadata()).jwks_uri)

    async def _get_json(self, address: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        async with self._get_session() as client:
            response = await client.request("GET", address, withhold_token=True, headers=headers)
        response.raise_for_status()
        found = response.json()
        if not isinstance(found, dict):
            raise ValueError("the answer is not a JSON object")  # noqa: TRY004 -- a wrong document, not a wrong type
        return found


@cache
def certificates() -> SSLContext:
    """Read the trusted certificates once: doing so for each sign-in would hold up everybody for 100 ms."""
    return create_ssl_context()


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
