"""From a planned session to a person who may come in alone: booked past its places, printed, keyed."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from infra.embedded.personas import COORDINATOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow, own_row, read_paper


def record_training(page: Page, person: str, kind: str) -> None:
    page.goto(f"{person}/training/add")
    page.select_option("#type", kind)
    page.locator("input[name=status][value=COMPLETED]").check(force=True)
    fill_day(page, "on", date.today())  # noqa: DTZ011 -- the day as the browser's person knows it
    page.get_by_role("button", name="Record this training").click()


@pytest.mark.parametrize("script", [True, False])
def test_sheet_that_is_typed_back_opens_the_gate(visit: Visit, *, script: bool) -> None:
    page = visit(COORDINATOR, script=script)
    page.goto("/exi/training/courses/add")
    page.fill("#title", f"SASH and ACCT {script}")
    page.select_option("#type", "SASH_ACCT")
    page.get_by_role("button", name="Add the course").click()
    follow(page, "Plan a session")
    fill_day(page, "held_on", date.today())  # noqa: DTZ011 -- as above
    page.fill("#starts", "0930")
    page.fill("#ends", "12.30")
    page.fill("#place", "Training room")
    page.fill("#places", "2")
    page.get_by_role("button", name="Plan the session").click()
    session = page.url
    person, name = book_past_the_places(page, session, others=0 if script else 4)

    page.goto(person)
    record_training(page, person, "SECURITY_INDUCTION")
    page.goto(f"{person}/coming-in")
    expect(page.locator(".gh-record-head__state")).to_have_text("Yes, escorted")
    page.goto(f"{session}/sheet")
    expect(page.locator(".gh-sheet tbody tr")).to_have_count(2 + 4)
    printed = page.locator(".gh-sheet tbody tr").nth(0).locator("th, td").all_inner_texts()

    page.get_by_role("button", name="Make the PDF to print").click()
    said = read_paper(page, script=script)
    assert said.index(printed[0]) < said.index(printed[1]) < said.index("Walk-in 1")
    page.goto(f"{session}/attendance")
    rows = page.locator("input[name^=mark_]")
    expect(rows).to_have_count(2)
    labels = page.locator("label[for^=mark_]").all_inner_texts()
    assert labels[0].startswith(f"{printed[0]} · {printed[1]}")
    for place, label in enumerate(labels):
        rows.nth(place).fill("a" if name in label else "n")
    if script:
        rows.nth(0).press("Enter")
        expect(rows.nth(1)).to_be_focused()
    page.get_by_role("button", name="Record this sheet").click()
    expect(page.get_by_text("The sheet is typed in: 1 attended, 1 did not.")).to_be_visible()
    page.goto(f"{person}/coming-in")
    expect(page.locator(".gh-record-head__state")).to_have_text("Yes")


def book_past_the_places(page: Page, session: str, *, others: int) -> tuple[str, str]:
    """Book three people into two places; return the page and the name of one who is cleared and booked.

    `others` says from which place in the list the other two are: nobody is booked twice on one day.
    """
    page.goto("/exi/training/needs?type=SASH_ACCT&cleared=yes&booked=no&per=100")
    link = own_row(page).locator("a").first
    person, name = str(link.get_attribute("href")), link.inner_text()
    page.goto(f"{person}/training/book")
    page.locator(f"input[value='{session.rpartition('/')[2]}']").check(force=True)
    page.get_by_role("button", name="Book this place").click()
    page.goto(f"{session}/book")
    for place in range(2):
        page.locator("input[name=people]").nth(others + place).check(force=True)
    page.get_by_role("button", name="Book these people").click()
    expect(page.get_by_text("1 person booked. 1 person waits for a place.")).to_be_visible()
    return person, name
