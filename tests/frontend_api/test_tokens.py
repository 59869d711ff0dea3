"""Bearer tokens: the provider's own access tokens for Gatehouse, and nothing that merely looks like one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from litestar import Litestar

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    KEY,
    STRANGERS_KEY,
    SUBJECT,
    HostileProvider,
    half_hash,
    sign,
)
from tests.frontend_api.probes import make_app


@dataclass(frozen=True)
class FromNow:
    seconds: int


def access_token(provider: HostileProvider, header: dict[str, Any] | None = None, **changes: Any) -> str:
    """Make an access token as RFC 9068 has it, with these changes; None takes a claim away."""
    now = int(time.time())
    claims = {
        "iss": provider.issuer,
        "sub": SUBJECT,
        "aud": CLIENT_ID,
        "exp": now + 300,
        "iat": now,
    } | changes
    # A table is read long before its rows are tried, so its times are seconds from the trial.
    told = {
        name: now + value.seconds if isinstance(value, FromNow) else value for name, value in claims.items()
    }
    kept = {name: value for name, value in told.items() if value is not None}
    return sign({"alg": "RS256", "kid": "k1", "typ": "at+jwt"} | (header or {}), kept)


async def ask(browser: Browser, prison: Prison, authorization: str) -> httpx.Response:
    """Ask as a program does: with a token, and without a cookie."""
    headers = {"Authorization": authorization, "Accept": "application/json"}
    return await browser.post(f"/{prison.code.lower()}/graphql", json={}, headers=headers)


async def test_token_speaks_for_its_account_in_each_of_its_prisons(
    browser: Browser, person: Person, prison: Prison, other_prison: Prison, provider: HostileProvider
) -> None:
    await person.join(prison, Role.GOVERNOR)
    response = await ask(browser, prison, f"Bearer {access_token(provider)}")
    assert response.status_code == 200
    said = response.json()
    assert (said["account"], said["prison"], said["roles"]) == (
        str(person.account.id),
        prison.code,
        ["GOVERNOR"],
    )
    assert "set-cookie" not in response.headers
    assert (await ask(browser, other_prison, f"Bearer {access_token(provider)}")).status_code == 404


async def test_closed_prison_and_no_prison_look_the_same_to_a_token(
    browser: Browser, person: Person, prison: Prison, other_prison: Prison, provider: HostileProvider
) -> None:
    await person.join(prison, Role.GOVERNOR)
    bearer = f"Bearer {access_token(provider)}"
    closed = await ask(browser, other_prison, bearer)
    other_prison.code = "NONE"
    none = await ask(browser, other_prison, bearer)
    assert (closed.status_code, closed.content) == (none.status_code, none.content) == (404, none.content)


async def test_role_that_ended_ends_for_tokens_at_once(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider
) -> None:
    member = await person.join(prison, Role.GOVERNOR)
    bearer = f"Bearer {access_token(provider)}"
    assert (await ask(browser, prison, bearer)).status_code == 200
    await person.leave(member)
    assert (await ask(browser, prison, bearer)).status_code == 404
    await person.deactivate()
    assert (await ask(browser, prison, bearer)).status_code == 403


GOOD: dict[str, Any] = {
    "as RFC 9068 has it": {},
    "plain type": {"header": {"typ": "JWT"}},
    "long type": {"header": {"typ": "application/at+jwt"}},
    "for us and others": {"aud": ["another-api", CLIENT_ID]},
    "a little late": {"exp": FromNow(-5)},
}
BAD: dict[str, Any] = {
    "another issuer": {"iss": "https://another.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another-api"},
    "no audience": {"aud": None},
    "other audiences": {"aud": ["another-api", "a-third"]},
    "expired": {"exp": FromNow(-60)},
    "no expiry": {"exp": None},
    "expiry without end": {"exp": float("inf")},
    "not valid yet": {"nbf": FromNow(3600)},
    "no subject": {"sub": None},
    "subject of nobody as a number": {"sub": 1},
    "ID token by its nonce": {"nonce": "n" * 20, "header": {"typ": "JWT"}},
    "ID token by its hash": {"at_hash": half_hash("x"), "header": {"typ": "JWT"}},
    "logout token": {"header": {"typ": "logout+jwt"}},
    "logout token by its events": {"events": {}, "header": {"typ": "JWT"}},
    "secured event": {"header": {"typ": "secevent+jwt"}},
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD.keys())
async def test_right_token_is_let_in(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider, changes: dict[str, Any]
) -> None:
    await person.join(prison, Role.GOVERNOR)
    assert (await ask(browser, prison, f"Bearer {access_token(provider, **changes)}")).status_code == 200


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD.keys())
async def test_wrong_token_is_refused(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider, changes: dict[str, Any]
) -> None:
    await person.join(prison, Role.GOVERNOR)
    assert_refused(await ask(browser, prison, f"Bearer {access_token(provider, **changes)}"))


def assert_refused(response: httpx.Response) -> None:
    assert response.status_code == 401, response.text
    assert response.headers["www-authenticate"] == 'Bearer realm="gatehouse", error="invalid_token"'
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_token_signed_by_a_stranger_is_refused(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider
) -> None:
    await person.join(prison, Role.GOVERNOR)
    now = int(time.time())
    claims = {"iss": provider.issuer, "sub": SUBJECT, "aud": CLIENT_ID, "exp": now + 300}
    forged = sign({"alg": "RS256", "kid": "k1", "typ": "at+jwt"}, claims, STRANGERS_KEY)
    assert_refused(await ask(browser, prison, f"Bearer {forged}"))


NONSENSE = ["", " ", "x", "a.b.c", "a.b.c.d.e", "é", "null", "." * 50_000, CLIENT_SECRET, "{}"]


@pytest.mark.parametrize("value", NONSENSE)
async def test_nonsense_is_refused(browser: Browser, prison: Prison, value: str) -> None:
    headers = {b"Authorization": f"Bearer {value}".encode("latin-1"), b"Accept": b"application/json"}
    response = await browser.post(f"/{prison.code.lower()}/graphql", json={}, headers=headers)
    assert_refused(response)


@pytest.mark.parametrize("scheme", ["Basic", "Digest", "Token", "DPoP"])
async def test_other_schemes_are_nobody(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider, scheme: str
) -> None:
    await person.join(prison, Role.GOVERNOR)
    assert (await ask(browser, prison, f"{scheme} {access_token(provider)}")).status_code == 401


async def test_audience_of_its_own_replaces_the_client_id(
    settings: Settings,
    database: Database,
    registry: Registry,
    person: Person,
    prison: Prison,
    provider: HostileProvider,
) -> None:
    await person.join(prison, Role.GOVERNOR)
    app: Litestar = make_app(
        settings.model_copy(update={"oidc_audience": "gatehouse-api"}), database, registry
    )
    async with Browser(app, provider) as browser:
        right = access_token(provider, aud="gatehouse-api")
        assert (await ask(browser, prison, f"Bearer {right}")).status_code == 200
        assert_refused(await ask(browser, prison, f"Bearer {access_token(provider)}"))
    await app.state.sign_in.close()


async def test_provider_away_before_any_key_was_seen_is_said_so(
    browser: Browser, prison: Prison, provider: HostileProvider
) -> None:
    provider.up = False
    response = await ask(browser, prison, f"Bearer {access_token(provider)}")
    assert (response.status_code, response.headers["retry-after"]) == (503, "30")


def test_key_of_the_tests_is_not_the_strangers() -> None:
    assert KEY.thumbprint() != STRANGERS_KEY.thumbprint()
