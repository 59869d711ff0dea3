"""The gate's morning in a real browser: the list made, printed, signed, and typed back by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from infra.embedded.personas import COORDINATOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow, read_paper
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
PEOPLE = ("Ada Lindqvist", "Cerys Brock", "Esme Dunmore")


def plan_today(page: Page) -> None:
    """Plan a session today, with three people who come to it."""
    page.goto("/exi/rota/services")
    follow(page, "Wing mentoring")
    follow(page, "Plan one session")
    fill_day(page, "held_on", today())
    page.get_by_label("Starts at").fill("21:00")
    page.get_by_label("Ends at").fill("23:00")
    page.get_by_label("Place", exact=True).fill("Gymnasium")
    page.get_by_role("button", name="Plan this session").click()
    for name in PEOPLE:
        follow(page, "Add somebody")
        label = page.locator("select[name=person] option", has_text=name).inner_text()
        page.locator("select[name=person]").select_option(label=label)
        page.locator("main form button").last.click()
        expect(page.locator("table").first).to_contain_text(name)


def paper(page: Page, link: str) -> str:
    """Open one of the day's papers without a script, and read it as the gate does."""
    page.goto("/exi/gate")
    follow(page, link)
    return read_paper(page, script=False)


def type_back(page: Page, typed: dict[str, str]) -> None:
    """Type the sheet with the keyboard alone, box after box as Tab goes; Enter sends it.

    Somebody who comes in the morning too, as on some weekdays, stands there twice: theirs is the later row.
    """
    boxes = page.locator("main tbody input[name$='-in']")
    labels = [box.get_attribute("aria-label") or "" for box in boxes.all()]
    rows = {max(row for row, label in enumerate(labels) if name in label): typed[name] for name in typed}
    boxes.first.focus()
    for row in range(boxes.count()):
        if row:
            page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("aria-label") == labels[row]
        page.keyboard.type(rows.get(row, ""))
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_gates_day_is_made_printed_signed_and_typed_back(visit: Visit) -> None:
    page = visit(COORDINATOR, checked=True)
    plan_today(page)
    page.goto("/exi/gate")
    assert wrong_on_a_telephone(page) == []
    page.get_by_role("button", name=re.compile("Make the list")).click()
    expect(page.locator("main")).to_contain_text("The list is made:")
    page.get_by_role("button", name="Print the list and the sheet").click()
    page.goto(f"/exi/gate/{today().isoformat()}/sheet")
    assert wrong_on_a_telephone(page) == []

    plain = visit(COORDINATOR, script=False)
    listed, signed = paper(plain, "Gate list (PDF)"), paper(plain, "Sign-in sheet (PDF)")
    for name in PEOPLE:
        assert name in listed
        assert name in signed
    plain.goto(f"/exi/gate/{today().isoformat()}/sheet")
    codes = plain.locator("main tbody tr:has(input[name$='-in']) th").all_inner_texts()
    assert len(codes) >= len(PEOPLE)
    assert codes == sorted(codes, key=signed.index)
    type_back(plain, {"Ada Lindqvist": "2055", "Cerys Brock": "25:99", "Esme Dunmore": "d"})
    expect(plain.locator(".govuk-error-summary")).to_contain_text('"25:99" is no time.')
    expect(plain.get_by_label("Ada Lindqvist: time in").last).to_have_value("2055")
    plain.get_by_label("Cerys Brock: time in").last.fill("te")
    plain.get_by_label("Cerys Brock: time in").last.press("Enter")
    expect(plain.locator("main")).to_contain_text("3 rows are written.")

    page.goto("/exi/gate")
    follow(page, "Hours lost")
    expect(page.locator("main")).to_contain_text("No escort")
    assert wrong_on_a_telephone(page) == []
