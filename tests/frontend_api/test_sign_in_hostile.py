"""A provider, or somebody between, that answers wrongly in every way we could think of."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwe, jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from frontend_api.sign_in.errors import ProviderUnavailable
from frontend_api.sign_in.keys import TokenInvalid
from frontend_api.sign_in.provider import IdentityProvider
from frontend_api.sign_in.provider_metadata import MetadataRefused, read_metadata
from tests.frontend_api.conftest import Browser, Person, make_settings
from tests.frontend_api.hostile_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    CURVE_KEY,
    KEY,
    STRANGERS_KEY,
    Answer,
    HostileProvider,
    Json,
    Spoil,
    sign,
)

MakeBrowser = Callable[[], Browser]


def claims(**changes: Any) -> Spoil:
    """Change claims; None takes one away."""

    def spoil(answer: Answer) -> None:
        for name, value in changes.items():
            answer.claims.pop(name, None)
            if value is not None:
                answer.claims[name] = value

    return spoil


def times(**seconds: int) -> Spoil:
    """Set claims to a number of seconds from now."""

    def spoil(answer: Answer) -> None:
        answer.claims |= {name: int(time.time()) + value for name, value in seconds.items()}

    return spoil


def header(**changes: Any) -> Spoil:
    def spoil(answer: Answer) -> None:
        answer.header |= changes

    return spoil


def token(make: Callable[[Answer], Any]) -> Spoil:
    def spoil(answer: Answer) -> None:
        answer.id_token = make(answer)

    return spoil


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def unsigned(algorithm: str) -> Spoil:
    return token(lambda answer: f"{encoded({'alg': algorithm, 'kid': 'k1'})}.{encoded(answer.claims)}.")


def signed_by_secret(secret: bytes) -> Spoil:
    """Sign as RFC 7515 says and joserfc, rightly, will not: with a public key for a secret."""

    def make(answer: Answer) -> str:
        signed = f"{encoded({'alg': 'HS256', 'kid': 'k1'})}.{encoded(answer.claims)}"
        digest = hmac.digest(secret, signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"

    return token(make)


def signed_as_it_stands(head: Json, payload: object) -> str:
    """Sign any header and payload with the provider's own key, whatever they say."""
    signed = f"{encoded(head)}.{encoded(payload)}"
    assert KEY.private_key
    signature = KEY.private_key.sign(signed.encode(), PKCS1v15(), SHA256())
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def by_stranger(**extra: Any) -> Spoil:
    """Sign with a key that is not the provider's, naming it as the provider's or carrying it along."""

    def make(answer: Answer) -> str:
        registry = JWSRegistry(algorithms=["RS256"], strict_check_header=False)
        return jwt.encode(answer.header | extra, answer.claims, STRANGERS_KEY, registry=registry)

    return token(make)


def altered(answer: Answer) -> str:
    """Put other claims under a signature that was true of the first ones."""
    head, _claims, signature = sign(answer.header, answer.claims).split(".")
    return f"{head}.{encoded(answer.claims | {'sub': 'somebody-else'})}.{signature}"


def encrypted(answer: Answer) -> str:
    public = RSAKey.import_key(KEY.as_dict(private=False) | {"use": "enc"})
    head = {"alg": "RSA-OAEP", "enc": "A128GCM"}
    return jwe.encrypt_compact(head, json.dumps(answer.claims), public)


def body(**changes: Any) -> Spoil:
    def spoil(answer: Answer) -> None:
        answer.body |= changes

    return spoil


def replace(**changes: Any) -> Spoil:
    def spoil(answer: Answer) -> None:
        for name, value in changes.items():
            setattr(answer, name, value)

    return spoil


BAD_ANSWERS: dict[str, Spoil] = {
    "alg none": unsigned("none"),
    "alg nOnE": unsigned("nOnE"),
    "no alg": token(lambda answer: f"{encoded({'kid': 'k1'})}.{encoded(answer.claims)}.x"),
    "HS256 with the public key as its secret": signed_by_secret(KEY.as_pem(private=False)),
    "HS256 with the client secret": signed_by_secret(CLIENT_SECRET.encode()),
    "signed by a stranger under the key id of the provider": by_stranger(),
    "signed by a stranger who brings the key along": by_stranger(jwk=STRANGERS_KEY.as_dict(private=False)),
    "signed by a stranger who says where the key is": by_stranger(jku="https://evil.example/jwks"),
    "signed by a stranger with a certificate": by_stranger(x5c=["MIIB"]),
    "signed by a stranger under an unknown key id": by_stranger(kid="k2"),
    "key id of a file": by_stranger(kid="../../../dev/null"),
    "key id of a statement": by_stranger(kid="' OR 1=1 --"),
    "key id that is no text": token(lambda a: f"{encoded({'alg': 'RS256', 'kid': 7})}.{encoded(a.claims)}.x"),
    "critical header": token(lambda a: signed_as_it_stands(a.header | {"crit": ["x"], "x": 1}, a.claims)),
    "algorithm that its key is not of": token(lambda _a: f"{encoded({'alg': 'ES256', 'kid': 'k1'})}.e30.x"),
    "claims changed under a true signature": token(altered),
    "signature cut off": token(lambda answer: sign(answer.header, answer.claims).rpartition(".")[0] + "."),
    "signature missing": token(lambda answer: sign(answer.header, answer.claims).rpartition(".")[0]),
    "encrypted to the provider itself": token(encrypted),
    "claims that are a list": token(lambda a: signed_as_it_stands(a.header, [1])),
    "token too long": token(lambda answer: sign(answer.header, answer.claims | {"x": "y" * 20_000})),
    "token of letters": token(lambda _answer: "not-a-token"),
    "token in other letters": token(lambda _answer: "é.é.é"),
    "token that is no text": token(lambda _answer: {"a": 1}),
    "no token": token(lambda _answer: ""),
    "another issuer": claims(iss="https://another.example"),
    "no issuer": claims(iss=None),
    "issuer in a list": claims(iss=["https://another.example"]),
    "another audience": claims(aud="another-client"),
    "no audience": claims(aud=None),
    "ours among other audiences": claims(aud=[CLIENT_ID, "another-client"]),
    "ours among other audiences, for us": claims(aud=[CLIENT_ID, "another-client"], azp=CLIENT_ID),
    "another audience, for us": claims(aud="another-client", azp=CLIENT_ID),
    "for another party": claims(azp="another-client"),
    "no nonce": claims(nonce=None),
    "another nonce": claims(nonce="n" * 20),
    "nonce in a list": claims(nonce=["n"]),
    "expired": times(exp=-31),
    "no expiry": claims(exp=None),
    "expiry as text": claims(exp="2999-01-01"),
    "expiry without end": claims(exp=float("inf")),
    "issued in the future": times(iat=45),
    "no time of issue": claims(iat=None),
    "not valid yet": times(nbf=45),
    "no subject": claims(sub=None),
    "empty subject": claims(sub=""),
    "subject as a number": claims(sub=1),
    "subject too long": claims(sub="s" * 256),
    "subject with a line break": claims(sub="subject-1\n"),
    "hash of another access token": claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "provider error with a token": body(error="server_error"),
    "answer that is not JSON": replace(raw=b"<html>"),
    "answer that is a list": replace(raw=b"[]"),
    "empty answer": replace(raw=b""),
    "refusal": replace(status=400, raw=b'{"error": "invalid_grant"}'),
}
"""Each is refused with the words of a failed sign-in: a fault of the table itself would answer 503."""


@pytest.mark.parametrize("spoil", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
async def test_wrong_answer_signs_nobody_in(
    browser: Browser, person: Person, provider: HostileProvider, spoil: Spoil
) -> None:
    provider.spoil = spoil
    response = await browser.sign_in()
    assert_refused(response)
    assert (await browser.get("/sign-in")).headers["location"].startswith(provider.issuer)
    assert person.account.active


def assert_refused(response: httpx.Response, status: int = 400) -> None:
    assert response.status_code == status, response.text
    assert "text/html" in response.headers["content-type"]
    assert "Start again" in response.text or status != 400


GOOD_ANSWERS: dict[str, Spoil] = {
    "as it should be": replace(),
    "signed by hand": token(lambda answer: signed_as_it_stands(answer.header, answer.claims)),
    "audience as a list of one": claims(aud=[CLIENT_ID]),
    "for us, said twice": claims(azp=CLIENT_ID),
    "no hash of the access token": claims(at_hash=None),
    "expired within the leeway": times(exp=-20, iat=-300),
    "issued by a fast clock": times(iat=20),
    "no type": replace(header={"alg": "RS256", "kid": "k1"}),
    "no key id where there is one key": replace(header={"alg": "RS256"}),
    "another algorithm of the same key": replace(header={"alg": "PS256", "kid": "k1"}),
}


@pytest.mark.parametrize("spoil", GOOD_ANSWERS.values(), ids=GOOD_ANSWERS.keys())
async def test_right_answer_signs_in(
    browser: Browser, person: Person, provider: HostileProvider, spoil: Spoil
) -> None:
    """The control of the table above: refusing everything would pass it."""
    provider.spoil = spoil
    assert (await browser.sign_in()).status_code == 303
    assert (await browser.get("/sign-in")).headers["location"] == "/"
    assert person.account.active


async def test_elliptic_curve_signs_in(browser: Browser, person: Person, provider: HostileProvider) -> None:
    provider.keys = [KEY, CURVE_KEY]
    provider.spoil = token(lambda a: sign({"alg": "ES256", "kid": "e1"}, a.claims, CURVE_KEY))
    assert (await browser.sign_in()).status_code == 303
    assert person.account.active


async def test_algorithm_the_provider_does_not_announce_is_refused(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    provider.metadata_changes = {"id_token_signing_alg_values_supported": ["ES256"]}
    assert_refused(await browser.sign_in())
    assert person.account.active


async def test_token_without_key_id_is_refused_where_there_are_two(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    provider.keys = [KEY, RSAKey.generate_key(2048, {"kid": "k2"}, private=True)]
    provider.spoil = replace(header={"alg": "RS256"})
    assert_refused(await browser.sign_in())
    assert person.account.active


SMALL_KEY = {"kty": "RSA", "kid": "k1"}
BAD_KEY_SETS: dict[str, Json] = {
    "key for encryption": {"keys": [KEY.as_dict(private=False) | {"use": "enc"}]},
    "key that may not verify": {"keys": [KEY.as_dict(private=False, use=None) | {"key_ops": ["encrypt"]}]},
    "key of another algorithm": {"keys": [KEY.as_dict(private=False) | {"alg": "PS512"}]},
    "no keys": {"keys": []},
    "keys that are no keys": {"keys": [1, {}, {"kty": "oct", "k": "AA"}, SMALL_KEY]},
    "no list": {},
}


@pytest.mark.parametrize("published", BAD_KEY_SETS.values(), ids=BAD_KEY_SETS.keys())
async def test_key_not_meant_for_signatures_signs_nobody_in(
    browser: Browser, person: Person, provider: HostileProvider, published: Json
) -> None:
    provider.jwks = published
    assert (await browser.sign_in()).status_code in {400, 503}
    assert person.account.active


async def test_key_too_small_to_trust_is_passed_over(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505 -- too small, which is the point
    number = small.public_key().public_numbers().n.to_bytes(128, "big")
    modulus = base64.urlsafe_b64encode(number).decode().rstrip("=")
    provider.jwks = {"keys": [{"kty": "RSA", "kid": "k1", "e": "AQAB", "n": modulus}]}

    def signed_small(answer: Answer) -> str:
        signed = f"{encoded(answer.header)}.{encoded(answer.claims)}"
        signature = small.sign(signed.encode(), PKCS1v15(), SHA256())
        return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"

    provider.spoil = token(signed_small)
    assert (await browser.sign_in()).status_code in {400, 503}
    assert person.account.active


# What comes back from the provider through the browser


BAD_RETURNS: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "no state": lambda query: {"code": query["code"]},
    "another state": lambda query: query | {"state": "s" * 30},
    "empty state": lambda query: query | {"state": ""},
    "no code": lambda query: {"state": query["state"]},
    "another code": lambda query: query | {"code": "guessed"},
    "cancelled": lambda query: {"state": query["state"], "error": "access_denied"},
    "cancelled, with a code": lambda query: query | {"error": "access_denied"},
    "from another provider": lambda query: query | {"iss": "https://another.example"},
    "from a provider almost like ours": lambda query: query | {"iss": "http://127.0.0.1"},
}


@pytest.mark.parametrize("change", BAD_RETURNS.values(), ids=BAD_RETURNS.keys())
async def test_wrong_return_signs_nobody_in(
    browser: Browser, person: Person, change: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    asked = await browser.depart()
    query = change({"state": asked["state"], "code": browser.provider.grant(asked)})
    assert_refused(await browser.arrive(**query))
    assert person.account.active


async def test_provider_that_promises_its_name_must_give_it(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    provider.metadata_changes = {"authorization_response_iss_parameter_supported": True}
    assert_refused(await browser.sign_in())
    asked = await browser.depart()
    named = {"state": asked["state"], "code": provider.grant(asked), "iss": provider.issuer}
    assert (await browser.arrive(**named)).status_code == 303
    assert person.account.active


async def test_return_is_taken_once(browser: Browser, person: Person) -> None:
    asked = await browser.depart()
    query = {"state": asked["state"], "code": browser.provider.grant(asked)}
    assert (await browser.arrive(**query)).status_code == 303
    assert_refused(await browser.arrive(**query))
    assert person.account.active


async def test_state_is_used_up_by_an_answer_that_failed(browser: Browser, person: Person) -> None:
    asked = await browser.depart()
    assert_refused(await browser.arrive(state=asked["state"], code="guessed"))
    assert_refused(await browser.arrive(state=asked["state"], code=browser.provider.grant(asked)))
    assert person.account.active


async def test_code_is_taken_once_even_with_a_fresh_state(browser: Browser, person: Person) -> None:
    asked = await browser.depart()
    code = browser.provider.grant(asked)
    assert (await browser.arrive(state=asked["state"], code=code)).status_code == 303
    browser.cookies.clear()
    again = await browser.depart()
    assert_refused(await browser.arrive(state=again["state"], code=code))
    assert person.account.active


async def test_return_belongs_to_the_browser_that_began(
    browser: Browser, make_browser: MakeBrowser, person: Person
) -> None:
    """A person lured to an attacker's return address is not signed in as the attacker (login CSRF)."""
    attacker = make_browser()
    asked = await attacker.depart()
    query = {"state": asked["state"], "code": attacker.provider.grant(asked)}
    assert_refused(await browser.arrive(**query))
    await browser.depart()
    assert_refused(await browser.arrive(**query))
    assert person.account.active


async def test_stolen_code_is_useless_in_another_sign_in(
    browser: Browser, make_browser: MakeBrowser, person: Person
) -> None:
    """PKCE: the code answers the challenge of the browser that began, so it cannot be injected elsewhere."""
    victim = await browser.depart()
    code = browser.provider.grant(victim)
    attacker = make_browser()
    asked = await attacker.depart()
    assert_refused(await attacker.arrive(state=asked["state"], code=code))
    assert person.account.active


# What the provider says of itself

HONEST = {
    "issuer": "https://id.example",
    "authorization_endpoint": "https://id.example/authorize",
    "token_endpoint": "https://id.example/token",
    "jwks_uri": "https://id.example/jwks",
}
BAD_METADATA: dict[str, Json] = {
    "another issuer": {"issuer": "https://another.example"},
    "issuer with a slash": {"issuer": "https://id.example/"},
    "issuer in capitals": {"issuer": "https://ID.example"},
    "no issuer": {"issuer": None},
    "no keys": {"jwks_uri": None},
    "keys without encryption": {"jwks_uri": "http://id.example/jwks"},
    "script for an address": {"authorization_endpoint": "javascript:alert(1)"},
    "file for keys": {"jwks_uri": "file:///etc/passwd"},
    "address without a host": {"token_endpoint": "https:///token"},
    "address that is no text": {"token_endpoint": 7},
    "way out without encryption": {"end_session_endpoint": "http://id.example/end"},
    "weaker proof keys alone": {"code_challenge_methods_supported": ["plain"]},
    "no proof keys": {"code_challenge_methods_supported": []},
}


@pytest.mark.parametrize("change", BAD_METADATA.values(), ids=BAD_METADATA.keys())
def test_metadata_that_is_wrong_is_refused(change: Json) -> None:
    with pytest.raises(MetadataRefused):
        read_metadata(HONEST | change, "https://id.example", https_only=True)


def test_metadata_that_is_right_is_read() -> None:
    """The control of the table above."""
    found = HONEST | {"token_endpoint_auth_methods_supported": ["client_secret_post"], "verify": False}
    metadata = read_metadata(found, "https://id.example", https_only=True)
    assert metadata.client_authentication == "client_secret_post"
    assert "verify" not in metadata.for_authlib()


@pytest.mark.parametrize("change", [{"issuer": "https://another.example"}, {"jwks_uri": None}])
async def test_sign_in_does_not_begin_with_a_provider_that_contradicts_itself(
    browser: Browser, provider: HostileProvider, change: Json
) -> None:
    provider.metadata_changes = change
    response = await browser.get("/sign-in")
    assert_refused(response, 503)
    assert "The sign-in service is not answering" in response.text


async def test_provider_that_is_away_is_said_to_be_away(browser: Browser, provider: HostileProvider) -> None:
    provider.up = False
    assert_refused(await browser.get("/sign-in"), 503)


async def test_token_request_is_not_sent_on_to_another_address(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    provider.spoil = replace(location=f"{provider.issuer}/token", status=302)
    response = await browser.sign_in()
    assert response.status_code in {400, 503}
    assert len(provider.token_requests) == 1, "the code and the secret must not follow a redirect"
    assert person.account.active


# The keys over time


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
