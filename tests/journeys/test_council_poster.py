"""An issue of "You said, we did" in a real browser: written, approved, published, printed, read by all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.embedded.personas import COUNCIL_FACILITATOR, GOVERNOR
from tests.infra.launched import Launched
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow, read_paper
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
SAID = "Tell us where we can get our first letter."
DONE = "Probation decides that. We have asked them."
BULLETINS = "/exi/council/bulletins"


def write_the_issue(page: Page) -> str:
    """Open the issue that is begun, say its answer shortly, and ask the prison; return its address."""
    page.goto(BULLETINS)
    page.get_by_role("link", name="Issue 2").click()
    address = page.url
    follow(page, "Change")
    page.locator("textarea[name=you_said]").fill(SAID)
    page.locator("textarea[name=we_did]").fill("Ask A1234BC about it.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("main")).to_contain_text("waits for a decision")
    page.get_by_role("button", name="It is right: ask the prison").click()
    expect(page.locator("main")).to_contain_text("It stays a draft")
    page.goto(address)
    follow(page, "Change")
    page.locator("textarea[name=we_did]").fill(DONE)
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("button", name="It is right: ask the prison").click()
    expect(page.locator("main")).to_contain_text("The governor or senior lead is asked")
    return address


def test_issue_is_told_on_paper_and_to_everybody(visit: Visit, gatehouse: Launched, browser: Browser) -> None:
    facilitator = visit(COUNCIL_FACILITATOR, checked=True)
    address = write_the_issue(facilitator)
    assert wrong_on_a_telephone(facilitator) == []

    governor = visit(GOVERNOR)
    governor.goto(address)
    governor.get_by_role("button", name="Approve it for the prison").click()
    expect(governor.locator("main")).to_contain_text("It is approved")

    facilitator.goto(address)
    follow(facilitator, "Publish it")
    facilitator.get_by_role("button", name="Publish it").click()
    expect(facilitator.locator("main")).to_contain_text("It is published")
    follow(facilitator, "Print it")
    facilitator.get_by_role("button", name="Print it").click()
    paper = " ".join(read_paper(facilitator, script=True).split())
    assert SAID in paper
    assert DONE in paper

    stranger = browser.new_context(bypass_csp=True).new_page()
    stranger.goto(f"http://localhost:{gatehouse.port}/exi/public/council")
    expect(stranger.locator("main")).to_contain_text(SAID)
    assert wrong_on_a_telephone(stranger) == []
    facilitator.goto(address)
    follow(facilitator, "Take it back")
    facilitator.get_by_label("It was published by mistake").check()
    facilitator.get_by_role("button", name="Take it back").click()
    stranger.reload()
    expect(stranger.locator("main")).not_to_contain_text(SAID)
    stranger.context.close()
