"""The demo identity provider: the real flow with PKCE, personas and tokens that the API can check."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.personas import COORDINATOR, PERSONAS
from infra.embedded.pkce import challenge_of
from infra.embedded.ports import free_port

pytestmark = pytest.mark.processes

PUBLIC_URL = "http://localhost:8000"
CALLBACK = f"{PUBLIC_URL}/sign-in/callback"
VERIFIER = "v" * 50


@pytest.fixture(scope="module")
def provider(servers_home: Path) -> Iterator[Identity]:
    home = servers_home / "identity"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    identity = Identity(home, PUBLIC_URL, free_port())
    child = identity.start()
    yield identity
    child.stop()


def query(**changes: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": CALLBACK,
        "scope": "openid profile email",
        "state": "state",
        "nonce": "nonce",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
        **changes,
    }


def authorise(provider: Identity, **changes: str) -> httpx.Response:
    return httpx.get(f"{provider.issuer}/oauth2/authorize", params=query(**changes))


def choose(provider: Identity, subject: str) -> str:
    """Choose a persona on the page and return the code that Gatehouse is sent."""
    answer = httpx.post(f"{provider.issuer}/oauth2/authorize", params=query(), data={"sub": subject})
    assert answer.headers["location"].startswith(f"{CALLBACK}?")
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def exchange(provider: Identity, code: str, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": changes.get("code_verifier", VERIFIER),
    }
    secret = changes.get("secret", provider.client_secret)
    return httpx.post(f"{provider.issuer}/oauth2/token", data=form, auth=(CLIENT_ID, secret))


def test_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_page_offers_every_persona_by_name_and_nothing_from_elsewhere(provider: Identity) -> None:
    page = authorise(provider).text

    assert all(persona.name in page for persona in PERSONAS)
    assert "http://" not in page
    assert "https://" not in page


def test_persona_is_who_the_tokens_say(provider: Identity) -> None:
    tokens = exchange(provider, choose(provider, COORDINATOR.subject)).json()
    keys = KeySet.import_key_set(httpx.get(f"{provider.issuer}/jwks").json())

    identity = jwt.decode(tokens["id_token"], keys).claims
    access = jwt.decode(tokens["access_token"], keys)

    assert (identity["iss"], identity["sub"], identity["nonce"]) == (
        provider.issuer,
        COORDINATOR.subject,
        "nonce",
    )
    assert (identity["name"], identity["email"]) == (COORDINATOR.name, COORDINATOR.email)
    assert (access.claims["iss"], access.claims["sub"]) == (provider.issuer, COORDINATOR.subject)
    assert access.claims["aud"] == CLIENT_ID
    assert access.header["typ"] == "at+jwt"


def test_code_is_worth_nothing_without_its_verifier(provider: Identity) -> None:
    code = choose(provider, COORDINATOR.subject)

    assert exchange(provider, code, code_verifier="x" * 50).json()["error"] == "invalid_grant"
    assert exchange(provider, code).json()["error"] == "invalid_grant"


def test_code_is_worth_nothing_without_the_secret(provider: Identity) -> None:
    code = choose(provider, COORDINATOR.subject)

    assert exchange(provider, code, secret="guessed").json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"redirect_uri": "http://elsewhere.example/"},
    ],
    ids=["no challenge", "plain challenge", "foreign address"],
)
def test_sign_in_that_is_not_ours_is_refused(provider: Identity, changes: dict[str, str]) -> None:
    answer = authorise(provider, **changes)

    assert answer.status_code == 400
    assert "<button" not in answer.text


def test_port_stays_the_same_from_run_to_run(tmp_path: Path) -> None:
    assert Identity(tmp_path, PUBLIC_URL).issuer == Identity(tmp_path, PUBLIC_URL).issuer
