"""What stands around every page: navigation, prison, language, headers, the entrance and the home page."""

from __future__ import annotations

import re

import pytest

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.prisons.models import Prison
from core.prisons.names import spoken_name
from core.testkit import NOBODY
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

EVERY_PAGE = (
    "/",
    "/probe/partners",
    "/probe/add",
    "/probe/every",
    "/probe/progress",
    "/probe/download",
    "/probe/nothing",
)


def marks(page: Page) -> dict[str, str]:
    """Return how the navigation marks the place of the page, by the words of its entries."""
    found = re.findall(r'<a[^>]*aria-current="(\w+)"[^>]*>(.*?)</a>', page.text, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", words).strip(): mark for mark, words in found}


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_page_obeys_the_strict_policy(reader: Reader, partners: list[str], path: str) -> None:
    answer = await reader.browser.get(reader.path(path))
    page = Page(answer.text)
    assert partners
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    for tag, given in page.attributes:
        assert not [name for name in given if name.startswith("on") or name == "style"], (tag, given)
        assert tag != "style"
        if tag == "script":
            assert given.get("src", "").startswith("/static/"), given
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert len(page.ids) == len(set(page.ids)), "ids must be unique"
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1


async def test_navigation_shows_where_one_is(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    assert page.links["Home"] == f"/{reader.prison.code.lower()}/"
    assert re.search(r'href="[^"]*/probe/partners"\s*aria-current="page"', page.text)
    assert "Printed on" in page.words
    assert f"by Ines Okafor. {reader.called}. OFFICIAL-SENSITIVE" in page.words
    assert partners


async def test_section_stands_once_in_the_main_row_and_leads_to_its_first_page(reader: Reader) -> None:
    page = await reader.open("/")
    assert page.links["Probing"] == reader.path("/probe/add")
    assert "Probes" not in page.links
    assert "moj-sub-navigation" not in page.text


async def test_pages_of_a_section_stand_in_a_second_row(reader: Reader) -> None:
    page = await reader.open("/probe/partners")
    assert "In this section: Probing" in page.text
    assert marks(page) == {"Probing": "true", "Probes": "page"}
    assert page.links["Add"] == reader.path("/probe/add")


async def test_page_below_another_marks_that_one_and_its_section(reader: Reader, partners: list[str]) -> None:
    first = (await reader.open("/probe/partners")).links[partners[0]]
    assert marks(await reader.open(first.removeprefix(reader.path("")))) == {
        "Probing": "true",
        "Probes": "true",
    }


async def test_page_at_another_address_marks_the_entry_it_counts_as(reader: Reader) -> None:
    page = await reader.open("/probe/figures")
    assert marks(page) == {"Probing": "true", "Probes": "true"}


async def test_navigation_leaves_out_what_one_may_not_open(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.PRISON_STAFF_READER)
    await browser.sign_in()
    guest = Reader(browser, prison)
    page = await guest.open("/probe/partners")
    assert page.links["Probing"] == guest.path("/probe/partners")
    assert "Add" not in page.links
    assert "moj-sub-navigation" not in page.text, "a section with one page has no second row"
    assert marks(page) == {"Probing": "page"}
    refused = await guest.open("/probe/add", status=403)
    assert refused.heading == "You do not have access"


async def test_module_switched_off_is_gone_from_pages_and_links(
    reader: Reader, database: Database, prison: Prison
) -> None:
    async with database.write(NOBODY) as session:
        (await session.merge(prison)).disabled_modules = ["probe"]
    home = await reader.open("/")
    assert "Probing" not in home.links
    page = await reader.open("/probe/partners", status=404)
    assert "not switched on in this prison" in page.words


async def test_stranger_is_led_to_sign_in_and_back(browser: Browser, prison: Prison) -> None:
    answer = await browser.get(f"/{prison.code.lower()}/probe/partners?status=ACTIVE")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?return_to=%2F")


async def test_entrance_tells_a_stranger_what_this_is(browser: Browser) -> None:
    page = Page((await browser.get("/")).text)
    assert page.links["Sign in"] == "/sign-in"
    assert "voluntary sector" in page.heading


async def test_entrance_leads_to_the_only_prison(reader: Reader) -> None:
    answer = await reader.browser.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{reader.prison.code.lower()}/"


async def test_entrance_lets_choose_between_prisons(
    reader: Reader, person: Person, other_prison: Prison
) -> None:
    await person.join(other_prison, Role.COORDINATOR_DEPUTY)
    page = Page((await reader.browser.get("/")).text)
    assert page.heading == "Choose a prison"
    assert page.links[spoken_name(other_prison.name)] == f"/{other_prison.code.lower()}/"
    home = await reader.open("/")
    assert home.links["Change prison"] == "/prisons"


async def test_member_of_no_prison_is_told_whom_to_ask(browser: Browser, person: Person) -> None:
    await person.join(None, Role.HMPPS_NATIONAL)
    await browser.sign_in()
    page = Page((await browser.get("/")).text)
    assert page.heading == "You are signed in, but not to a prison"
    assert "HMPPS national" in page.words


async def test_other_prison_is_refused_in_style(reader: Reader, other_prison: Prison) -> None:
    answer = await reader.browser.get(f"/{other_prison.code.lower()}/probe/partners")
    page = Page(answer.text)
    assert answer.status_code == 403
    assert f"You do not have access to {spoken_name(other_prison.name)}." in page.words
    assert page.links["Go to your own prisons"] == "/"


async def test_language_can_be_changed_and_is_remembered(reader: Reader) -> None:
    page = await reader.open("/")
    assert page.links["Cymraeg"].endswith("?lang=cy")
    welsh = Page((await reader.browser.get(page.links["Cymraeg"])).text)
    assert '<html lang="cy"' in welsh.text
    assert '<html lang="cy"' in (await reader.open("/probe/add")).text
    english = Page((await reader.browser.get(welsh.links["English"])).text)
    assert '<html lang="en"' in english.text


async def test_home_page_brings_the_cards_together(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/")
    assert page.heading == "What needs me today?"
    assert page.links["30 things are overdue"] == "#overdue"
    assert "overdue" in page.ids
    assert "0 are due this week." in page.words
    assert page.links["All 30: Partners"] == reader.path("/probe/partners")
    assert partners[4] in page.words
    assert partners[5] not in page.words
    assert "Waiting on others" not in page.words, "an empty section is not shown"


async def test_home_page_with_nothing_to_do_says_so(reader: Reader) -> None:
    page = await reader.open("/")
    assert "Nothing is overdue and nothing is due this week." in page.words
    assert "Nothing waits for you today." in page.words


async def test_fault_of_ours_is_masked_under_a_reference(reader: Reader) -> None:
    page = await reader.open("/probe/broken", status=500)
    assert page.heading == "Something went wrong"
    assert "Cannot query" not in page.text
    assert re.search(r"Quote this reference: [0-9a-f]{8} ", page.words)
