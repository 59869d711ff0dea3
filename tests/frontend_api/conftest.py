"""A clock that the test moves, a Redis of its own, and a browser at the real entrance of an application."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar
from pydantic import SecretStr
from redis.asyncio import Redis

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Environment, Settings
from core.testkit import NOBODY
from tests.frontend_api.hostile_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    SUBJECT,
    HostileProvider,
    running_provider,
)
from tests.frontend_api.probes import make_app

PUBLIC_URL = "http://localhost:8000"


class MovedClock:
    """Time that passes when the test says so; it starts at the real time, which Redis also keeps."""

    def __init__(self, start: float) -> None:
        self.now = start

    def __call__(self) -> float:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += minutes * 60


@pytest_asyncio.fixture
async def empty_redis_url(redis_url: str) -> str:
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
    return redis_url


@pytest_asyncio.fixture
async def redis(empty_redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(empty_redis_url) as client:
        yield client


@pytest.fixture
def provider() -> Iterator[HostileProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def settings(provider: HostileProvider, empty_redis_url: str) -> Settings:
    return make_settings(oidc_issuer=provider.issuer, redis_url=SecretStr(empty_redis_url))


def make_settings(**changes: object) -> Settings:
    values: dict[str, object] = {
        "environment": Environment.TEST,
        "database_url": SecretStr("postgresql://unused"),
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": SecretStr(CLIENT_SECRET),
        "public_url": PUBLIC_URL,
        "metrics_port": 0,
    }
    return Settings.model_validate(values | changes)


@dataclass
class Person:
    """Somebody the provider can sign in, as Gatehouse knows them."""

    account: Account
    database: Database

    async def join(
        self,
        prison: Prison | None,
        role: Role,
        *,
        partner_id: UUID | None = None,
        person_id: UUID | None = None,
    ) -> Membership:
        async with self.database.write(NOBODY) as session:
            member = Membership(
                account_id=self.account.id,
                prison_id=prison.id if prison else None,
                role=role,
                partner_id=partner_id,
                person_id=person_id,
            )
            session.add(member)
        return member

    async def leave(self, member: Membership) -> None:
        async with self.database.write(NOBODY) as session:
            await session.delete(await session.merge(member))

    async def deactivate(self) -> None:
        async with self.database.write(NOBODY) as session:
            (await session.merge(self.account)).active = False


@pytest_asyncio.fixture
async def person(database: Database, provider: HostileProvider) -> Person:
    """The person whom the provider of this test means; the issuer is new each time, so nobody else is."""
    return await make_person(database, provider.issuer)


async def make_person(database: Database, issuer: str, subject: str = SUBJECT) -> Person:
    async with database.write(NOBODY) as session:
        account = Account(issuer=issuer, subject=subject, name="Ines Okafor", email=f"{subject}@example.org")
        session.add(account)
    return Person(account, database)


@pytest_asyncio.fixture
async def app(settings: Settings, database: Database, registry: Registry) -> AsyncIterator[Litestar]:
    made = make_app(settings, database, registry)
    yield made
    # Not its lifespan: a fixture enters and leaves in different tasks, which anyio forbids.
    await made.state.sign_in.close()


@pytest.fixture
def make_browser(app: Litestar, provider: HostileProvider) -> Callable[[], Browser]:
    return lambda: Browser(app, provider)


@pytest.fixture
def browser(make_browser: Callable[[], Browser]) -> Browser:
    return make_browser()


class Browser(httpx.AsyncClient):
    """A browser without script: it keeps cookies and sends a form's own token."""

    def __init__(self, app: Litestar, provider: HostileProvider, base_url: str = PUBLIC_URL) -> None:
        super().__init__(
            transport=httpx.ASGITransport(app=app),  # type: ignore[arg-type]  # Litestar types its scope more closely
            base_url=base_url,
            headers={"Accept": "text/html"},
        )
        self.provider = provider

    async def depart(self, return_to: str = "/") -> dict[str, str]:
        """Go to sign in; return what the provider is asked."""
        response = await self.get("/sign-in", params={"return_to": return_to})
        assert response.status_code == 303, response.text
        return dict(parse_qsl(urlsplit(response.headers["location"]).query))

    async def arrive(self, **query: str) -> httpx.Response:
        """Come back from the provider."""
        return await self.get("/sign-in/callback", params=query)

    async def sign_in(self, return_to: str = "/") -> httpx.Response:
        asked = await self.depart(return_to)
        return await self.arrive(state=asked["state"], code=self.provider.grant(asked))

    @property
    def session_id(self) -> str | None:
        return self.cookies.get("gatehouse") or self.cookies.get("__Host-gatehouse")

    async def form_token(self, prison: Prison) -> str:
        page = await self.get(f"/{prison.code.lower()}/form")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found, page.text
        return found[1]


def assert_refused(response: httpx.Response, status: int = 400) -> None:
    assert response.status_code == status, response.text
    assert "text/html" in response.headers["content-type"]
    assert "Start again" in response.text or status != 400
