"""Steps that several journeys take."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from core.partnership.demo import PARTNERS

PATIENCE = 60_000
"""Milliseconds to wait for work that the worker does."""


def follow(page: Page, name: str) -> None:
    """Click a link, or a link that looks like a button."""
    page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def own_row(page: Page) -> Locator:
    """Return the first row of an organisation of the demo: others may have been brought in before."""
    rows = page.locator("tbody tr")
    own = {partner.name for partner in PARTNERS}
    found = [
        place for place, words in enumerate(rows.all_inner_texts()) if any(name in words for name in own)
    ]
    assert found, f"nobody of the demo stands on {page.url}"
    return rows.nth(found[0])


def fill_day(page: Page, name: str, day: date) -> None:
    """Type a day into its three boxes."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}-{part}]").fill(str(value))


def step(page: Page, name: str) -> None:
    """Take a step with the case that is open, as of today."""
    follow(page, name)
    page.get_by_role("button", name="Record this step").click()


def upload(page: Page, kind: str, file: Path) -> None:
    """Choose a file to import, and have it read."""
    page.goto("/exi/imports/new")
    page.locator(f"input[name=importer][value={kind}]").check(force=True)
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Read this file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We read it like this")


def wait_for_work(page: Page, address: str, *, script: bool) -> None:
    """Wait until the progress page leads on; without a script, look again by hand as it says."""
    if script:
        done = page.locator("[data-gh-progress=done] a.govuk-button")
        if done.count():  # it was finished before the page was drawn, so there is nothing to look for
            done.first.click()
        page.wait_for_url(address, timeout=PATIENCE)
        return
    for _ in range(60):
        if page.get_by_role("link", name="Look again").count() == 0:
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()
    page.locator("a.govuk-button").first.click()
    page.wait_for_url(address)


def read_paper(page: Page, *, script: bool) -> str:
    """Wait for the report that was asked for, download its PDF, and read it."""
    wait_for_work(page, "**/files", script=script)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    document = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    return " ".join(sheet.extract_text() for sheet in document.pages)


def import_file(page: Page, kind: str, file: Path, *, script: bool) -> str:
    """Import a file whole; return the counts that were announced."""
    upload(page, kind, file)
    page.get_by_role("button", name="Show me what will happen").click()
    wait_for_work(page, "**/plan", script=script)
    announced = page.locator(".gh-lead").inner_text()
    page.get_by_role("button", name="Import these rows").click()
    wait_for_work(page, "**/plan", script=script)
    expect(page.get_by_role("heading", level=1)).to_have_text("What was imported")
    assert page.locator(".gh-lead").inner_text() == announced
    return announced
