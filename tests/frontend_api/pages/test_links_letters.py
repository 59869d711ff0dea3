"""The letter to a referee: its link is in the letter alone, one letter works, and none leaves for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from core.database.unit_of_work import Database
from core.jobs.pulse import Pulse
from core.messages.enums import MessageState
from core.plugins.loader import Registry
from core.prisons.models import Prison
from infra.database_roles import DatabaseUrls
from plugins.vetting import models, services
from plugins.vetting.enums.reference import Relation
from plugins.vetting.rules.references import Referee
from plugins.vetting.tests.desk import Desk, make_desk
from tests.core.messages.conftest import SITE, smtp_road
from tests.core.messages.conftest import Desk as PostRoom
from tests.core.messages.servers import MailServer
from tests.frontend_api.conftest import Browser
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page
from tests.frontend_api.pages.referees import ANSWERS, EMAIL

REFEREE = Referee(name="Frances Hollow", email=EMAIL, relation=Relation.COLLEAGUE)
ADDRESS = re.compile(rf"{SITE}(/[a-z0-9]+/links/vetting\.reference/([a-z2-7]{{40}}))")


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, prison: Prison) -> Desk:
    return await make_desk(database, registry, prison)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def post_room(
    database: Database, database_urls: DatabaseUrls, registry: Registry, prison: Prison, desk: Desk
) -> Iterator[PostRoom]:
    pulse = Pulse(database_urls.app, every_seconds=0.1)
    pulse.start()
    yield PostRoom(database, registry, prison, desk.coordinator, pulse, [])
    pulse.stop()


async def ask(desk: Desk) -> models.Reference:
    case, by = await desk.opened(), desk.coordinator
    async with desk.database.write(by) as session:
        asked = await services.ask_reference(session, by, case.id, referee=REFEREE)
    assert asked.link is None
    return asked.reference


async def again(desk: Desk, reference: models.Reference) -> None:
    async with desk.database.write(desk.coordinator) as session:
        await services.ask_reference_again(session, desk.coordinator, reference.id)


async def test_referee_answers_by_the_link_in_the_letter_whose_secret_is_nowhere_else(
    browser: Browser, desk: Desk, post_room: PostRoom, mail_server: MailServer
) -> None:
    await ask(desk)
    await post_room.attempt(smtp_road(mail_server))
    [letter] = mail_server.to(EMAIL)
    body = letter.get_content()
    assert "Hello Frances," in body
    assert "Robin" not in body + str(letter["Subject"])
    assert "Ashdown" not in body + str(letter["Subject"])
    [(path, secret)] = ADDRESS.findall(body)
    async with desk.database.read(desk.coordinator) as session:
        for table in ("message", "link", "audit_entry", "job"):
            rows = (await session.execute(text(f"SELECT t::text FROM {table} AS t"))).scalars()  # noqa: S608 -- of four
            assert not any(secret in row for row in rows), table
    assert Page((await browser.get(path)).text).heading == "A reference for Robin Ashdown"
    assert (await browser.post(path, data={**ANSWERS, "step": "send"})).status_code == 303
    assert (await browser.get(path)).status_code == 404
    assert await post_room.attempt(smtp_road(mail_server)) == []
    assert len(mail_server.to(EMAIL)) == 1


async def test_of_two_letters_asked_for_before_either_left_one_leaves_and_works(
    browser: Browser, desk: Desk, post_room: PostRoom, mail_server: MailServer
) -> None:
    reference = await ask(desk)
    await again(desk, reference)
    await post_room.attempt(smtp_road(mail_server))
    [letter] = mail_server.to(EMAIL)
    states = sorted(message.state for message in await post_room.messages())
    assert states == sorted((MessageState.DROPPED, MessageState.SENT))
    [(path, _secret)] = ADDRESS.findall(letter.get_content())
    assert (await browser.get(path)).status_code == 200


async def test_asked_again_the_first_letters_link_is_dead_at_once(
    browser: Browser, desk: Desk, post_room: PostRoom, mail_server: MailServer
) -> None:
    reference = await ask(desk)
    await post_room.attempt(smtp_road(mail_server))
    await again(desk, reference)
    [(first, _secret)] = ADDRESS.findall(mail_server.to(EMAIL)[0].get_content())
    assert (await browser.get(first)).status_code == 404
    await post_room.attempt(smtp_road(mail_server))
    [(second, _other)] = ADDRESS.findall(mail_server.to(EMAIL)[1].get_content())
    assert (await browser.get(second)).status_code == 200


async def test_no_letter_leaves_for_a_reference_withdrawn_before_it_did(
    desk: Desk, post_room: PostRoom, mail_server: MailServer
) -> None:
    reference = await ask(desk)
    async with desk.database.write(desk.coordinator) as session:
        await services.withdraw_reference(session, desk.coordinator, reference.id)
    await post_room.attempt(smtp_road(mail_server))
    assert mail_server.mailbox.taken == []
    message = await post_room.message()
    assert (message.state, message.address) == (MessageState.DROPPED, None)


async def test_page_says_that_it_goes_by_mail_or_shows_the_link_where_no_address_is_known(
    reader: Reader, desk: Desk, post_room: PostRoom
) -> None:
    case = await desk.opened()
    path = f"/vetting/cases/{case.id}/references/ask"
    form = await reader.open(path)
    asked: dict[str, Any] = {"name": "Frances Hollow", "relation": "COLLEAGUE", "road": "MAIL"}
    mailed = await reader.follow(await reader.send(path, form, email=EMAIL, **asked))
    assert f"Frances Hollow gets the link by e-mail, at {EMAIL}." in mailed.words
    assert (await post_room.message()).address == EMAIL
    shown = await reader.send(path, form, email="", **asked)
    assert "/links/vetting.reference/" in shown.text
    assert len(await post_room.messages()) == 1
