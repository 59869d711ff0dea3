"""An identity provider over real HTTP that answers honestly until a test tells it what to get wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT_ID = "gatehouse-client"
CLIENT_SECRET = "a-client-secret-of-the-tests"
SUBJECT = "subject-1"
ACCESS_TOKEN = "an-opaque-access-token"

Json = dict[str, Any]
# Keys take a while to make, so the whole test run shares these.
KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}, private=True)
STRANGERS_KEY = RSAKey.generate_key(2048, {"kid": "k1"}, private=True)
CURVE_KEY = ECKey.generate_key("P-256", {"kid": "e1"}, private=True)


@dataclass
class Grant:
    nonce: str
    challenge: str


@dataclass
class Answer:
    """What the token endpoint would say, for a test to change before it is sent."""

    header: Json
    claims: Json
    access_token: str
    id_token: Any = None
    """Instead of one signed from `header` and `claims`."""
    body: Json = field(default_factory=dict)
    status: int = 200
    raw: bytes | None = None
    location: str = ""


Spoil = Callable[[Answer], None]


def sign(header: Json, claims: Json, key: RSAKey | ECKey = KEY) -> str:
    return jwt.encode(header, claims, key, algorithms=[header["alg"]])


def half_hash(value: str) -> str:
    digest = hashlib.sha256(value.encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


class HostileProvider:
    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.keys: list[RSAKey | ECKey] = [KEY]
        self.jwks: Json | None = None
        self.jwks_downloads = 0
        self.metadata_changes: Json = {}
        self.grants: dict[str, Grant] = {}
        self.spoil: Spoil = lambda _answer: None
        self.token_requests: list[dict[str, list[str]]] = []
        self.up = True
        self.user_info: Json | None = None
        """What the UserInfo endpoint tells; None: there is none."""

    def metadata(self) -> Json:
        honest: Json = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end",
            "code_challenge_methods_supported": ["S256"],
            "userinfo_endpoint": None if self.user_info is None else f"{self.issuer}/userinfo",
        }
        return {name: value for name, value in (honest | self.metadata_changes).items() if value is not None}

    def published_keys(self) -> Json:
        self.jwks_downloads += 1
        return dict(KeySet(list(self.keys)).as_dict(private=False)) if self.jwks is None else self.jwks

    def grant(self, query: dict[str, str]) -> str:
        """Let the person in at `/authorize`, as a browser would, and return the code."""
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.grants)}"
        self.grants[code] = Grant(query["nonce"], query["code_challenge"])
        return code

    def redeem(self, form: dict[str, list[str]], authorization: str) -> Answer:
        """Give tokens once for a code, to our client alone, and only to who began the sign-in (RFC 7636)."""
        self.token_requests.append(form)
        granted = self.grants.pop(form.get("code", [""])[0], None)
        verifier = form.get("code_verifier", [""])[0]
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        client = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if granted is None or granted.challenge != challenge or authorization != f"Basic {client}":
            return Answer({}, {}, "", body={"error": "invalid_grant"}, status=400)
        answer = self.honest_answer(granted.nonce)
        self.spoil(answer)
        if "error" not in answer.body:
            token = answer.id_token if answer.id_token is not None else sign(answer.header, answer.claims)
            answer.body = {
                "access_token": answer.access_token,
                "token_type": "Bearer",
                "id_token": token,
            } | answer.body
        return answer

    def honest_answer(self, nonce: str) -> Answer:
        now = int(time.time())
        access_token = ACCESS_TOKEN
        claims = {
            "iss": self.issuer,
            "sub": SUBJECT,
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "at_hash": half_hash(access_token),
        }
        return Answer({"alg": "RS256", "kid": "k1", "typ": "JWT"}, claims, access_token)


_ports_used: set[int] = set()


def _server_on_new_port() -> ThreadingHTTPServer:
    """Take a port that no earlier provider had: its accounts in the database are known by it."""
    while True:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        if server.server_port not in _ports_used:
            _ports_used.add(server.server_port)
            return server
        server.server_close()


@contextmanager
def running_provider() -> Iterator[HostileProvider]:
    server = _server_on_new_port()
    provider = _Handler.provider = HostileProvider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    provider: HostileProvider

    def do_GET(self) -> None:
        if not self.provider.up:
            self._send(503, b"")
        elif self.path == "/.well-known/openid-configuration":
            self._send_json(200, self.provider.metadata())
        elif self.path == "/jwks":
            self._send_json(200, self.provider.published_keys())
        elif self.path == "/userinfo" and self.provider.user_info is not None:
            known = self.headers.get("Authorization") == f"Bearer {ACCESS_TOKEN}"
            self._send_json(200 if known else 401, self.provider.user_info)
        else:
            self._send(404, b"")

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = self.provider.redeem(form, self.headers.get("Authorization", ""))
        if answer.location:
            self._send(302, b"", {"Location": answer.location})
        elif answer.raw is not None:
            self._send(answer.status, answer.raw)
        else:
            self._send_json(answer.status, answer.body)

    def _send_json(self, status: int, body: Json) -> None:
        self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Keep the test output quiet."""
