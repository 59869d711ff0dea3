"""The whole way in with nothing left out: real server, real provider, real Redis that is really killed."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest
import pytest_asyncio
import redis
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.prisons.models import Prison
from infra.database_roles import DatabaseUrls
from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.personas import COORDINATOR, GOVERNOR
from infra.embedded.ports import free_port
from infra.embedded.process import Child, Command
from infra.embedded.redis import Redis
from tests.frontend_api.conftest import Person, make_person

pytestmark = pytest.mark.processes
START_SECONDS = 60


@dataclass
class Running:
    """A Gatehouse of processes."""

    url: str
    identity: Identity
    redis: Redis
    redis_child: Child
    log: Path
    metrics_port: int

    def redis_dies(self) -> None:
        """Kill Redis once it has written what it was told.

        While an earlier write is on its way to a busy disk it keeps up to two seconds of later ones to itself
        (redis.conf, "appendfsync everysec"): a kill then loses them, and no session would be there again.
        """
        deadline = time.monotonic() + START_SECONDS
        with redis.Redis.from_url(self.redis.url()) as client:
            while client.info("persistence")["aof_buffer_length"]:
                assert time.monotonic() < deadline, "Redis does not write its file"
                time.sleep(0.05)
        self.redis_child.process.kill()
        self.redis_child.process.wait()

    def redis_returns(self) -> None:
        self.redis_child = self.redis.start()


@pytest.fixture(scope="module")
def running(database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("server")
    port, metrics_port = free_port(), free_port()
    url = f"http://localhost:{port}"
    identity = Identity(home, url, free_port())
    embedded = Redis(home)
    provider, redis_child = identity.start(), embedded.start()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")},
        "GATEHOUSE_ENVIRONMENT": "demo",
        "GATEHOUSE_DATABASE_URL": database_urls.app,
        "GATEHOUSE_REDIS_URL": embedded.url(),
        "GATEHOUSE_FILES_URL": str(home / "files"),
        "GATEHOUSE_OIDC_ISSUER": identity.issuer,
        "GATEHOUSE_OIDC_CLIENT_ID": CLIENT_ID,
        "GATEHOUSE_OIDC_CLIENT_SECRET": identity.client_secret,
        "GATEHOUSE_OIDC_DEMO_PROVIDER": "true",
        "GATEHOUSE_PUBLIC_URL": url,
        "GATEHOUSE_HOST": "127.0.0.1",
        "GATEHOUSE_PORT": str(port),
        "GATEHOUSE_METRICS_PORT": str(metrics_port),
    }
    argv = (sys.executable, "-m", "infra.cli", "web")
    log = home / "log" / "web.log"
    web = Child(Command(name="The web server", argv=argv, log=log, environment=environment))
    server = Running(url, identity, embedded, redis_child, log, metrics_port)
    try:
        web.wait_until(lambda: answers(f"http://127.0.0.1:{port}/ping"), seconds=START_SECONDS)
        yield server
    finally:
        for child in (web, provider, server.redis_child):
            child.stop()


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).text == "pong"
    except httpx.HTTPError:
        return False


@pytest_asyncio.fixture(scope="module")
async def coordinator_account(database: Database, running: Running) -> Person:
    return await make_person(database, running.identity.issuer, COORDINATOR.subject)


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    # The demo's provider and Gatehouse are both on `localhost`, whose ports share one jar, as in a browser.
    async with httpx.AsyncClient(headers={"Accept": "text/html"}, timeout=20) as client:
        yield client


async def sign_in(browser: httpx.AsyncClient, url: str, subject: str) -> httpx.Response:
    """Go where the server leads, choosing a person at the provider as one does by its buttons."""
    sent = await browser.get(f"{url}/sign-in")
    chosen = await browser.post(sent.headers["location"], data={"sub": subject})
    assert chosen.headers["location"].startswith(f"{url}/sign-in/callback?"), chosen.text
    return await browser.get(chosen.headers["location"])


async def test_persona_signs_in_opens_the_desk_and_signs_out(
    running: Running, browser: httpx.AsyncClient, coordinator_account: Person, prison: Prison
) -> None:
    await coordinator_account.join(prison, Role.COORDINATOR)
    home = f"{running.url}/{prison.code.lower()}/"
    assert (await browser.get(home)).headers["location"].startswith("/sign-in?return_to=")
    landed = await sign_in(browser, running.url, COORDINATOR.subject)
    assert (landed.status_code, landed.headers["location"]) == (303, "/")
    assert list(SimpleCookie(landed.headers["set-cookie"])) == ["gatehouse"]
    page = await browser.get(home)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token, "the page must offer the way out"
    assert (await browser.post(f"{running.url}/sign-out")).status_code == 403
    out = await browser.post(f"{running.url}/sign-out", data={"csrf_token": token[1]})
    assert out.headers["location"].startswith(f"{running.identity.issuer}/oauth2/end_session?")
    asked = await browser.get(out.headers["location"])
    confirm = {
        "redirect_uri": parse_qs(urlsplit(out.headers["location"]).query)["post_logout_redirect_uri"][0]
    }
    assert confirm["redirect_uri"] in asked.text
    back = await browser.post(f"{running.identity.issuer}/oauth2/end_session/confirm", data=confirm)
    assert back.headers["location"] == f"{running.url}/signed-out"
    assert (await browser.get(home)).status_code == 303


async def test_persona_without_an_account_is_told_what_to_do(
    running: Running, browser: httpx.AsyncClient
) -> None:
    refused = await sign_in(browser, running.url, GOVERNOR.subject)
    assert refused.status_code == 403
    assert "no prison has given you access" in refused.text


async def test_person_who_turns_back_at_the_provider_is_told_so(
    running: Running, browser: httpx.AsyncClient
) -> None:
    sent = await browser.get(f"{running.url}/sign-in")
    denied = await browser.post(sent.headers["location"], data={"action": "deny"})
    answer = await browser.get(urljoin(running.url, denied.headers["location"]))
    assert answer.status_code in {400, 403}
    assert "text/html" in answer.headers["content-type"]


async def test_access_token_of_the_provider_opens_the_api(
    running: Running, browser: httpx.AsyncClient, coordinator_account: Person, prison: Prison
) -> None:
    await coordinator_account.join(prison, Role.COORDINATOR)
    tokens = await tokens_of(running, browser, COORDINATOR.subject)
    address = f"{running.url}/{prison.code.lower()}/graphql"
    query = {"query": "{ __typename }"}
    async with httpx.AsyncClient() as program:
        right = {"Authorization": f"Bearer {tokens['access_token']}"}
        answer = await program.post(address, json=query, headers=right)
        assert (answer.status_code, answer.json()) == (200, {"data": {"__typename": "Query"}})
        wrong = {"Authorization": f"Bearer {tokens['id_token']}"}
        assert (await program.post(address, json=query, headers=wrong)).status_code == 401
        assert (await program.post(address, json=query)).status_code == 401


async def tokens_of(running: Running, browser: httpx.AsyncClient, subject: str) -> dict[str, str]:
    """Get tokens as another client of the provider would, with its own proof key."""
    verifier, redirect = "v" * 64, f"{running.url}/sign-in/callback"
    asked = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": redirect,
        "scope": "openid",
        "nonce": os.urandom(8).hex(),
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    chosen = await browser.post(
        f"{running.identity.issuer}/oauth2/authorize", params=asked, data={"sub": subject}
    )
    form = {
        "grant_type": "authorization_code",
        "redirect_uri": redirect,
        "code": parse_qs(urlsplit(chosen.headers["location"]).query)["code"][0],
        "code_verifier": verifier,
    }
    answer = await browser.post(
        f"{running.identity.issuer}/oauth2/token", data=form, auth=(CLIENT_ID, running.identity.client_secret)
    )
    assert answer.status_code == 200, answer.text
    tokens: dict[str, str] = answer.json()
    return tokens


async def test_killed_redis_stops_sessions_alone_and_nobody_needs_to_restart_anything(
    running: Running, browser: httpx.AsyncClient, coordinator_account: Person, prison: Prison
) -> None:
    await coordinator_account.join(prison, Role.COORDINATOR)
    await sign_in(browser, running.url, COORDINATOR.subject)
    tokens = await tokens_of(running, browser, COORDINATOR.subject)
    home = f"{running.url}/{prison.code.lower()}/"
    assert (await browser.get(home)).status_code == 200
    running.redis_dies()
    refused = await browser.get(home)
    assert refused.status_code == 503
    assert "keeps you signed in is not answering" in refused.text
    async with httpx.AsyncClient(timeout=20) as program:
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        answer = await program.post(f"{home}graphql", json={"query": "{ __typename }"}, headers=bearer)
        assert answer.status_code == 200
    ready = (await browser.get(f"{running.url}/health/readiness")).json()
    assert ready["components"]["redis"]["status"] == "DEGRADED"
    running.redis_returns()
    # Redis wrote its file, so even the session is there again.
    assert (await browser.get(home)).status_code == 200


async def test_server_logs_json_lines_that_name_nobody(running: Running) -> None:
    lines = [line for line in running.log.read_text().splitlines() if line]
    events = [json.loads(line) for line in lines]
    assert {"sign_in.succeeded", "sign_out", "request"} <= {event["event"] for event in events}
    written = running.log.read_text().lower()
    names = (*COORDINATOR.name.lower().split(), COORDINATOR.email, COORDINATOR.subject, "code=", "return_to")
    assert [name for name in names if name in written] == []


async def test_metrics_are_on_their_own_port_alone(running: Running, browser: httpx.AsyncClient) -> None:
    own = await browser.get(f"http://127.0.0.1:{running.metrics_port}/metrics")
    assert 'gatehouse_sign_ins_total{outcome="succeeded"}' in own.text
    assert (await browser.get(f"{running.url}/metrics")).status_code in {303, 404}
