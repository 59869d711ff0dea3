"""An application with pages of every kind, and a co-ordinator who has signed in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar
from litestar.datastructures import State
from pydantic import SecretStr

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.plugins.contribution import Contribution
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.prisons.names import spoken_name
from core.settings import Settings
from core.testkit import make_partner
from core.testkit import viewer as make_viewer
from frontend_api.downloads import download, own_copy, rows_to_put_right
from frontend_api.entrance import Entrance
from frontend_api.graphql.execution import Engine
from frontend_api.observation import observe
from frontend_api.pages.assets import Assets
from frontend_api.pages.desk import make_desk
from frontend_api.pages.plugin import Pages
from tests.frontend_api.conftest import Browser, Person, make_person, make_settings
from tests.frontend_api.hostile_provider import HostileProvider, running_provider
from tests.frontend_api.pages.probe import PROBE
from tests.frontend_api.pages.reading import Page

ASSETS = Assets({"gatehouse.css": "gatehouse-1.css", "gatehouse.js": "gatehouse-1.js"})
"""Names as the build gives them; no browser asks for the files."""


@pytest.fixture(scope="package")
def provider() -> Iterator[HostileProvider]:
    """One provider for all these tests: none of them is about signing in."""
    with running_provider() as running:
        yield running


@pytest.fixture(scope="package")
def settings(provider: HostileProvider, redis_url: str) -> Settings:
    return make_settings(oidc_issuer=provider.issuer, redis_url=SecretStr(redis_url))


@pytest_asyncio.fixture
async def person(database: Database, provider: HostileProvider, empty_redis_url: str) -> Person:
    """Somebody new in each test, whom the provider now means. An empty Redis has no sign-in to count."""
    assert empty_redis_url
    subject = str(uuid7())
    provider.spoil = lambda answer: answer.claims.update(sub=subject)
    return await make_person(database, provider.issuer, subject)


@pytest_asyncio.fixture(scope="package")
async def app(
    settings: Settings, database: Database, registry: Registry, engine: Engine
) -> AsyncIterator[Litestar]:
    """One application for all these tests: making one takes longer than most of them."""
    made = make_app(settings, database, registry, engine, ASSETS)
    yield made
    # Not its lifespan: a fixture enters and leaves in different tasks, which anyio forbids.
    await made.state.sign_in.close()


def make_app(
    settings: Settings,
    database: Database,
    registry: Registry,
    engine: Engine,
    assets: Assets,
    beside: Sequence[Contribution] = (PROBE,),
) -> Litestar:
    """Make the real entrance, the real API and the pages of other modules beside those of the house."""
    whole = Registry((*registry.contributions, *beside))
    desk = make_desk(whole.contributions, engine=engine, settings=settings, assets=assets)
    made = Litestar(
        route_handlers=[download, rows_to_put_right, own_copy],
        plugins=[Entrance(settings, database, whole), Pages(desk)],
        state=State({"files": engine.files}),
        openapi_config=None,
        logging_config=None,
    )
    observe(made)
    return made


@dataclass
class Reader:
    """Somebody at the desk: opens pages of one prison and sends their forms."""

    browser: Browser
    prison: Prison

    @property
    def called(self) -> str:
        """The prison's name as pages say it."""
        return spoken_name(self.prison.name)

    def path(self, path: str) -> str:
        return f"/{self.prison.code.lower()}{path}"

    async def open(self, path: str, status: int = 200) -> Page:
        answer = await self.browser.get(self.path(path))
        assert answer.status_code == status, f"{answer.status_code} {answer.text[:2000]}"
        return Page(answer.text)

    async def send(self, path: str, page: Page, files: Any = None, **answers: Any) -> httpx.Response:
        """Send a form with the token of the page it stands on."""
        data = {"csrf_token": page.token, **answers}
        return await self.browser.post(self.path(path), data=data, files=files)

    async def follow(self, answer: httpx.Response) -> Page:
        assert answer.status_code == 303, f"{answer.status_code} {answer.text[:2000]}"
        shown = await self.browser.get(answer.headers["location"])
        assert shown.status_code == 200, shown.text
        return Page(shown.text)


@pytest_asyncio.fixture
async def reader(browser: Browser, person: Person, prison: Prison) -> Reader:
    """The prison's co-ordinator, signed in."""
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    return Reader(browser, prison)


@pytest_asyncio.fixture
async def partners(database: Database, prison: Prison, registry: Registry) -> list[str]:
    """Thirty partners of the prison, by name in order."""
    by: Viewer = make_viewer(registry, prison, Role.COORDINATOR)
    names = [f"Partner {number:02d}" for number in range(1, 31)]
    for name in names:
        await make_partner(database, by, name)
    return names
