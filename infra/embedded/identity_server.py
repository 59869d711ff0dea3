"""The demo identity provider's process: real OpenID Connect with personas to choose from."""

from __future__ import annotations

import argparse
import logging
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask
import oidc_provider_mock
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock._storage import Client
from werkzeug.serving import make_server

from infra.embedded.personas import PERSONAS
from infra.embedded.pkce import ProofKeys
from infra.embedded.ports import LOOPBACK

PAGES = Path(__file__).parent / "identity_pages"
TOKEN_SECONDS = 3600
CLIENT_SECRET = "GATEHOUSE_OIDC_CLIENT_SECRET"  # noqa: S105 -- the name of a setting


@dataclass(kw_only=True, frozen=True)
class GatehouseClient(Client):  # type: ignore[misc]  # the provider ships no types
    """The one client it serves; it may only send people back to Gatehouse."""

    public_url: str

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith(f"{self.public_url}/")


def make_provider(client: GatehouseClient) -> flask.Flask:
    """Compose the provider: the personas, our pages, our one client, PKCE, and JWTs as access tokens."""
    provider = flask.Flask(__name__, template_folder=str(PAGES))
    provider.secret_key = os.urandom(16)
    provider.config["OAUTH2_ACCESS_TOKEN_GENERATOR"] = access_token
    people = {person.subject: person for person in PERSONAS}
    provider.context_processor(lambda: {"people": people})
    oidc_provider_mock.init_app(
        provider,
        require_client_registration=True,
        require_nonce=True,
        user_claims=[oidc_provider_mock.User(sub=p.subject, claims=p.claims) for p in PERSONAS],
    )
    provider.debug = False
    proof_keys = ProofKeys()
    provider.before_request(lambda: flask.g.oidc_provider_mock_storage.store_client(client))
    provider.before_request(proof_keys.require)
    provider.after_request(proof_keys.remember)
    return provider


def access_token(*, client: Client, user: Any, scope: str, **_: Any) -> str:
    """Make an access token that the API can check against the provider's keys (RFC 9068)."""
    # Its own key object differs in kind between the provider's versions; the key inside does not.
    key = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.private_key)
    now = int(time.time())
    claims = {
        "iss": flask.request.host_url.rstrip("/"),
        "sub": user.sub,
        "aud": client.get_client_id(),
        "client_id": client.get_client_id(),
        "scope": scope,
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode({"alg": "RS256", "typ": "at+jwt", "kid": key.thumbprint()}, claims, key)


def main() -> None:
    """Serve until stopped; the client's secret comes by the environment, so that no process list shows it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--client-id", required=True)
    arguments.add_argument("--public-url", required=True)
    given = arguments.parse_args()
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    client = GatehouseClient(
        id=given.client_id,
        secret=os.environ[CLIENT_SECRET],
        redirect_uris=(),
        allowed_scopes=Client.SCOPES_SUPPORTED,
        token_endpoint_auth_method="client_secret_basic",  # noqa: S106 -- the name of a method
        public_url=given.public_url,
    )
    make_server(LOOPBACK, given.port, make_provider(client), threaded=True).serve_forever()


if __name__ == "__main__":
    main()
