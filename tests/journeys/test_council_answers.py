"""The council waits for an answer: the governor is late, is chased, answers, and nobody is told any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from infra.embedded.personas import COORDINATOR, GOVERNOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

IDEA = "Mend the two broken sewing machines in the textile workshop."
PROBLEM = "Half of the learners watch while the others sew."
WHY = "The contract for repairs ends in spring."


def table_long_ago(page: Page, day: date, *, problem: str = PROBLEM, idea: str = IDEA) -> str:
    """Write a proposal down that was tabled long ago; return its address."""
    page.goto("/exi/council/proposals/add")
    page.locator("input[name=council]").first.check(force=True)
    page.locator("select[name=theme]").select_option("TRAINING_EDUCATION")
    page.locator("[name=problem]").fill(problem)
    page.locator("[name=idea]").fill(idea)
    fill_day(page, "on", day)
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("main")).to_contain_text(idea)
    address = page.url
    follow(page, "Record what the council does")
    page.locator("input[name=status][value=TABLED]").check(force=True)
    fill_day(page, "on", day)
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("main")).to_contain_text("An answer was due on")
    return address


def test_governor_answers_late_and_is_told_no_more(visit: Visit) -> None:
    desk = visit(COORDINATOR, script=False)
    address = table_long_ago(desk, today() - timedelta(days=70))
    expect(desk.locator("main")).to_contain_text("The governor")

    governor = visit(GOVERNOR, checked=True)
    governor.goto("/exi/")
    owed = governor.locator("tr", has_text=IDEA)
    expect(owed).to_contain_text("You")
    owed.get_by_role("link").first.click()
    assert wrong_on_a_telephone(governor) == []
    follow(governor, "Say who owes the answer")
    governor.locator("input[name=myself]").check(force=True)
    governor.get_by_role("button", name="Give it to them").click()
    expect(governor.locator("main")).to_contain_text("The governor: somebody took it on")

    follow(governor, "Record what the prison says")
    governor.locator("input[name=status][value=NOT_ACCEPTED]").check(force=True)
    governor.get_by_role("button", name="Record it").click()
    assert governor.title().startswith("Error: ")
    expect(governor.locator("main")).to_contain_text("Say why in a sentence: the council reads it.")
    assert wrong_on_a_telephone(governor) == []
    governor.locator("[name=reason]").fill(WHY)
    governor.get_by_role("button", name="Record it").click()
    expect(governor.locator("main")).to_contain_text("Recorded: Not accepted.")
    governor.goto("/exi/")
    expect(governor.locator("tr", has_text=IDEA)).to_have_count(0)

    # Who asks again is shown what was answered, before anything is written.
    desk.goto("/exi/council/proposals/add")
    desk.locator("input[name=council]").first.check(force=True)
    desk.locator("select[name=theme]").select_option("TRAINING_EDUCATION")
    desk.locator("[name=problem]").fill("The sewing machines are broken.")
    desk.locator("[name=idea]").fill(IDEA)
    desk.get_by_role("button", name="Write it down").click()
    assert desk.title().startswith("Error: ")
    expect(desk.locator("main")).to_contain_text(WHY)
    expect(desk.locator("[name=idea]")).to_have_value(IDEA)
    desk.goto(address)
    expect(desk.locator("main")).to_contain_text(WHY)
