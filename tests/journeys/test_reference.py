"""A reference: asked for at the desk, given on a phone without an account, seen on the case, and over."""

from __future__ import annotations

from playwright.sync_api import Browser, ViewportSize, expect

from infra.embedded.personas import COORDINATOR
from tests.infra.launched import Launched
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow

PHONE = ViewportSize(width=360, height=740)
CHOSEN = ("FROM_3_TO_5_YEARS", "COLLEAGUE", "YES", "UNSURE")


def test_referee_answers_on_a_phone_and_the_link_is_over(
    visit: Visit, browser: Browser, gatehouse: Launched
) -> None:
    desk = visit(COORDINATOR)
    desk.goto("/exi/vetting?stage=IN_CHECKS")
    desk.locator("tbody tr a").first.click()
    case = desk.url
    follow(desk, "Ask for a reference")
    desk.fill("#name", "Frances Hollow")
    for name, value in (("relation", "COLLEAGUE"), ("road", "HAND")):
        desk.locator(f"input[name={name}][value={value}]").check(force=True)
    desk.get_by_role("button", name="Ask for the reference").click()
    link = desk.locator("input[value*='/links/vetting.reference/']").input_value()

    phone = browser.new_context(base_url=f"http://localhost:{gatehouse.port}", viewport=PHONE)
    page = phone.new_page()
    page.goto("/exi/links/" + link.partition("/links/")[2])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for name, value in zip(("known_for", "knows_as", "reliable", "suitable"), CHOSEN, strict=True):
        page.locator(f"input[name={name}][value={value}]").check(force=True)
    page.locator("main button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.locator("main button[name=step][value=send]").or_(
        page.get_by_role("button", name="Send")
    ).first.click()
    expect(page.get_by_text("Thank you for your answer")).to_be_visible()
    page.goto("/exi/links/" + link.partition("/links/")[2])
    expect(page.get_by_text("This link does not work any more")).to_be_visible()
    phone.close()

    desk.goto(case)
    row = desk.locator("tr", has_text="Frances Hollow").last
    expect(row).to_contain_text("Given")
    expect(row).to_contain_text("3 to 5 years")
