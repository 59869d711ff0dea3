"""A whole Gatehouse as `make run` starts it, a real Chromium, and the personas of the demo."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from infra.embedded.personas import Persona
from infra.embedded.ports import free_port
from infra.setup.browser import ABSENT, find
from tests.infra.launched import Launched, survivors

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A browser in a test asks nobody but the server under test."""

Visit = Callable[..., Page]


def absent(message: str) -> None:
    """Leave a test out where its input is missing, but never in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="package")
def samples() -> Path:
    if not SAMPLES.is_dir():
        absent("The sample files are not beside this checkout.")
    return SAMPLES


@pytest.fixture(scope="package")
def gatehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """Run everything, with the demo loaded, for all journeys."""
    launched = Launched(tmp_path_factory.mktemp("gatehouse"), free_port())
    try:
        yield launched.wait_ready()
    finally:
        if launched.process.poll() is None:
            family = launched.family()
            launched.stop()
            for process in survivors(family):
                process.kill()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = find()
    if program is None:
        absent(ABSENT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def visit(gatehouse: Launched, browser: Browser) -> Iterator[Visit]:
    """Sign a persona in, in a window of their own; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(persona: Persona, *, script: bool = True, checked: bool = False) -> Page:
        context = browser.new_context(
            base_url=f"http://localhost:{gatehouse.port}",
            java_script_enabled=script,
            bypass_csp=checked,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if is_ours(message.text) else None)
        page.goto("/sign-in")
        page.get_by_role("button", name=persona.name).click()
        page.wait_for_url(f"http://localhost:{gatehouse.port}/**")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


def is_ours(text: str) -> bool:
    """Tell a page's own fault from the browser's note of an answer that the test asked for."""
    return "Failed to load resource" not in text
