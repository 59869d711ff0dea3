"""Somebody who left asks to be erased: kept on hold they stay; released they go, and nothing finds them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from infra.embedded.personas import COORDINATOR, DATA_PROTECTION
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

FIRST_NAME, SURNAME, FILE = "Wilhelmina", "Thackeray", "DPO-2026-031"


def gone_for_a_year(desk: Page) -> str:
    """Write down somebody who left 400 days ago, and return the address of their page."""
    desk.goto("/exi/people/add")
    desk.get_by_label("First name").fill(FIRST_NAME)
    desk.get_by_label("Surname").fill(SURNAME)
    desk.locator("input[name=kind][value=VOLUNTEER]").check(force=True)
    desk.get_by_role("button", name="Add this person").click()
    own = desk.url
    follow(desk, "Record that they have left")
    fill_day(desk, "on", today() - timedelta(days=400))
    desk.locator("input[name=returned][value=yes]").check(force=True)
    desk.get_by_role("button", name="Record that they have left").click()
    expect(desk.locator("main")).to_contain_text("has left")
    return own


def found(page: Page) -> int:
    page.goto(f"/exi/search?q={SURNAME}")
    return page.locator("main a", has_text=SURNAME).count()


def gone(records: Page) -> str:
    """Return what the page of people says went because somebody asked; empty before anything did."""
    records.goto("/exi/retention/core.person")
    asked = records.locator("tr", has_text="Somebody asked to be erased")
    return asked.first.inner_text() if asked.count() else ""


def test_somebody_on_hold_stays_and_once_released_leaves_no_trace(visit: Visit) -> None:
    desk, records = visit(COORDINATOR, script=False), visit(DATA_PROTECTION, checked=True)
    own = gone_for_a_year(desk)
    assert found(desk) == 1
    before = gone(records)

    records.goto(f"/exi/people?status=LEFT&name={SURNAME}")
    records.locator("tbody a", has_text=SURNAME).click()
    follow(records, "What is held about them")
    assert wrong_on_a_telephone(records) == []
    held = records.url
    follow(records, "Keep on hold")
    records.locator("input[name=reason]").first.check(force=True)
    records.get_by_label("Reference of the file that says more").fill(FILE)
    fill_day(records, "review_on", today() + timedelta(days=90))
    records.get_by_role("button", name="Keep on hold").click()
    expect(records.locator("main")).to_contain_text("It is kept on hold from now on.")
    records.goto(f"{held}/erase")
    records.get_by_role("button", name="Erase for good").click()
    expect(records.get_by_role("alert")).to_contain_text("Data protection has to lift the hold first.")

    desk.goto(held)
    expect(desk.locator("main")).to_contain_text("Kept on hold")
    expect(desk.locator("main")).not_to_contain_text(FILE)

    records.goto(held)
    follow(records, "Lift it")
    records.get_by_role("button", name="Lift the hold").click()
    follow(records, "Erase what may go")
    expect(records.locator("main")).to_contain_text("cannot be had back")
    assert wrong_on_a_telephone(records) == []
    records.get_by_role("button", name="Erase for good").click()
    expect(records.get_by_role("alert")).to_contain_text("erased.")

    after = gone(records)
    assert after != before
    assert SURNAME not in records.locator("main").inner_text()
    for page in (desk, records):
        assert found(page) == 0
        answer = page.goto(own)
        assert answer is not None
        assert answer.status == 404
