"""What an ID token must say before anyone is signed in (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from core.accounts.addresses import read_address
from frontend_api.sign_in.keys import TokenInvalid

LEEWAY_SECONDS = 30
"""How far the provider's clock may differ from ours."""
LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is: only both together name a person."""

    issuer: str
    subject: str
    address: str | None = None
    """An e-mail address that the provider says it has verified: it only finds what was given to it before."""


def check_id_token(
    token: jwt.Token,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None,
) -> Identity:
    """Check the claims of an ID token whose signature holds; raise TokenInvalid naming the claim."""
    registry = JWTClaimsRegistry(
        now=int(time.time()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        registry.validate(token.claims)
        # Authlib knows the rules for `azp` and `at_hash`; the rest it would pass over without options.
        authlib = CodeIDToken(
            token.claims,
            token.header,
            None,
            {"client_id": client_id, "nonce": nonce, "access_token": access_token},
        )
        authlib.validate(leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError) as error:
        raise TokenInvalid(f"id_token: {getattr(error, 'claim', type(error).__name__)}") from error
    if token.claims["aud"] not in (client_id, [client_id]):
        raise TokenInvalid("id_token: aud names others too")
    return Identity(issuer, read_subject(token), verified_address(token.claims))


def verified_address(claims: Mapping[str, Any]) -> str | None:
    """Return the address when the provider says in so many words that it has verified it (Core 1.0, 5.1)."""
    address = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(address, str):
        return None
    return read_address(address)


def read_subject(token: jwt.Token) -> str:
    """Return the subject, which is ASCII of at most 255 characters by the standard."""
    subject = token.claims["sub"]
    if (
        not isinstance(subject, str)
        or not subject
        or len(subject) > LONGEST_SUBJECT
        or not subject.isprintable()
    ):
        raise TokenInvalid("sub")
    return subject
