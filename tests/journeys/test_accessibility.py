"""axe finds nothing to complain of on any page, wide or narrow, filled, empty or refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from infra.embedded.personas import COORDINATOR, GOVERNOR, VOLUNTEER, Persona
from tests.journeys.conftest import ROOT, Visit

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
PAGES = (
    "/exi/",
    "/exi/vetting",
    "/exi/vetting?show=over",
    "/exi/vetting?name=nobody",
    "/exi/vetting/expiring",
    "/exi/people",
    "/exi/people/add",
    "/exi/partners",
    "/exi/partners/add",
    "/exi/imports",
    "/exi/imports/new",
    "/exi/reports",
    "/exi/reports/ask",
    "/exi/unfinished",
    "/exi/search?q=ash",
    "/exi/search?q=nobody",
    "/exi/nowhere",
    "/dai/",
    "/gmi/",
    "/prisons",
)


def complaints(page: Page) -> list[str]:
    """Return what axe finds wrong, with the place."""
    page.add_script_tag(path=AXE)
    found = page.evaluate(f"axe.run(document, {RULES})")
    return [
        f"{page.url}: {rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def first_of(page: Page, address: str) -> str:
    """Return the address that the first row of a list leads to."""
    page.goto(address)
    return page.locator("tbody a").first.get_attribute("href") or ""


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "cy")])
def test_axe_finds_nothing_on_the_desk(visit: Visit, width: int, language: str) -> None:
    """Narrow is looked at in Welsh: its words are the longer ones."""
    page = visit(COORDINATOR, checked=True)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/exi/?lang={language}")
    case = first_of(page, "/exi/vetting?stage=DOCUMENTS_BOOKED")
    records = [
        case,
        f"{case}/accept_documents",
        first_of(page, "/exi/people"),
        first_of(page, "/exi/partners"),
    ]
    person = records[2]

    found = []
    for address in (*PAGES, *records, f"{person}/vetting/open", f"{person}/training/add", *asking(person)):
        page.goto(address)
        found += [] if page.locator("html").get_attribute("lang") == language else [f"{page.url} in another"]
        found += complaints(page) + sideways(page)

    assert found == []


def asking(person: str) -> tuple[str, ...]:
    """Return where it is asked whether somebody may come in: of today, of a day, and of what is no day."""
    page = f"{person}/coming-in"
    return page, f"{page}?on=2026-11-24", f"{page}?on-day=31&on-month=2&on-year=2027"


def sideways(page: Page) -> list[str]:
    """Say when a page scrolls sideways (WCAG 2.2 1.4.10)."""
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{page.url} scrolls sideways: {wide} of {seen}"] if wide > seen else []


def wrong_on_a_telephone(page: Page) -> list[str]:
    """Return what is wrong with a page that is open, at the width of a telephone; leave it wide again."""
    page.set_viewport_size({"width": 360, "height": 800})
    found = complaints(page) + sideways(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_axe_finds_nothing_on_a_form_with_errors(visit: Visit) -> None:
    page = visit(COORDINATOR, checked=True)
    page.goto("/exi/people/add")
    page.get_by_role("button", name="Add this person").click()

    assert page.title().startswith("Error: ")
    assert complaints(page) == []


@pytest.mark.parametrize("persona", [GOVERNOR, VOLUNTEER], ids=lambda one: one.subject)
def test_axe_finds_nothing_for_others(visit: Visit, persona: Persona) -> None:
    page = visit(persona, checked=True)
    found = []
    for address in ("/exi/", "/exi/vetting", "/exi/people"):
        page.goto(address)
        found += complaints(page)

    assert found == []


def test_axe_finds_nothing_before_signing_in(visit: Visit) -> None:
    page = visit(COORDINATOR, checked=True)
    page.context.clear_cookies()
    found = []
    for address in ("/", "/?lang=cy", "/accessibility", "/privacy"):
        page.goto(address)
        found += complaints(page)

    assert found == []
