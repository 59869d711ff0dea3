"""Access in a real browser: given, held at once, taken away and ended, without a script; nothing for axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from infra.embedded.personas import COORDINATOR, GOVERNOR, VOLUNTEER
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import complaints, sideways

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def people_shown(page: Page) -> int:
    page.goto("/exi/people")
    return page.locator("tbody tr").count()


def give(page: Page, name: str, address: str, role: str) -> None:
    page.goto("/exi/")
    follow(page, "Manage")
    follow(page, "Access")
    follow(page, "Give somebody access")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Work e-mail address").fill(address)
    page.locator(f"input[name=role][value={role}]").check(force=True)
    page.get_by_role("button", name="Give this access").click()


@pytest.mark.parametrize("script", [False, True], ids=["no script", "script"])
def test_volunteer_who_becomes_staff_sees_more_until_the_role_is_taken_away(
    visit: Visit, *, script: bool
) -> None:
    coordinator, volunteer = visit(COORDINATOR, script=script), visit(VOLUNTEER, script=script)
    assert people_shown(volunteer) == 1

    give(coordinator, "Ada Lindqvist", VOLUNTEER.email, "PRISON_STAFF_READER")
    expect(coordinator.locator("main")).to_contain_text("has the role Prison staff from now on")
    assert people_shown(volunteer) > 1

    coordinator.goto("/exi/access?role=PRISON_STAFF_READER")
    follow(coordinator, "Ada Lindqvist")
    follow(coordinator, "Take this role away")
    heading = coordinator.get_by_role("heading", level=1)
    expect(heading).to_have_text("Take the role Prison staff away from Ada Lindqvist?")
    coordinator.get_by_role("button", name="Take this role away").click()
    expect(coordinator.locator("main")).to_contain_text("no longer has the role Prison staff here")
    assert people_shown(volunteer) == 1

    coordinator.goto("/exi/access?role=VOLUNTEER_SELF")
    follow(coordinator, "Ada Lindqvist")
    follow(coordinator, "Sign them out everywhere")
    coordinator.get_by_role("button", name="Sign them out everywhere").click()
    expect(coordinator.locator("main")).to_contain_text("ended")
    volunteer.goto("/exi/people")
    expect(volunteer.get_by_role("button", name=VOLUNTEER.name)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_pages_of_access(visit: Visit, width: int) -> None:
    page = visit(GOVERNOR, checked=True)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/exi/access")
    member = page.locator("tbody a").first.get_attribute("href") or ""
    found = []
    for address in (
        "/exi/access",
        "/exi/access?state=past",
        "/exi/access/give",
        member,
        f"{member}/take-away",
        f"{member}/sign-out",
    ):
        page.goto(address)
        found += complaints(page)
        found += sideways(page)
    page.goto("/exi/access/give")
    page.get_by_role("button", name="Give this access").click()
    assert page.title().startswith("Error: ")
    found += complaints(page)

    assert found == []
