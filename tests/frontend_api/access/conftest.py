"""The whole application but the built style sheet, and people who sign in to it for the first time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar
from pydantic import SecretStr

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from frontend_api.entrance import Entrance
from frontend_api.graphql.controller import graphql
from frontend_api.graphql.execution import Engine
from frontend_api.observation import observe
from frontend_api.pages.desk import make_desk
from frontend_api.pages.plugin import Pages
from tests.frontend_api.conftest import Browser, make_person, make_settings
from tests.frontend_api.graphql.conftest import lines as lines  # noqa: PLC0414 -- a fixture lent to these tests
from tests.frontend_api.hostile_provider import Answer, HostileProvider, running_provider
from tests.frontend_api.pages.conftest import ASSETS, Reader


@pytest.fixture(scope="package")
def provider() -> Iterator[HostileProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="package")
def settings(provider: HostileProvider, redis_url: str) -> Settings:
    return make_settings(oidc_issuer=provider.issuer, redis_url=SecretStr(redis_url))


@pytest_asyncio.fixture(scope="package")
async def app(
    settings: Settings, database: Database, registry: Registry, files: FileStore
) -> AsyncIterator[Litestar]:
    """Sign-in, API and pages as they are put together in earnest, sessions and all."""
    entrance = Entrance(settings, database, registry)
    engine = Engine(registry, database, files, introspection=False, sessions=entrance.sign_in.sessions)
    desk = make_desk(registry.contributions, engine=engine, settings=settings, assets=ASSETS)
    made = Litestar([graphql], plugins=[entrance, Pages(desk)], openapi_config=None, logging_config=None)
    made.state["engine"] = engine
    observe(made)
    yield made
    # Not its lifespan: a fixture enters and leaves in different tasks, which anyio forbids.
    await made.state.sign_in.close()


@dataclass
class Town:
    """Everybody around one prison: who has a role, and who the provider knows."""

    app: Litestar
    database: Database
    provider: HostileProvider
    prison: Prison
    browsers: list[Browser] = field(default_factory=list)

    async def come(self, subject: str, **claims: object) -> tuple[Browser, httpx.Response]:
        """Let somebody sign in whom the provider describes so."""

        def spoil(answer: Answer) -> None:
            answer.claims.update(sub=subject, **claims)

        self.provider.spoil = spoil
        browser = Browser(self.app, self.provider)
        self.browsers.append(browser)
        return browser, await browser.sign_in(f"/{self.prison.code.lower()}/")

    async def member(self, role: Role) -> Reader:
        """Return somebody with an account and a role here, signed in."""
        subject = str(uuid7())
        person = await make_person(self.database, self.provider.issuer, subject)
        await person.join(self.prison, role)
        browser, landed = await self.come(subject)
        assert landed.status_code == 303, landed.text
        return Reader(browser, self.prison)

    async def proved(self, address: str, subject: str | None = None) -> tuple[Reader, httpx.Response]:
        """Let somebody sign in whose address the provider has verified."""
        browser, landed = await self.come(subject or str(uuid7()), email=address, email_verified=True)
        return Reader(browser, self.prison), landed


@pytest_asyncio.fixture
async def town(
    app: Litestar, database: Database, provider: HostileProvider, prison: Prison, empty_redis_url: str
) -> AsyncIterator[Town]:
    assert empty_redis_url
    made = Town(app, database, provider, prison)
    yield made
    for browser in made.browsers:
        await browser.aclose()
