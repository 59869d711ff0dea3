"""A bearer token for the API, fetched from the demo's provider by the code flow with proof (RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from urllib.parse import parse_qs, urlsplit

import httpx

from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.personas import COORDINATOR


def fetch_token(identity: Identity) -> str:
    """Return an access token of the demo's co-ordinator; it is good for an hour."""
    verifier = secrets.token_urlsafe(32)
    digest = hashlib.sha256(verifier.encode()).digest()
    redirect_uri = f"{identity.public_url}/sign-in/callback"
    asked = {
        "client_id": CLIENT_ID,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": "openid",
        "nonce": secrets.token_urlsafe(8),
        "state": secrets.token_urlsafe(8),
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    with httpx.Client() as client:
        known = client.get(f"{identity.issuer}/.well-known/openid-configuration").raise_for_status().json()
        chosen = client.post(known["authorization_endpoint"], params=asked, data={"sub": COORDINATOR.subject})
        code = parse_qs(urlsplit(chosen.headers["location"]).query)["code"][0]
        given = client.post(
            known["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": verifier,
            },
            auth=(CLIENT_ID, identity.client_secret),
        )
    token: str = given.raise_for_status().json()["access_token"]
    return token
