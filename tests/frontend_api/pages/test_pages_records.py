"""Records, their actions, progress and downloads."""

from __future__ import annotations

import re

import pytest

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_partner
from core.testkit import viewer as make_viewer
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page


@pytest.fixture
def by(registry: Registry, prison: Prison) -> Viewer:
    return make_viewer(registry, prison, Role.COORDINATOR)


async def test_record_says_state_turn_facts_and_timeline(
    reader: Reader, database: Database, by: Viewer
) -> None:
    partner = await make_partner(database, by)
    page = await reader.open(f"/probe/partners/{partner.id}")
    assert page.heading == "Harbour Lights"
    for said in (
        "Whose turn: You",
        "Everything is in order.",
        "No service yet.",
        "Timeline",
        "by Sam Tester",
    ):
        assert said in page.words
    assert re.search(r"\d+ \w+ 20\d\d \(today\)", page.words)
    assert page.links["Partners"] == reader.path("/probe/partners")
    assert page.links["Change Funding"] == reader.path("/probe/add")


async def test_action_runs_its_mutation_and_is_then_no_longer_offered(
    reader: Reader, database: Database, by: Viewer
) -> None:
    partner = await make_partner(database, by)
    path = f"/probe/partners/{partner.id}"
    page = await reader.open(path)
    assert "Start visits" in page.words
    done = await reader.follow(await reader.send(f"{path}/actions/visits", page))
    assert "Visits started." in done.words
    assert f'action="{reader.path(path)}/actions/visits"' not in done.text


async def test_action_that_cannot_be_undone_asks_first(
    reader: Reader, database: Database, by: Viewer
) -> None:
    partner = await make_partner(database, by)
    path = f"/probe/partners/{partner.id}"
    page = await reader.open(path)
    asked = await reader.open(page.links["Start visits for good"].removeprefix(reader.path("")))
    assert asked.heading == "Start visits? This cannot be undone."
    assert asked.links["Cancel"] == reader.path(path)
    done = await reader.follow(await reader.send(f"{path}/actions/for_good", asked))
    assert "Added in" in done.words


async def test_refused_action_is_said_on_the_page(reader: Reader, database: Database, by: Viewer) -> None:
    partner = await make_partner(database, by)
    path = f"/probe/partners/{partner.id}"
    page = await reader.open(path)
    await reader.send(f"{path}/actions/visits", page)
    answer = await reader.send(f"{path}/actions/visits", page)
    again = Page(answer.text)
    assert answer.status_code == 422
    assert "There is a problem" in again.words
    assert again.heading == "Harbour Lights"


async def test_action_of_somebody_else_is_absent_and_refused(
    browser: Browser, person: Person, prison: Prison, database: Database, by: Viewer
) -> None:
    partner = await make_partner(database, by)
    await person.join(prison, Role.PRISON_STAFF_READER)
    await browser.sign_in()
    reader = Reader(browser, prison)
    path = f"/probe/partners/{partner.id}"
    page = await reader.open(path)
    assert "Start visits" not in page.words
    assert "Change Funding" not in page.links
    refused = await reader.send(f"{path}/actions/visits", page)
    assert refused.status_code == 403
    assert "In this prison it is for: Co-ordinator, Deputy co-ordinator." in Page(refused.text).words


async def test_record_of_another_prison_is_not_found(
    reader: Reader, database: Database, registry: Registry, other_prison: Prison
) -> None:
    theirs = await make_partner(database, make_viewer(registry, other_prison, Role.COORDINATOR))
    page = await reader.open(f"/probe/partners/{theirs.id}", status=404)
    assert page.heading == "Page not found"
    assert "Harbour" not in page.words


@pytest.mark.parametrize("path", ["/probe/partners/not-an-id", "/probe/nothing", "/probe/partners/1/2/3"])
async def test_unknown_address_is_not_found_in_style(reader: Reader, path: str) -> None:
    page = await reader.open(path, status=404)
    assert page.heading == "Page not found"


async def test_unknown_action_is_not_found(reader: Reader, database: Database, by: Viewer) -> None:
    partner = await make_partner(database, by)
    page = await reader.open(f"/probe/partners/{partner.id}")
    answer = await reader.send(f"/probe/partners/{partner.id}/actions/erase", page)
    assert answer.status_code == 404


async def test_progress_shows_how_far_and_works_by_hand(reader: Reader) -> None:
    page = await reader.open("/probe/progress")
    assert page.heading == "Reading your spreadsheet"
    assert "40 of 120" in page.words
    assert page.links["Look again"] == reader.path("/probe/progress")
    assert '<progress class="gh-progress" id="gh-progress" max="120" value="40">' in page.text
    assert "http-equiv" not in page.text, "a page that reloads itself takes the reader's place away"


async def test_progress_that_is_done_leads_on(reader: Reader) -> None:
    page = await reader.open("/probe/progress?state=DONE")
    assert page.links["See what it says"] == reader.path("/probe/download")
    assert f'data-gh-next="{reader.path("/probe/download")}"' in page.text


async def test_download_says_format_size_and_until_when(reader: Reader) -> None:
    page = await reader.open("/probe/download")
    assert page.heading == "Vetting position"
    assert "(PDF, 120 KB)" in page.words
    assert "Kept until 30 November 2026." in page.words
