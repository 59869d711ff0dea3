"""A clearance counts in another prison: passport given, looked through, recognised, decided, taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from infra.embedded.personas import COORDINATOR, SECURITY_ELSEWHERE
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow, step
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

CODE = re.compile(r"EXI(?:-[0-9A-Z]{5}){4}")
DOCUMENTS = (
    ("PASSPORT", ("showsBirthDate", "hasPhotograph")),
    ("UTILITY_BILL", ("showsAddress", "isRecent")),
    ("BANK_STATEMENT", ("showsAddress",)),
)


def given_at_exeter(desk: Page) -> tuple[str, str, str]:
    """Make a passport for somebody who is cleared; return their page, name and code."""
    desk.goto("/exi/vetting/expiring")
    desk.locator("tbody tr", has_text="By security").first.locator("a").first.click()
    own, name = desk.url, desk.get_by_role("heading", level=1).inner_text()
    follow(desk, "Make a clearance passport")
    desk.get_by_role("button", name="Make the passport").click()
    expect(desk.get_by_role("alert")).to_contain_text("Tick the box “The person has agreed to this")
    desk.locator("input[name=agreed]").check(force=True)
    desk.get_by_role("button", name="Make the passport").click()
    found = CODE.search(desk.get_by_role("alert").inner_text())
    assert found
    return own, name, found[0]


def record_document(desk: Page, kind: str, shown: tuple[str, ...]) -> None:
    desk.locator("select[name=type]").select_option(kind)
    for one in shown:
        desk.locator(f"input[name=shows][value={one}]").check(force=True)
    desk.get_by_role("button", name="Record this document").click()


def looked_through(desk: Page, code: str) -> None:
    follow(desk, "Look through a clearance passport")
    desk.get_by_label("The code they gave you").fill(code)
    desk.get_by_role("button", name="Look", exact=True).click()


def test_clearance_of_exeter_is_recognised_at_dartmoor(visit: Visit) -> None:
    desk = visit(COORDINATOR, script=False)
    at_exeter, name, code = given_at_exeter(desk)

    desk.goto("/dai/people/add")
    first, _, surname = name.partition(" ")
    desk.get_by_label("First name").fill(first)
    desk.get_by_label("Surname").fill(surname)
    desk.locator("input[name=kind][value=VOLUNTEER]").check(force=True)
    desk.locator("select[name=partner]").select_option(index=1)
    desk.get_by_role("button", name="Add this person").click()
    at_dartmoor = desk.url
    looked_through(desk, f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}")
    expect(desk.get_by_role("alert")).to_contain_text("code")
    desk.get_by_label("The code they gave you").fill(code.lower())
    desk.get_by_role("button", name="Look", exact=True).click()
    expect(desk.get_by_role("alert")).to_contain_text("The passport showed 1 clearance.")
    follow(desk, "Ask for recognition")
    desk.locator("input[name=access_mode]").first.check(force=True)
    desk.get_by_role("button", name="Open the case").click()
    case = desk.url
    for verb in ("Ask the organisation to confirm", "Record that the document check is booked"):
        step(desk, verb)
    follow(desk, "Record a document")
    for kind, shown in DOCUMENTS:
        record_document(desk, kind, shown)
    desk.goto(case)
    for verb in (
        "Record that the documents are accepted",
        "Send to vetting team",
        "Record that checks have started",
    ):
        step(desk, verb)

    security = visit(SECURITY_ELSEWHERE, checked=True)
    security.goto("/dai/")
    expect(security.locator("tr", has_text=name)).to_contain_text("You")
    security.goto(case)
    follow(security, "Approve")
    assert wrong_on_a_telephone(security) == []
    security.get_by_label("Reference of the decision").fill("DAI-2026-017")
    security.get_by_role("button", name="Record this step").click()
    expect(security.locator("main")).to_contain_text(f"Done: Approve, for {name}.")

    desk.goto(at_exeter)
    expect(desk.locator("main")).to_contain_text("HMP Dartmoor on")
    follow(desk, "Take it back")
    desk.get_by_role("button", name="Take it back").click()
    expect(desk.get_by_role("alert")).to_contain_text("The passport was taken back.")
    desk.goto(at_dartmoor)
    looked_through(desk, code)
    expect(desk.get_by_role("alert")).not_to_contain_text("showed")
