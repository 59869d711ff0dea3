"""Every number on a page is a link, and the rows it leads to are as many as it says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import pytest_asyncio

from core.clock import today
from core.database.unit_of_work import Database
from core.partnership.enums import PersonStatus
from core.partnership.models import Person
from core.plugins.loader import Registry
from core.testkit import make_partner
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

DAY = timedelta(days=1)
COUNT = re.compile(r"^(?:All )?(\d+)(?: |:|$)")
STAGES = (
    (VettingStage.DOCUMENTS_VERIFIED, 60),
    (VettingStage.DOCUMENTS_BOOKED, 3),
    (VettingStage.DRAFT, 40),
    (VettingStage.IN_CHECKS, 200),
    (VettingStage.INVITED, 2),
    (VettingStage.REFUSED, 20),
    (VettingStage.ACTIVE, 100),
)
"""Where the cases of the desk stand, and since how many days."""


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, reader: Reader) -> Desk:
    made = await make_desk(database, registry, reader.prison)
    await make_partner(database, made.coordinator, "Nobody's Own")
    held = Clearance(
        level=VettingLevel.HMPPS_EL2, granted_on=today() - 900 * DAY, expires_on=today() + 80 * DAY
    )
    for number, (stage, days) in enumerate(STAGES):
        person = await made.another(f"Ashdown{number}")
        clearances = [held] if stage is VettingStage.ACTIVE else []
        await made.taken_over(stage, person, since=today() - days * DAY, clearances=clearances)
    async with database.write(made.coordinator) as session:
        leaver = Person(**_leaver(made))
        session.add(leaver)
    return made


def _leaver(desk: Desk) -> dict[str, object]:
    return {
        "partner_id": desk.partner.id,
        "first_name": "Gone",
        "surname": "Away",
        "name_key": "goneaway",
        "status": PersonStatus.LEFT,
        "pass_returned": False,
    }


def numbers(page: Page) -> list[tuple[int, str]]:
    """Return the links whose words begin with a number, and the number."""
    main = page.text[page.text.index("<main") :]
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', main, re.DOTALL)
    said = [(" ".join(re.sub(r"<[^>]+>", " ", words).split()), href) for href, words in found]
    return [
        (int(count[1]), href.replace("&amp;", "&"))
        for words, href in said
        if href.startswith("/") and "per=" not in href and (count := COUNT.match(words))
    ]


@pytest.mark.parametrize("path", ["/", "/vetting", "/vetting/expiring", "/people", "/partners"])
async def test_numbers_are_those_of_the_rows_they_lead_to(reader: Reader, desk: Desk, path: str) -> None:
    assert desk
    page = await reader.open(path)
    found = numbers(page)
    assert len([count for count, _href in found if count]) > 1, page.words
    for count, href in found:
        rows = Page((await reader.browser.get(href)).text)
        said = re.search(r"of (\d+) rows?", rows.words)
        assert (int(said[1]) if said else 0) == count, (href, rows.words)


async def test_home_splits_what_is_mine_by_how_long_it_waited(reader: Reader, desk: Desk) -> None:
    assert desk
    home = await reader.open("/")
    # Two of them are the probe module's own.
    assert home.links["4 things are overdue"] == "#overdue"
    # One of them is a renewal that is due by its date, which the night has yet to record.
    assert home.links["2 are due this week"] == "#due"
    assert "by " in home.words[home.words.index("Due this week") :]


async def test_unknown_waiting_time_narrows_nothing(reader: Reader, desk: Desk) -> None:
    assert desk
    for value in ("abc", "up-to-", "99999999999999999999"):
        page = await reader.open(f"/vetting?waiting={value}")
        assert f"of {len(STAGES)} rows" in page.words


async def test_groups_stand_in_the_lists_own_order_alone(reader: Reader, desk: Desk) -> None:
    assert desk
    grouped = await reader.open("/vetting")
    assert "Whose turn: You (Co-ordinator)" in grouped.words
    assert (
        "Whose turn" not in (await reader.open("/vetting?sort=personSurname")).words.split("Show these")[-1]
    )


async def test_list_of_one_partners_people_says_whose_they_are(reader: Reader, desk: Desk) -> None:
    page = await reader.open(f"/people?partner={desk.partner.id}&status=CURRENT")
    assert f"Organisation: {desk.partner.name}" in page.words
    assert f"of {len(STAGES) + 1} rows" in page.words
    assert f"of {len(STAGES) + 2} rows" in (await reader.open("/people?partner=nonsense")).words


async def test_partners_stand_in_the_order_one_looks_them_up_in(
    reader: Reader, database: Database, registry: Registry
) -> None:
    by = (await make_desk(database, registry, reader.prison)).coordinator
    for name in ("The Lantern", "BARROW", "Élan", "Bellward", "apple"):
        await make_partner(database, by, name)
    page = await reader.open("/partners")
    names = re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', page.text)
    assert names == ["apple", "BARROW", "Bellward", "Élan", "Harbour Lights", "The Lantern"]
