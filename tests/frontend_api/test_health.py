"""What the platform is told, with each part really taken away in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from litestar import Litestar
from pydantic import SecretStr

from core.accounts.roles import Role
from core.database.unit_of_work import Database, engine_for
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from infra.database_roles import DatabaseUrls
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.probes import make_app
from tests.frontend_api.test_tokens import access_token, ask

NOWHERE = "redis://127.0.0.1:1/0"


@asynccontextmanager
async def browsing(app: Litestar, provider: HostileProvider) -> AsyncIterator[Browser]:
    async with Browser(app, provider) as browser:
        yield browser
    await app.state.sign_in.close()


async def readiness(browser: Browser) -> tuple[int, dict[str, Any]]:
    response = await browser.get("/health/readiness")
    return response.status_code, response.json()


async def test_alive_is_said_without_asking_anything(browser: Browser) -> None:
    assert (await browser.get("/health/liveness")).json() == {"status": "UP"}
    assert (await browser.get("/ping")).text == "pong"


async def test_info_names_version_and_commit(browser: Browser, settings: Settings) -> None:
    build = (await browser.get("/info")).json()["build"]
    assert build["name"] == "gatehouse"
    assert build["version"][0].isdigit()
    assert build["commit"] == settings.commit


async def test_ready_with_every_part_measured(browser: Browser) -> None:
    status, said = await readiness(browser)
    assert status == 200
    assert said["components"]["database"] == {"status": "UP"}
    assert said["components"]["redis"] == {"status": "UP"}
    assert said["components"]["plugins"] == {"status": "UP", "quarantined": []}
    queue = said["components"]["queue"]
    assert queue["oldestSeconds"] >= 0
    # No worker runs beside this test, and that is said without taking the pages away.
    assert (queue["workers"], queue["status"], said["status"]) == (0, "DEGRADED", "DEGRADED")


async def test_not_ready_without_the_database(
    settings: Settings, registry: Registry, provider: HostileProvider
) -> None:
    nowhere = Database(engine_for("postgresql://gatehouse_app:x@127.0.0.1:1/gatehouse"))
    async with browsing(make_app(settings, nowhere, registry), provider) as browser:
        status, said = await readiness(browser)
        assert (status, said["status"]) == (503, "DOWN")
        assert said["components"]["database"] == {"status": "DOWN"}
        assert (await browser.get("/health/liveness")).status_code == 200
    await nowhere.close()


@pytest.mark.parametrize("role", ["superuser"])
async def test_not_ready_as_a_role_that_row_level_security_does_not_bind(
    settings: Settings, registry: Registry, provider: HostileProvider, database_urls: DatabaseUrls, role: str
) -> None:
    unbound = Database(engine_for(getattr(database_urls, role)))
    async with browsing(make_app(settings, unbound, registry), provider) as browser:
        status, said = await readiness(browser)
        assert (status, said["status"]) == (503, "DOWN")
        assert said["components"]["database"]["reason"] == "the role bypasses row-level security"
    await unbound.close()


async def test_degraded_without_redis_and_tokens_still_work(
    settings: Settings,
    database: Database,
    registry: Registry,
    provider: HostileProvider,
    person: Person,
    prison: Prison,
) -> None:
    await person.join(prison, Role.COORDINATOR)
    app = make_app(settings.model_copy(update={"redis_url": SecretStr(NOWHERE)}), database, registry)
    async with browsing(app, provider) as browser:
        status, said = await readiness(browser)
        assert (status, said["status"], said["components"]["redis"]["status"]) == (
            200,
            "DEGRADED",
            "DEGRADED",
        )
        assert (await ask(browser, prison, f"Bearer {access_token(provider)}")).status_code == 200
        assert (await browser.get("/public")).status_code == 200
        assert (await browser.get("/style.css")).status_code == 200
        browser.headers["Cookie"] = "gatehouse=" + "A" * 43
        page = await browser.get(f"/{prison.code.lower()}/who")
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "30"
        assert "keeps you signed in is not answering" in page.text
        form = await browser.post(f"/{prison.code.lower()}/form", data={"csrf_token": "x"})
        assert form.status_code == 503, "a form is neither accepted unchecked nor called a forgery"
        assert (await browser.get("/public")).status_code == 200
        assert (await browser.get("/sign-in")).status_code == 503
        assert "set-cookie" not in page.headers, "the session may well be there when Redis is back"


async def test_quarantined_plugin_is_named_and_its_error_kept_back(
    settings: Settings, database: Database, registry: Registry, provider: HostileProvider
) -> None:
    broken = replace(registry, quarantined={"weather": "ValueError: key=secret-123"})
    async with browsing(make_app(settings, database, broken), provider) as browser:
        status, said = await readiness(browser)
        assert (status, said["status"]) == (200, "DEGRADED")
        assert said["components"]["plugins"] == {"status": "DEGRADED", "quarantined": ["weather"]}
        assert "secret-123" not in str(said)


async def test_session_survives_an_outage_of_redis(
    make_browser: Callable[[], Browser], app: Litestar, person: Person, prison: Prison
) -> None:
    """A command that fails must not end the session; when Redis answers again, so does the page."""
    await person.join(prison, Role.COORDINATOR)
    browser = make_browser()
    await browser.sign_in()
    path = f"/{prison.code.lower()}/who"
    assert (await browser.get(path)).status_code == 200
    pool = app.state.sign_in.redis.connection_pool
    await pool.disconnect()
    port, pool.connection_kwargs["port"] = pool.connection_kwargs["port"], 1
    pool.reset()
    assert (await browser.get(path)).status_code == 503
    pool.connection_kwargs["port"] = port
    pool.reset()
    assert (await browser.get(path)).status_code == 200
