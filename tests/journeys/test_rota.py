"""A weekly session in a real browser: planned, somebody is away, cover falls short, a substitute is added."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from core.pages.dates import long_date
from infra.embedded.personas import COORDINATOR, VOLUNTEER
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_accessibility import complaints, sideways

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
SATURDAY = 5


def next_saturday() -> date:
    return today() + timedelta(days=(SATURDAY - today().weekday() - 1) % 7 + 1)


def plan_saturdays(page: Page, first: date) -> None:
    """Plan Saturday mornings of a service for two people."""
    page.goto("/exi/rota")
    follow(page, "Plan sessions")
    follow(page, "Wing mentoring")
    follow(page, "Plan a regular time")
    page.get_by_label("Day of the week").select_option("Saturday")
    page.get_by_label("Starts at").fill("10am")
    page.get_by_label("Ends at").fill("noon")
    page.get_by_label("Place", exact=True).fill("Library")
    page.get_by_label("How many people have to come?").fill("2")
    fill_day(page, "first_on", first)
    page.get_by_role("button", name="Plan this time").click()
    expect(page.locator("main")).to_contain_text("Enter a time such as 09:30 or 14:00.")
    page.get_by_label("Ends at").fill("12.00")
    page.get_by_role("button", name="Plan this time").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saturday, 10:00 to 12:00")


def add_regular(page: Page, name: str) -> None:
    follow(page, "Add somebody who comes regularly")
    label = page.locator("select[name=person] option", has_text=name).inner_text()
    page.locator("select[name=person]").select_option(label=label)
    page.get_by_role("button", name="Add them").click()
    expect(page.locator("main")).to_contain_text(f"{name} comes regularly now.")


def test_week_is_planned_somebody_is_away_and_a_substitute_stands_in(visit: Visit) -> None:
    page, first = visit(COORDINATOR, script=False), next_saturday()
    plan_saturdays(page, first)
    for name in ("Ada Lindqvist", "Cerys Brock"):
        add_regular(page, name)

    volunteer = visit(VOLUNTEER, script=False)
    volunteer.goto("/exi/rota")
    follow(volunteer, "I cannot come on…")
    fill_day(volunteer, "first_on", first)
    volunteer.get_by_role("button", name="Record these days").click()
    expect(volunteer.locator("main")).to_contain_text("Recorded: away")

    page.goto("/exi/rota")
    follow(page, "Cover")
    row = page.locator("tr", has_text=f"Saturday {long_date(first)}")
    expect(row).to_contain_text("1 of 2 come")
    expect(row).to_contain_text("Ada Lindqvist is away.")
    row.get_by_role("button", name="Add Esme Dunmore").click()
    expect(page.locator("main")).to_contain_text("Added to this session.")
    expect(page.locator("main")).to_contain_text("2 people are expected.")
    expect(page.locator("table")).to_contain_text("Esme Dunmore")
    page.goto("/exi/rota/cover")
    expect(page.locator("tr", has_text=f"Saturday {long_date(first)}")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_pages_of_the_rota(visit: Visit, width: int) -> None:
    page = visit(COORDINATOR, checked=True)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/exi/rota?week={(today() + timedelta(days=7)).isoformat()}")
    session = page.locator("tbody a").first.get_attribute("href") or ""
    page.goto("/exi/rota/services")
    service = page.locator("tbody a").first.get_attribute("href") or ""
    page.goto(service)
    time = page.locator("tbody a").first.get_attribute("href") or ""
    found = []
    for address in (
        "/exi/rota",
        "/exi/rota/cover",
        "/exi/rota/services",
        "/exi/rota/absences",
        "/exi/rota/notices",
        "/exi/rota/notices/add",
        session,
        f"{session}/change",
        f"{session}/cancel",
        service,
        f"{service}/times/add",
        time,
        f"{time}/people/add",
    ):
        page.goto(address)
        found += complaints(page)
        found += sideways(page)
    assert found == []
