"""Tab reaches everything in reading order and shows where it is (WCAG 2.2 2.1.1, 2.4.3, 2.4.7)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from infra.embedded.personas import COORDINATOR
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

PAGES = ("/exi/", "/exi/vetting", "/exi/people/add", "/exi/imports/new", "/exi/reports/ask", "/accessibility")
REACHABLE = """
() => {
  const found = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}));
  const seen = new Set();
  const stops = found.filter((one) => {
    if (one.type !== 'radio') return true;
    if (seen.has(one.name)) return false;  // one stop for a group: the arrow keys move within it
    seen.add(one.name);
    return true;
  });
  stops.forEach((one, place) => { one.dataset.place = place; });
  return stops.length;
}
"""
FOCUSED = """
() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const marked = (it) => it && (
    getComputedStyle(it).outlineStyle !== 'none' || getComputedStyle(it).boxShadow !== 'none');
  const label = one.labels && one.labels[0];
  const shown = marked(one) || style.backgroundColor === 'rgb(255, 221, 0)' ||
    (label && getComputedStyle(label, '::before').boxShadow !== 'none');
  return {place: Number(one.dataset.place ?? -1), shown: Boolean(shown), html: one.outerHTML.slice(0, 120)};
}
"""


def tab_through(page: Page, count: int) -> list[dict[str, object]]:
    """Press Tab once for each stop, and say where the focus was."""
    stops = []
    for _stop in range(count):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    return stops


@pytest.mark.parametrize("address", PAGES)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(visit: Visit, address: str) -> None:
    page = visit(COORDINATOR)
    page.goto(address)
    count = page.evaluate(REACHABLE)
    stops = tab_through(page, count)
    assert [stop["place"] for stop in stops] == list(range(count))
    assert [stop["html"] for stop in stops if not stop["shown"]] == []


def test_skip_link_comes_first_and_leads_past_the_menu(visit: Visit) -> None:
    page = visit(COORDINATOR)
    page.goto("/exi/vetting")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_form_is_filled_and_sent_without_a_mouse(visit: Visit) -> None:
    page = visit(COORDINATOR)
    page.goto("/exi/partners/add")
    page.get_by_label("Organisation name").focus()
    page.keyboard.type("Quayside Readers")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exi/partners/*-*")
    assert page.locator("h1").inner_text() == "Quayside Readers"
