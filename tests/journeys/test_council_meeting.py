"""A council's meeting in a real browser: an agenda, who was there, what came of it, and what goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from core.clock import today
from core.pages.dates import long_date
from infra.embedded.personas import COUNCIL_FACILITATOR, GOVERNOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
MEETINGS = "/exi/council/meetings"
OPEN, DECIDED = "Yard times in winter", "Tea in the visits hall"
ACTION = "Ask each wing which hour suits it."


def point(page: Page, title: str) -> Locator:
    """Return the row of a point on the agenda."""
    return page.locator("main table tr", has_text=title).first


def call_meeting(page: Page) -> str:
    """Call a meeting for today, and put two points on its agenda; return its address."""
    page.goto(MEETINGS)
    follow(page, "Call another meeting")
    fill_day(page, "on", today())
    for name, value in (("starts_at", "9:5"), ("ends_at", "10:00"), ("place", "Chapel")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.locator("main")).to_contain_text("Enter a time such as 09:30 or 14:00.")
    page.locator("[name=starts_at]").fill("9am")
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.locator("main")).to_contain_text("The meeting is planned.")
    for title in (OPEN, DECIDED):
        follow(page, "Add a point")
        page.get_by_label("What is the point?").fill(title)
        page.get_by_role("button", name="Add the point").click()
        expect(page.locator("main")).to_contain_text("It stands on the agenda.")
    point(page, DECIDED).get_by_role("button", name="Up").click()
    expect(page.locator("main")).to_contain_text("It is point")
    return page.url


def record_outcome(page: Page, title: str, kind: str, words: str) -> None:
    """Write down what came of a point; for an action who does it by when."""
    point(page, title).get_by_role("link", name="Record what came of it").click()
    page.get_by_label(kind, exact=True).check()
    page.locator("[name=words]").fill(words)
    if kind == "Action":
        page.locator("[name=owner]").select_option(label="Facilitator")
        fill_day(page, "due_on", today() + timedelta(days=7))
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("main")).to_contain_text("It is recorded.")


def test_facilitator_runs_a_meeting_and_what_is_open_goes_on(visit: Visit) -> None:
    facilitator = visit(COUNCIL_FACILITATOR, checked=True)
    address = call_meeting(facilitator)
    assert wrong_on_a_telephone(facilitator) == []

    follow(facilitator, "Record who was there")
    for there in facilitator.locator("input[type=radio][value=PRESENT]").all():
        there.check(force=True)
    facilitator.get_by_role("button", name="Record it").click()
    expect(facilitator.locator("main")).to_contain_text("may decide.")
    record_outcome(facilitator, DECIDED, "Decision", "Tea is asked for at every visit.")
    record_outcome(facilitator, OPEN, "Action", ACTION)
    point(facilitator, DECIDED).get_by_role("button", name="Close").click()
    assert wrong_on_a_telephone(facilitator) == []
    follow(facilitator, "The meeting is over")
    facilitator.get_by_role("button", name="The meeting is over").click()
    expect(facilitator.locator("main")).to_contain_text("It was held.")
    expect(facilitator.locator("main")).to_contain_text("goes on at the next meeting")

    facilitator.goto(MEETINGS)
    facilitator.locator("tbody a").first.click()
    agenda = facilitator.locator("main table").first
    expect(agenda).to_contain_text(OPEN)
    expect(agenda).to_contain_text(f"from the meeting of {long_date(today())}")
    expect(agenda).not_to_contain_text(DECIDED)

    governor = visit(GOVERNOR, script=False)
    governor.goto(address)
    expect(governor.locator("main")).to_contain_text("Tea is asked for at every visit.")
    expect(governor.get_by_role("link", name="Record who was there")).to_have_count(0)

    facilitator.goto("/exi/council/actions?show=open")
    follow(facilitator, ACTION)
    follow(facilitator, "It is done")
    facilitator.get_by_role("button", name="It is done").click()
    expect(facilitator.locator("main")).to_contain_text("Nobody is reminded of it any more.")
    facilitator.goto("/exi/council/actions?show=open")
    expect(facilitator.locator("main")).not_to_contain_text(ACTION)
