"""A reference, asked for and given: the desk's pages, the referee's without an account, and what stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest_asyncio

from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page
from tests.frontend_api.pages.referees import ANSWERS, EMAIL, ask

GONE = "This link does not work any more, or never did. Ask whoever gave it to you for a new one."


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, prison: Prison) -> Desk:
    return await make_desk(database, registry, prison)


async def test_coordinator_asks_and_the_referee_answers_once(reader: Reader, desk: Desk) -> None:
    case = await desk.opened()
    form = await reader.open(f"/vetting/cases/{case.id}/references/ask")
    answer = await reader.send(
        f"/vetting/cases/{case.id}/references/ask",
        form,
        name="Frances Hollow",
        email=EMAIL.upper(),
        relation="COLLEAGUE",
        road="HAND",
    )
    assert answer.status_code == 200, answer.text
    shown = Page(answer.text)
    found = re.search(r'value="https?://[^/"]+(/[^"]+/links/vetting\.reference/[a-z2-7]{40})"', answer.text)
    assert found, answer.text
    assert "Give this link to Frances Hollow." in shown.words
    path = found[1]
    stranger = reader.browser
    stranger.cookies.clear()
    page = Page((await stranger.get(path)).text)
    assert page.heading == "A reference for Robin Ashdown"
    check = Page((await stranger.post(path, data=ANSWERS)).text)
    assert check.heading == "Check your answers"
    assert "3 to 5 years" in check.words
    sent = await stranger.post(path, data={**ANSWERS, "step": "send"})
    assert sent.status_code == 303
    assert path.rpartition("/")[2] not in sent.headers["location"]
    thanks = Page((await stranger.get(sent.headers["location"])).text)
    assert "Thank you for your answer" in thanks.words
    for again in (await stranger.get(path), await stranger.post(path, data={**ANSWERS, "step": "send"})):
        assert (again.status_code, GONE in Page(again.text).words) == (404, True)


async def test_what_the_referee_chose_is_kept_and_nothing_else(browser: Browser, desk: Desk) -> None:
    asked = await ask(desk)
    answers = {**ANSWERS, "step": "send", "words": "Zebedee said something"}
    assert (await browser.post(asked.link.path, data=answers)).status_code == 303
    row = await asked.now()
    assert (row.state, row.answered_on) == (ReferenceState.GIVEN, today())
    assert (row.known_for, row.knows_as) == (KnownFor.FROM_3_TO_5_YEARS, Relation.COLLEAGUE)
    assert (row.reliable, row.suitable) == (Verdict.YES, Verdict.UNSURE)
    assert not any("Zebedee" in str(value) for value in vars(row).values())


async def test_nothing_chosen_is_said_at_each_question_and_nothing_is_lost(
    browser: Browser, desk: Desk
) -> None:
    asked = await ask(desk)
    answer = await browser.post(asked.link.path, data={"known_for": "OVER_5_YEARS"})
    assert answer.status_code == 422
    assert answer.text.count("govuk-error-message") == 3
    assert re.search(r'value="OVER_5_YEARS"[^>]*checked', answer.text)
    changed = await browser.post(asked.link.path, data={**ANSWERS, "step": "change"})
    assert changed.text.count(" checked") == 4
    assert (await asked.now()).state is ReferenceState.ASKED


async def test_referee_may_decline_after_being_asked_whether_they_are_sure(
    browser: Browser, desk: Desk
) -> None:
    asked = await ask(desk)
    sure = Page((await browser.post(asked.link.path, data={"step": "refuse"})).text)
    assert sure.heading == "Are you sure that you do not want to give a reference?"
    assert (await asked.now()).state is ReferenceState.ASKED
    assert (await browser.post(asked.link.path, data={"step": "send-refusal"})).status_code == 303
    row = await asked.now()
    assert (row.state, row.suitable) == (ReferenceState.DECLINED, None)
    assert (await browser.get(asked.link.path)).status_code == 404


async def test_case_page_shows_the_desk_all_and_the_volunteer_only_that_it_was_answered(
    browser: Browser, person: Person, prison: Prison, desk: Desk
) -> None:
    asked = await ask(desk)
    await browser.post(asked.link.path, data={**ANSWERS, "step": "send"})
    await person.join(prison, Role.VOLUNTEER_SELF, partner_id=desk.partner.id, person_id=desk.person.id)
    await browser.sign_in()
    own = await Reader(browser, prison).open(f"/vetting/cases/{asked.case.id}")
    assert "Answered" in own.words
    for hidden in ("Frances", EMAIL, "I am not sure", "Suitable", "Send again"):
        assert hidden not in own.words


async def test_case_page_counts_references_and_says_how_long_one_is_waited_for(
    reader: Reader, desk: Desk
) -> None:
    asked = await ask(desk)
    page = await reader.open(f"/vetting/cases/{asked.case.id}")
    assert "0 of 2 references given." in page.words
    assert "Waiting for 0 working days" in page.words
    await reader.browser.post(asked.link.path, data={**ANSWERS, "step": "send"})
    page = await reader.open(f"/vetting/cases/{asked.case.id}")
    assert "1 of 2 references given." in page.words
    assert "Suitable: I am not sure" in page.words


async def test_unanswered_reference_lapses_by_its_day_alone(reader: Reader, desk: Desk) -> None:
    asked = await ask(desk)
    async with desk.database.write(desk.coordinator) as session:
        row = await session.merge(asked.reference)
        row.answer_by = today() - timedelta(days=1)
    page = await reader.open(f"/vetting/cases/{asked.case.id}")
    assert "No answer in time" in page.words
    assert (await asked.now()).state is ReferenceState.ASKED
    assert (await reader.browser.get(asked.link.path)).status_code == 404


async def test_withdrawn_reference_is_dead_at_once(reader: Reader, desk: Desk) -> None:
    asked = await ask(desk)
    form = await reader.open(f"/vetting/references/{asked.reference.id}/withdraw")
    await reader.follow(await reader.send(f"/vetting/references/{asked.reference.id}/withdraw", form))
    assert (await asked.now()).state is ReferenceState.WITHDRAWN
    assert (await reader.browser.get(asked.link.path)).status_code == 404


async def test_person_cannot_be_their_own_referee_and_nobody_is_asked_twice(
    reader: Reader, desk: Desk
) -> None:
    asked = await ask(desk)
    form = await reader.open(f"/vetting/cases/{asked.case.id}/references/ask")
    answer = await reader.send(
        f"/vetting/cases/{asked.case.id}/references/ask",
        form,
        name="F",
        email=EMAIL,
        relation="FRIEND",
        road="MAIL",
    )
    assert answer.status_code == 422
    assert "This referee was asked already." in Page(answer.text).words


async def test_page_of_the_referee_is_in_welsh_when_asked(browser: Browser, desk: Desk) -> None:
    asked = await ask(desk)
    english = (await browser.get(asked.link.path)).text
    welsh = (await browser.get(f"{asked.link.path}?lang=cy")).text
    assert 'lang="cy"' in welsh
    assert Page(welsh).heading != Page(english).heading
