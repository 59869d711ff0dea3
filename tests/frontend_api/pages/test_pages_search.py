"""The search at the head of every page: grouped by kind, for what one may see, without a script."""

from __future__ import annotations

import re

import pytest

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.partnership.enums import ServiceStatus
from core.partnership.services import add_service
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, make_partner, make_person
from core.testkit import viewer as make_viewer
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page


@pytest.fixture
def by(registry: Registry, prison: Prison) -> Viewer:
    return make_viewer(registry, prison, Role.COORDINATOR)


async def fill(database: Database, by: Viewer) -> None:
    """An organisation, its service and somebody of it, all called after the same river."""
    partner = await make_partner(database, by, "Tamar Readers")
    await make_person(database, by, partner_id=partner.id, first_name="Tamar", surname="Penhale")
    async with database.write(by) as session:
        await add_service(
            session, by, partner.id, name="Tamar book group", status=ServiceStatus.OPERATING_FULL
        )


async def test_every_page_has_the_search_and_it_groups_what_it_finds(
    reader: Reader, database: Database, by: Viewer
) -> None:
    await fill(database, by)
    home = await reader.open("/")
    assert re.search(r'<form[^>]*action="[^"]*/search"[^>]*method="get"[^>]*role="search"', home.text)

    page = await reader.open("/search?q=tamar")

    assert page.heading == "3 results for “tamar”"
    assert "People: 1. Organisations: 1. Services: 1." in page.words
    assert "/people/" in page.links["Tamar Penhale"]
    assert "/partners/" in page.links["Tamar Readers"]
    assert "Tamar Readers · Volunteer" in page.words
    assert re.search(r'id="gh-search"[^>]*value="tamar"', page.text)


async def test_misspelt_name_is_found(reader: Reader, database: Database, by: Viewer) -> None:
    await fill(database, by)
    page = await reader.open("/search?q=penhael")
    assert "Tamar Penhale" in page.links


async def test_nothing_found_says_what_next(reader: Reader) -> None:
    page = await reader.open("/search?q=zzz")
    assert page.heading == "Nothing was found for “zzz”"
    assert "another spelling" in page.words


async def test_no_words_ask_for_some(reader: Reader) -> None:
    page = await reader.open("/search?q=+")
    assert page.heading == "What are you looking for?"


async def test_more_than_fit_lead_to_the_list_that_adds_up(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/search?q=partner")
    assert len([name for name in partners if name in page.links]) == 10
    everything = await reader.browser.get(page.links["All 30: Organisations"])
    assert "of 30 rows" in everything.text


async def test_list_is_searched_like_the_whole(reader: Reader, database: Database, by: Viewer) -> None:
    await fill(database, by)
    page = await reader.open("/people?name=penhael")
    assert "Tamar Penhale" in page.links
    assert "Name: penhael" in page.words


async def test_who_may_not_see_people_is_told_of_none(
    browser: Browser, person: Person, prison: Prison, database: Database, by: Viewer
) -> None:
    await fill(database, by)
    await person.join(prison, Role.COUNCIL_FACILITATOR)
    await browser.sign_in()
    page = await Reader(browser, prison).open("/search?q=tamar")
    assert page.heading == "2 results for “tamar”"
    assert "People" not in page.words
    assert "Penhale" not in page.text


async def test_module_switched_off_is_not_searched(
    reader: Reader, database: Database, prison: Prison, by: Viewer
) -> None:
    await fill(database, by)
    assert "Newcomers: 0." in (await reader.open("/search?q=tamar")).words
    async with database.write(NOBODY) as session:
        (await session.merge(prison)).disabled_modules = ["probe"]
    assert "Newcomers" not in (await reader.open("/search?q=tamar")).words


async def test_source_that_fails_is_named_and_the_others_are_shown(
    browser: Browser, person: Person, prison: Prison, database: Database, by: Viewer
) -> None:
    await fill(database, by)
    await person.join(prison, Role.GOVERNOR)
    await browser.sign_in()
    page = await Reader(browser, prison).open("/search?q=tamar")
    assert "Not everything could be searched: Sums is missing." in page.words
    assert "Tamar Penhale" in page.links


@pytest.mark.parametrize("words", ["<script>", '"><b>', "a" * 5000])
async def test_words_are_only_ever_words(reader: Reader, words: str) -> None:
    answer = await reader.browser.get(reader.path("/search"), params={"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "><b>" not in answer.text
    assert "a" * 61 not in Page(answer.text).words
    assert re.search(r'id="gh-search"[^>]*value="a{61}', answer.text) is None
