"""The governor's desk in a real browser: what waits is found, decided, and holds at the gate."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from infra.embedded.personas import COORDINATOR, GOVERNOR, SECURITY_VETTING
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow, own_row, step
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def send_to_governor(page: Page) -> tuple[str, str]:
    """Assess a case that waits for a decision, and hand it up; return its address and whose it is."""
    page.goto("/exi/vetting?stage=DECISION_PENDING&per=100")
    own_row(page).locator("a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    step(page, "Start the lived experience assessment")
    step(page, "Send to the governor")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    return page.url, name


def test_governor_finds_what_waits_decides_it_and_the_desk_goes_on(visit: Visit) -> None:
    case, name = send_to_governor(visit(SECURITY_VETTING, script=False))

    governor = visit(GOVERNOR, checked=True)
    governor.goto("/exi/")
    turn = governor.locator("tr", has_text=name)
    expect(turn).to_contain_text("With the governor")
    expect(turn).to_contain_text("You")
    follow(governor, "Vetting")
    follow(governor, "Assessments")
    expect(governor.locator("main")).to_contain_text("1 case waits for the governor.")
    assert wrong_on_a_telephone(governor) == []
    governor.get_by_role("link", name=name).click()
    expect(governor.locator("main")).to_contain_text("Whose turn: You")
    assert wrong_on_a_telephone(governor) == []
    follow(governor, "Approve")
    assert governor.locator("textarea").count() == 0
    governor.get_by_role("button", name="Record this step").click()
    assert governor.title().startswith("Error: ")
    assert wrong_on_a_telephone(governor) == []
    governor.get_by_label("Level of clearance").select_option(label="Enhanced Level 2")
    governor.get_by_label("Reference of the decision").fill("EXI-2026-204")
    governor.get_by_role("button", name="Record this step").click()
    expect(governor.locator("main")).to_contain_text(f"Done: Approve, for {name}.")
    governor.goto("/exi/")
    expect(governor.locator("tr", has_text=name)).to_have_count(0)

    desk = visit(COORDINATOR, script=False)
    desk.goto(case)
    expect(desk.locator(".gh-record-head")).to_contain_text("Cleared")
    assert "ssessment" not in desk.locator("main").inner_text()
    assert "overnor" not in desk.locator("main").inner_text()


def test_governor_puts_a_notice_up_and_it_holds_for_everybody_who_comes(visit: Visit) -> None:
    governor, words = visit(GOVERNOR, script=False), "The chapel stays shut after the flood."
    governor.goto("/exi/rota")
    governor.get_by_role("link", name="Gate", exact=True).click()
    follow(governor, "Notices")
    follow(governor, "Put up a notice")
    governor.get_by_label("To be aware of").check()
    governor.get_by_label("What does everybody have to know?").fill(words)
    fill_day(governor, "first_on", today())
    fill_day(governor, "last_on", today())
    governor.get_by_role("button", name="Put it up").click()
    expect(governor.locator("main")).to_contain_text(words)

    desk = visit(COORDINATOR, checked=True)
    desk.goto("/exi/people")
    desk.locator("tbody a").first.click()
    follow(desk, "Can they come in?")
    expect(desk.locator("main")).to_contain_text(f"To be aware of: {words}")
    desk.goto("/exi/rota/notices")
    assert wrong_on_a_telephone(desk) == []
    desk.locator("tr", has_text=words).get_by_role("link", name="Take it down").click()
    desk.locator("main form button").first.click()
    expect(desk.locator("table")).not_to_contain_text(words)


def test_governor_cannot_do_the_desks_own_work(visit: Visit) -> None:
    governor = visit(GOVERNOR, script=False)
    governor.goto("/exi/vetting?stage=DOCUMENTS_VERIFIED")
    governor.locator("tbody a").first.click()
    expect(governor.get_by_role("button", name="Send to vetting team")).to_have_count(0)
    refused = governor.goto(f"{governor.url}/send_to_vetting_team")
    assert refused is not None
    assert refused.status == 403
    expect(governor.locator("main")).to_contain_text("it is for: Co-ordinator")
