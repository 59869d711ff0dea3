"""A partner lead in a real browser: their own people, stages and sessions, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from infra.embedded.personas import COORDINATOR, PARTNER_LEAD
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
OWN, SERVICE, STRANGERS = "Lamplight Mentoring", "Wing mentoring", "Anchor Debt Clinic"
NEXT_WEEK = timedelta(days=7)


def plan_once(page: Page) -> str:
    """Plan one session of the partner's service a week from now; return its address."""
    page.goto("/exi/rota/services")
    follow(page, SERVICE)
    follow(page, "Plan one session")
    fill_day(page, "held_on", today() + NEXT_WEEK)
    page.get_by_label("Starts at").fill("19:30")
    page.get_by_label("Ends at").fill("20:30")
    page.get_by_label("Place", exact=True).fill("Library")
    page.get_by_role("button", name="Plan this session").click()
    page.wait_for_url("**/rota/sessions/*-*")
    return page.url


def organisations(page: Page) -> set[str]:
    """Return whose rows a list of people shows, by its second column."""
    cells = page.locator("tbody td:nth-of-type(1)").all_inner_texts()
    return {words.split("\n")[-1].strip() for words in cells}


def test_lead_sees_own_people_and_where_each_stands(visit: Visit) -> None:
    lead = visit(PARTNER_LEAD, checked=True)
    lead.goto("/exi/")
    expect(lead.get_by_role("heading", level=1)).to_have_text("What needs me today?")
    for address in ("/exi/people", "/exi/vetting"):
        lead.goto(address)
        assert organisations(lead) == {OWN}
        assert wrong_on_a_telephone(lead) == []
    lead.goto("/exi/vetting?stage=DOCUMENTS_BOOKED")
    lead.locator("tbody a").first.click()
    expect(lead.locator(".gh-record-head")).to_contain_text("Document check booked")
    expect(lead.locator("main")).to_contain_text("The next step is for: Co-ordinator")
    expect(lead.locator("main .govuk-button:not(.govuk-button--secondary)")).to_have_count(0)


def test_lead_sees_the_rota_and_adds_somebody_to_it(visit: Visit) -> None:
    session = plan_once(visit(COORDINATOR, script=False))

    lead = visit(PARTNER_LEAD, script=False)
    lead.goto(f"/exi/rota?week={(today() + NEXT_WEEK).isoformat()}")
    assert {
        words.split("\n")[-1].strip() for words in lead.locator("tbody td:nth-child(2)").all_inner_texts()
    } == {OWN}
    lead.goto(session)
    follow(lead, "Add somebody")
    names = lead.locator("select[name=person] option").all_inner_texts()
    chosen = next(name for name in names if "Cerys Brock" in name)
    assert not [name for name in names if STRANGERS in name]
    lead.locator("select[name=person]").select_option(label=chosen)
    lead.locator("main form button").last.click()
    expect(lead.locator("main")).to_contain_text("Added to this session.")
    expect(lead.locator("table")).to_contain_text("Cerys Brock")


def test_lead_opens_nothing_of_another_organisation(visit: Visit) -> None:
    desk, lead = visit(COORDINATOR, script=False), visit(PARTNER_LEAD, script=False)
    found = addresses_of_strangers(desk)
    assert len(found) == 4
    for address in found:
        answer = lead.goto(address)
        assert answer is not None
        assert answer.status == 404, address
        assert STRANGERS not in lead.locator("body").inner_text()
    lead.goto(f"/exi/search?q={STRANGERS.partition(' ')[0]}")
    expect(lead.locator("main")).not_to_contain_text(STRANGERS)
    closed = lead.goto("/exi/gate")
    assert closed is not None
    assert closed.status == 403


def addresses_of_strangers(desk: Page) -> list[str]:
    """Return the address of a person, a case, a partner and a service that are not the lead's."""
    found = []
    for address in ("/exi/people", "/exi/vetting", "/exi/partners", "/exi/rota/services"):
        desk.goto(f"{address}?per=100")
        row = desk.locator("tbody tr", has_text=STRANGERS).first
        while row.count() == 0:
            desk.get_by_role("link", name="Next").first.click()
        found.append(row.locator("a").first.get_attribute("href") or "")
    return found
