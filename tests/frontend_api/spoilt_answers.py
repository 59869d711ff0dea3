"""Ways to spoil an honest provider's answer: one small function for each kind of wrong."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwe, jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from tests.frontend_api.hostile_provider import KEY, STRANGERS_KEY, Answer, Json, Spoil, sign


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
