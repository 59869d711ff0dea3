"""The provider's keys over time: rotated, withdrawn, asked for by strangers, out of reach."""

from __future__ import annotations

import pytest
from joserfc.jwk import RSAKey

from frontend_api.sign_in.errors import ProviderUnavailable
from frontend_api.sign_in.keys import TokenInvalid
from frontend_api.sign_in.provider import IdentityProvider
from tests.frontend_api.conftest import make_settings
from tests.frontend_api.hostile_provider import KEY, STRANGERS_KEY, HostileProvider, sign


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def keys_of(provider: HostileProvider, clock: Seconds) -> IdentityProvider:
    return IdentityProvider(make_settings(oidc_issuer=provider.issuer), clock)


def token_of(key: RSAKey, kid: str) -> str:
    return sign({"alg": "RS256", "kid": kid}, {"sub": "s"}, key)


async def test_unknown_key_ids_cause_one_download_a_minute(provider: HostileProvider) -> None:
    clock = Seconds()
    keys = keys_of(provider, clock).keys
    await keys.verify(token_of(KEY, "k1"))
    clock.now += 61
    for number in range(300):
        with pytest.raises(TokenInvalid):
            await keys.verify(token_of(STRANGERS_KEY, f"unknown-{number}"))
    assert provider.jwks_downloads == 2
    clock.now += 59
    with pytest.raises(TokenInvalid):
        await keys.verify(token_of(STRANGERS_KEY, "unknown"))
    assert provider.jwks_downloads == 2
    await keys.verify(token_of(KEY, "k1"))


async def test_new_key_is_found_and_a_withdrawn_one_forgotten(provider: HostileProvider) -> None:
    clock = Seconds()
    keys = keys_of(provider, clock).keys
    await keys.verify(token_of(KEY, "k1"))
    new = RSAKey.import_key(STRANGERS_KEY.as_dict(private=True) | {"kid": "k2"})
    provider.keys = [new]
    clock.now += 61
    await keys.verify(token_of(new, "k2"))
    with pytest.raises(TokenInvalid):
        await keys.verify(token_of(KEY, "k1"))


async def test_known_keys_serve_while_the_provider_is_away(provider: HostileProvider) -> None:
    clock = Seconds()
    keys = keys_of(provider, clock).keys
    await keys.verify(token_of(KEY, "k1"))
    provider.up = False
    clock.now += 2 * 3600
    await keys.verify(token_of(KEY, "k1"))


async def test_without_any_key_the_provider_is_away_rather_than_the_token_wrong(
    provider: HostileProvider,
) -> None:
    provider.up = False
    with pytest.raises(ProviderUnavailable):
        await keys_of(provider, Seconds()).keys.verify(token_of(KEY, "k1"))
