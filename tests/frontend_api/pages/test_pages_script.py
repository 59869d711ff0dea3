"""The script in a real browser: it only adds comfort, and the strict policy lets it run."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from litestar import Litestar
from playwright.async_api import Page, Route, async_playwright, expect

from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.settings import Settings
from frontend_api.graphql.execution import Engine
from frontend_api.pages.assets import read_assets
from infra.setup.browser import find
from tests.frontend_api.conftest import PUBLIC_URL
from tests.frontend_api.pages.conftest import Reader, make_app

BUILT = read_assets()
pytestmark = [pytest.mark.journey]


@pytest.fixture(scope="module", autouse=True)
def _needs() -> None:
    """Leave out, with the reason, what this machine cannot run; in CI nothing is left out."""
    missing = "no browser is installed" if find() is None else ""
    missing = missing or ("" if "gatehouse.js" in BUILT.built else "the assets are not built")
    if missing:
        assert os.environ.get("CI") != "true", missing
        pytest.skip(missing)


@pytest_asyncio.fixture(scope="module")
async def app(
    settings: Settings, database: Database, registry: Registry, engine: Engine
) -> AsyncIterator[Litestar]:
    """The application with the files as they were built: this browser asks for them."""
    made = make_app(settings, database, registry, engine, BUILT)
    yield made
    await made.state.sign_in.close()


@pytest_asyncio.fixture
async def page(reader: Reader) -> AsyncIterator[Page]:
    """A browser whose every request is answered by the application itself, in this process."""

    async def answer(route: Route) -> None:
        asked = route.request
        given = await reader.browser.request(
            asked.method, asked.url, content=asked.post_data_buffer, headers=await asked.all_headers()
        )
        headers: dict[str, Any] = dict(given.headers)
        await route.fulfill(status=given.status_code, headers=headers, body=given.content)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        opened = await browser.new_page(base_url=PUBLIC_URL)
        await opened.route("**/*", answer)
        yield opened
        await browser.close()


def faults_of(page: Page) -> list[str]:
    """Gather what the browser complains about: script errors and what the policy refused."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    return faults


async def test_one_box_ticks_all_and_the_words_count(reader: Reader, partners: list[str], page: Page) -> None:
    faults = faults_of(page)
    await page.goto(reader.path("/probe/partners"))
    await page.get_by_label("Tick all on this page").check(force=True)
    assert await page.locator('input[name="row"]:checked').count() == 25
    await expect(page.locator("[data-gh-count]")).to_have_text("25 of 25 ticked")
    await page.get_by_label(f"Tick {partners[0]}").uncheck(force=True)
    await expect(page.locator("[data-gh-count]")).to_have_text("24 of 25 ticked")
    assert await page.locator("#gh-tick-all").evaluate("box => box.indeterminate")
    assert faults == []


async def test_progress_follows_by_itself_and_leads_on(reader: Reader, page: Page) -> None:
    faults = faults_of(page)
    await page.clock.install()
    await page.goto(reader.path("/probe/progress"))
    await expect(page.get_by_text("Look again")).to_have_count(0)
    await page.evaluate("history.replaceState(null, '', '?state=DONE')")
    await page.clock.fast_forward(3000)
    await page.wait_for_url("**/probe/download")
    assert await page.locator("h1").inner_text() == "Vetting position"
    assert faults == []


async def test_progress_that_failed_says_so_and_stays(reader: Reader, page: Page) -> None:
    await page.clock.install()
    await page.goto(reader.path("/probe/progress"))
    await page.evaluate("history.replaceState(null, '', '?state=FAILED')")
    await page.clock.fast_forward(3000)
    await expect(page.locator(".govuk-warning-text")).to_be_visible()
    assert await page.locator("progress").count() == 0


async def test_page_with_all_it_needs_stays_below_200_kb(reader: Reader, partners: list[str]) -> None:
    assert partners
    asked = [reader.path("/probe/partners?per=50"), *map(BUILT.address, ("gatehouse.css", "gatehouse.js"))]
    sent = 0
    for path in asked:
        async with reader.browser.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.headers["content-encoding"] == "gzip"
            sent += sum([len(piece) async for piece in answer.aiter_raw()])
    assert sent < 200_000


@pytest.mark.parametrize("width", [1280, 640, 320])
async def test_nothing_scrolls_sideways(reader: Reader, partners: list[str], page: Page, width: int) -> None:
    assert partners
    await page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/probe/partners?name=partner", "/probe/every", "/probe/progress"):
        await page.goto(reader.path(path))
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
