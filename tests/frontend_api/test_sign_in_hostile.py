"""A provider, or somebody between, that answers wrongly in every way we could think of."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import RSAKey

from tests.frontend_api.conftest import Browser, Person, assert_refused
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
from tests.frontend_api.spoilt_answers import (
    altered,
    body,
    by_stranger,
    claims,
    encoded,
    encrypted,
    replace,
    signed_as_it_stands,
    signed_by_secret,
    times,
    token,
    unsigned,
)

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
