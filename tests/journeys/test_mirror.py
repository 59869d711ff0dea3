"""A volunteer reads their own record, has something put right, and takes a copy with them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from infra.embedded.personas import COORDINATOR, VOLUNTEER
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import complaints, sideways

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

WRONG = "I have been a mentor since May, not since June."
ANSWER = "It says May now."


def row_of(page: Page, heading: str, words: str) -> str:
    """Return what stands under a heading in the row that has these words."""
    section = page.locator("section, main", has=page.get_by_role("heading", name=heading, exact=True)).last
    return section.locator("tr", has_text=words).first.inner_text()


def test_volunteer_asks_and_is_answered_without_a_script(visit: Visit, tmp_path: Path) -> None:
    own, desk = visit(VOLUNTEER, script=False), visit(COORDINATOR, script=False)
    own.goto("/exi/")
    follow(own, "Your record")
    expect(own.get_by_role("heading", level=1)).to_have_text("Your record")
    for part in ("Where it stands", "What you have to do", "Whose turn it is", "Training"):
        expect(own.get_by_text(part, exact=True).filter(visible=True).first).to_be_visible()

    desk.goto("/exi/people?name=Lindqvist")
    desk.locator("tbody a", has_text=VOLUNTEER.name).click()
    own.reload()
    assert "The co-ordinator's desk" in row_of(own, "Who looked at this record", "desk")

    follow(own, "Something here is wrong")
    own.get_by_role("button", name="Ask for this to be put right").click()
    expect(own.get_by_role("alert")).to_contain_text("Which part of it?")
    own.locator("input[name=part][value=ROLE]").check(force=True)
    own.fill("[name=words]", WRONG)
    own.get_by_role("button", name="Ask for this to be put right").click()
    expect(own.get_by_role("alert")).to_contain_text("The co-ordinator answers you by")

    desk.goto("/exi/corrections")
    row = desk.locator("tbody tr", has_text=VOLUNTEER.name).first
    expect(row).to_contain_text("Waiting for an answer")
    row.get_by_role("link", name="Role").click()
    expect(desk.locator("main")).to_contain_text(WRONG)
    desk.locator("input[name=outcome][value=CORRECTED]").check(force=True)
    desk.fill("[name=words]", ANSWER)
    desk.get_by_role("button", name="Send this answer").click()
    expect(desk.get_by_role("alert")).to_contain_text("Answered")

    own.goto("/exi/me")
    asked = row_of(own, "What you asked to be put right", WRONG)
    assert "Corrected" in asked
    assert ANSWER in asked

    with own.expect_download() as waiting:
        own.get_by_role("link", name="JSON, for a program").click()
    file = tmp_path / "copy.json"
    waiting.value.save_as(file)
    copy = json.loads(file.read_text(encoding="utf-8"))
    assert VOLUNTEER.name.split()[1] in json.dumps(copy)
    own.reload()
    assert "You" in row_of(own, "Who took a copy", "You")


def test_volunteer_is_not_reminded_and_the_desk_lets_a_reminder_wait(visit: Visit) -> None:
    own, desk = visit(VOLUNTEER, script=False), visit(COORDINATOR, script=False)
    own.goto("/exi/me")
    own.get_by_role("button", name="Do not remind me by mail").click()
    expect(own.locator("main")).to_contain_text("You asked on")
    desk.goto("/exi/people?name=Lindqvist")
    desk.locator("tbody a", has_text=VOLUNTEER.name).click()
    expect(desk.locator("main")).to_contain_text("not to be reminded by mail")
    own.get_by_role("button", name="Remind me by mail again").click()
    expect(own.get_by_role("alert")).to_contain_text("You are reminded by mail again.")

    desk.goto("/exi/reminders/coming")
    desk.get_by_role("link", name="Let it wait").first.click()
    until = today() + timedelta(days=14)
    for part, value in (("day", until.day), ("month", until.month), ("year", until.year)):
        desk.fill(f"[name=until-{part}]", str(value))
    desk.locator("input[name=reason][value=IN_HAND]").check(force=True)
    desk.get_by_role("button", name="Let it wait").click()
    section = desk.locator("main")
    expect(section).to_contain_text("Not told for the time being")
    desk.get_by_role("link", name="Tell them again").first.click()
    desk.get_by_role("button", name="Tell them again").click()
    expect(desk.get_by_role("alert")).to_contain_text("They are told again.")


def test_co_ordinator_has_no_such_page_of_others(visit: Visit) -> None:
    desk = visit(COORDINATOR)
    desk.goto("/exi/")
    expect(desk.get_by_role("link", name="Your record")).to_have_count(0)
    answer = desk.goto("/exi/me")
    assert answer is not None
    assert answer.status == 403


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_mirror(visit: Visit, width: int) -> None:
    own, desk = visit(VOLUNTEER, checked=True), visit(COORDINATOR, checked=True)
    found = []
    for page, addresses in (
        (own, ("/exi/me", "/exi/me/correction")),
        (desk, ("/exi/reminders/coming", "/exi/corrections", "/exi/corrections?state=OPEN", "/exi/people")),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(address)
            found += complaints(page)
            found += sideways(page)
    assert found == []
