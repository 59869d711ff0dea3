"""A case and a person as their pages say them: what is held, whose turn, how long, what was done last."""

from __future__ import annotations

from datetime import timedelta

import pytest_asyncio

from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from plugins.vetting.enums import Verb, VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.desk import STARTED, Desk, make_desk
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

DAY = timedelta(days=1)


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, reader: Reader) -> Desk:
    return await make_desk(database, registry, reader.prison)


async def test_case_with_the_team_says_how_far_over_the_target_it_is(reader: Reader, desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    page = await reader.open(f"/vetting/cases/{case.id}")
    assert "With the vetting team, for" in page.words
    assert "A decision should take 60 working days: it is" in page.words
    assert "over." in page.words


async def test_chase_is_noted_on_the_case_and_not_offered_again_that_day(reader: Reader, desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    path = f"/vetting/cases/{case.id}"
    page = await reader.open(path)
    assert "/actions/chase" in page.text

    noted = await reader.follow(await reader.send(f"{path}/actions/chase", page))
    again = await reader.follow(await reader.send(f"{path}/actions/chase", page))

    assert "The chase was noted." in noted.words
    assert "Chased: HMPPS vetting team" in noted.words
    assert "/actions/chase" not in noted.text
    assert "This case was chased today already." in again.words


async def test_nobody_outside_is_chased_while_the_turn_is_ones_own(reader: Reader, desk: Desk) -> None:
    case = await desk.opened()
    page = await reader.open(f"/vetting/cases/{case.id}")
    assert "Whose turn: You (Co-ordinator)" in page.words
    assert "/actions/chase" not in page.text


async def test_of_one_day_what_was_done_last_stands_first(reader: Reader, desk: Desk) -> None:
    case = await desk.opened(on=STARTED)
    for verb in (Verb.ASK_SPONSOR, Verb.SEND_FORM):
        await desk.moved(case, verb, on=STARTED)
    page = await reader.open(f"/vetting/cases/{case.id}")
    timeline = page.words[page.words.index("Timeline") :]
    assert timeline.index("Form sent") < timeline.index("Begun at")


async def test_settled_case_names_nobody_as_next(reader: Reader, desk: Desk) -> None:
    case = await desk.taken_over(VettingStage.CLOSED)
    page = await reader.open(f"/vetting/cases/{case.id}")
    assert "Whose turn: Nobody" in page.words
    assert "The next step is for" not in page.words


async def test_person_says_first_what_is_held_and_what_is_under_way(reader: Reader, desk: Desk) -> None:
    held = Clearance(
        level=VettingLevel.HMPPS_EL2, granted_on=today() - 30 * DAY, expires_on=today() + 400 * DAY
    )
    await desk.taken_over(VettingStage.ACTIVE, clearances=[held])
    waiting = await desk.another("Fennimore")
    await desk.opened(waiting)

    cleared = await reader.open(f"/people/{desk.person.id}")
    stuck = await reader.open(f"/people/{waiting.id}")

    assert "Holds Enhanced Level 2 until" in _lead(cleared)
    assert "Holds no clearance that is good today. A case is under way: Being prepared." in _lead(stuck)
    assert "Whose turn: You (Co-ordinator)." in _lead(stuck)


def _lead(page: Page) -> str:
    return page.words[: page.words.index("What they do here")]
