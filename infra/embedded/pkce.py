"""Proof Key for Code Exchange (RFC 7636) for the demo provider, which does not ask for it by itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import flask

AUTHORISE = "oidc-provider-mock.authorize"
TOKEN = "oidc-provider-mock.issue_token"  # noqa: S105 -- the name of an endpoint
METADATA = "oidc-provider-mock.openid_config"


class ProofKeys:
    """Remembers the challenge of every code given out, and wants it proved when the code comes back."""

    def __init__(self) -> None:
        self._challenges: dict[str, str] = {}

    def require(self) -> tuple[dict[str, str], int] | None:
        """Refuse a sign-in without a challenge and a code without its verifier."""
        request = flask.request
        if request.endpoint == AUTHORISE and not _has_challenge(request.args):
            return _refusal("invalid_request", "code_challenge with the method S256 is required")
        if request.endpoint == TOKEN and request.form.get("grant_type") == "authorization_code":
            challenge = self._challenges.pop(request.form.get("code", ""), "")
            if not hmac.compare_digest(challenge, challenge_of(request.form.get("code_verifier", ""))):
                return _refusal("invalid_grant", "code_verifier does not match")
        return None

    def remember(self, response: flask.Response) -> flask.Response:
        """Note the challenge that belongs to a code on its way out, and offer S256 in the metadata."""
        if flask.request.endpoint == AUTHORISE and response.location:
            for code in parse_qs(urlsplit(response.location).query).get("code", []):
                self._challenges[code] = flask.request.args["code_challenge"]
        if flask.request.endpoint == METADATA:
            document = {**(response.get_json() or {}), "code_challenge_methods_supported": ["S256"]}
            response.set_data(flask.json.dumps(document))
        return response


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _has_challenge(arguments: dict[str, str]) -> bool:
    return arguments.get("code_challenge_method") == "S256" and bool(arguments.get("code_challenge"))


def _refusal(error: str, description: str) -> tuple[dict[str, str], int]:
    return {"error": error, "error_description": description}, 400
