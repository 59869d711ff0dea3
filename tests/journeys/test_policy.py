"""The vetting policy in a real browser: drafted, changed, looked at for whom it blocks, put in force."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.clock import today
from infra.embedded.personas import COORDINATOR, GOVERNOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_accessibility import complaints, sideways

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
PARTS = ("details", "levels/HMPPS_EL2", "training", "roles", "clock", "documents", "kinds", "notice", "gate")


def test_policy_is_drafted_shown_whom_it_blocks_and_put_in_force_by_another(visit: Visit) -> None:
    page = visit(COORDINATOR, checked=True)
    page.goto("/exi/vetting")
    follow(page, "Policy")
    follow(page, "Policy of 1 April 2026")
    follow(page, "Draft another from this")
    page.get_by_label("What is it called?").fill("Exeter policy")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exeter policy")
    draft = page.url.rstrip("/")
    for part in PARTS:
        page.goto(f"{draft}/change/{part}")
        assert complaints(page) == []
        if part == "gate":
            page.locator("[name='vetting.training'][value=BLOCKS]").check()
        page.get_by_role("button", name="Save this draft").click()
        expect(page.locator("main")).to_contain_text("The draft was changed.")
    follow(page, "Whom this would block")
    expect(page.locator("main")).to_contain_text("No longer let in")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert complaints(page) + sideways(page) == []
    governor = visit(GOVERNOR, script=False)
    governor.goto(f"{draft}/put-in-force")
    fill_day(governor, "on", today() + timedelta(days=30))
    governor.get_by_label("I have looked at whom it would block").check()
    governor.get_by_role("button", name="Put in force").click()
    expect(governor.locator("main")).to_contain_text("It is in force from")
    follow(governor, "Take back to a draft")  # the journeys after this one go by the policy as it was
    expect(governor.locator("main")).to_contain_text("It is a draft again.")
