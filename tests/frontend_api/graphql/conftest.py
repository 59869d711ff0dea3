"""The whole application in this process, a program with a token for it, and what it writes to its log."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import structlog
from litestar import Litestar
from pydantic import SecretStr

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.logs import configure_logs
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Environment, Settings
from frontend_api.app import create_app
from frontend_api.observation import observe
from frontend_api.sign_in.services import SignIn
from infra.database_roles import DatabaseUrls
from tests.frontend_api.conftest import PUBLIC_URL, Person, make_person, make_settings
from tests.frontend_api.hostile_provider import CLIENT_ID, HostileProvider, running_provider, sign

Json = dict[str, Any]


@pytest.fixture(scope="package")
def provider() -> Iterator[HostileProvider]:
    """One provider for all these tests: none of them is about signing in."""
    with running_provider() as running:
        yield running


@pytest.fixture(scope="package")
def settings(
    provider: HostileProvider,
    redis_url: str,
    database_urls: DatabaseUrls,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    return make_settings(
        oidc_issuer=provider.issuer,
        redis_url=SecretStr(redis_url),
        database_url=SecretStr(database_urls.app),
        database_pool=3,
        files_url=str(Path(tmp_path_factory.mktemp("files"))),
    )


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def app(settings: Settings, registry: Registry) -> AsyncIterator[Litestar]:
    """The application as it is composed in earnest."""
    made = composed(settings, registry)
    yield made
    await closed(made)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def production(settings: Settings, registry: Registry) -> AsyncIterator[Litestar]:
    """The same with production's settings, but for the provider: that of the tests has no HTTPS."""
    changes = {
        "environment": Environment.PRODUCTION,
        "secret_key": SecretStr("k" * 40),
        "public_url": "https://gatehouse.example",
        "oidc_issuer": "https://provider.example",
        "mail": "smtp",
        "smtp_host": "mail.example",
        "mail_from": "desk@gatehouse.example",
    }
    made = composed(Settings.model_validate(settings.model_dump() | changes), registry)
    entrance: SignIn = made.state.sign_in  # the middleware keeps to it, so it is in use to the end
    made.state["sign_in"] = SignIn.from_settings(settings)
    yield made
    await entrance.close()
    await closed(made)


def composed(settings: Settings, registry: Registry) -> Litestar:
    """Compose without leaving this process's log configured."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    made = create_app(settings, registry)
    observe(made)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()
    return made


async def closed(made: Litestar) -> None:
    # Not its lifespan: a fixture enters and leaves in different tasks, which anyio forbids.
    await made.state.sign_in.close()
    await made.state.database.close()


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Collect what the web process would write, as it would write it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    configure_logs("INFO", service="web")
    written = StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@dataclass
class Program:
    """A client of the API with a bearer token, in one prison."""

    client: httpx.AsyncClient
    path: str

    async def send(self, content: bytes, content_type: str = "application/json") -> httpx.Response:
        return await self.client.post(self.path, content=content, headers={"Content-Type": content_type})

    async def ask(
        self, document: str, variables: Json | None = None, operation: str | None = None
    ) -> httpx.Response:
        asked = {"query": document, "variables": variables, "operationName": operation}
        return await self.send(json.dumps(asked).encode())

    async def told(self, document: str, variables: Json | None = None) -> Json:
        """Ask what must be answered without an error."""
        body: Json = (await self.ask(document, variables)).json()
        assert "errors" not in body, body
        data: Json = body["data"]
        return data

    async def codes(self, document: str, variables: Json | None = None) -> list[str]:
        body = (await self.ask(document, variables)).json()
        return [error["extensions"]["code"] for error in body.get("errors", ())]


def token_of(person: Person) -> str:
    """Sign an access token, as RFC 9068 has it."""
    now = int(time.time())
    claims = {"iss": person.account.issuer, "sub": person.account.subject, "aud": CLIENT_ID}
    return sign({"alg": "RS256", "kid": "k1", "typ": "at+jwt"}, {**claims, "iat": now, "exp": now + 300})


def program_of(app: Litestar, person: Person, prison: Prison, base_url: str = PUBLIC_URL) -> Program:
    """Give somebody a program with an access token."""
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),  # type: ignore[arg-type]  # Litestar types its scope more closely
        base_url=base_url,
        headers={"Authorization": f"Bearer {token_of(person)}"},
    )
    return Program(client, f"/{prison.code.lower()}/graphql")


@pytest_asyncio.fixture
async def person(database: Database, provider: HostileProvider) -> Person:
    """Somebody new in each test, whom the provider now means."""
    subject = str(uuid7())
    provider.spoil = lambda answer: answer.claims.update(sub=subject)
    return await make_person(database, provider.issuer, subject)


@pytest_asyncio.fixture
async def program(app: Litestar, person: Person, prison: Prison) -> AsyncIterator[Program]:
    """The program of the prison's co-ordinator."""
    await person.join(prison, Role.COORDINATOR)
    made = program_of(app, person, prison)
    yield made
    await made.client.aclose()


@pytest_asyncio.fixture
async def production_program(production: Litestar, person: Person, prison: Prison) -> AsyncIterator[Program]:
    await person.join(prison, Role.COORDINATOR)
    made = program_of(production, person, prison, "https://gatehouse.example")
    yield made
    await made.client.aclose()
