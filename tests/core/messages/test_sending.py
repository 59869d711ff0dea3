"""Mail through a real server: delivered, refused, a server that is away, and a worker that is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text, update

from core.accounts.models import Account
from core.accounts.roles import Role
from core.accounts.services import take_role_away
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.jobs.runner import Outcome
from core.messages.enums import MessageCode, MessageState, Security
from core.messages.roads.declarations import Handed, HandOver
from core.messages.roads.folder import FolderRoad
from core.messages.roads.smtp import SmtpRoad
from core.messages.services import retry_address
from core.testkit import NOBODY, start_languages
from tests.core.accounts.conftest import People
from tests.core.messages.conftest import SENDER, SITE, Desk, smtp_road
from tests.core.messages.servers import MailServer

S, C = MessageState, MessageCode
LAST_BUT_ONE = text("UPDATE job_queue SET attempts = 29, dead_at = NULL WHERE prison_id = :id")


@pytest.fixture
def address() -> Callable[[], str]:
    return lambda: f"ewan.{uuid7()}@example.org"


async def test_whoever_is_given_access_is_told_at_once(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to = address()
    member = await desk.invite(to)
    waiting = await desk.message()
    assert (waiting.state, waiting.address, waiting.member_id) == (S.QUEUED, to, member.id)
    assert await desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    [mail] = mail_server.to(to)
    body = mail.get_content()
    assert mail["Message-ID"] == f"<{waiting.id}@gatehouse.example>"
    assert mail["From"] == f"Gatehouse <{SENDER}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == f"You can now use Gatehouse at HMP {desk.prison.code}"
    assert "Hello Ewan," in body
    assert f"{SITE}/{desk.prison.code.lower()}" in body.splitlines()
    assert "Rees" not in body
    sent = await desk.message()
    assert (sent.state, sent.code, sent.address, sent.attempts) == (S.SENT, None, None, 1)
    assert await desk.attempt(smtp_road(mail_server)) == []


async def test_somebody_who_was_to_have_access_no_more_is_not_told(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    member = await desk.invite(address())
    async with desk.database.write(desk.viewer) as session:
        await take_role_away(session, desk.viewer, member.id)
    assert await desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    message = await desk.message()
    assert (message.state, message.code, message.address) == (S.DROPPED, C.DONE_BEFORE, None)
    assert mail_server.mailbox.taken == []


async def test_a_refused_address_fails_at_once_and_is_left_alone_after_the_third_time(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to, road = address(), smtp_road(mail_server)
    mail_server.mailbox.refuses.add(to)
    for turn in range(1, 5):
        member = await desk.invite(to)
        assert await desk.attempt(road) == [Outcome.DONE]
        [reach] = await desk.reaches()
        assert (reach.failures, reach.stopped_at is not None) == (min(turn, 3), turn > 2)
        async with desk.database.write(desk.viewer) as session:
            await take_role_away(session, desk.viewer, member.id)
    assert [(one.state, one.code, one.address) for one in await desk.messages()] == [
        *[(S.FAILED, C.REFUSED, None)] * 3,
        (S.FAILED, C.STOPPED, None),
    ]
    async with desk.database.write(desk.viewer) as session:
        await retry_address(session, desk.viewer, reach.id)
    mail_server.mailbox.refuses.clear()
    await desk.invite(to)
    await desk.attempt(road)
    assert len(mail_server.to(to)) == 1
    assert await desk.reaches() == []


async def test_a_server_that_was_away_gets_the_message_when_it_is_back(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to, road = address(), smtp_road(mail_server)
    await asyncio.to_thread(mail_server.stop)
    await desk.invite(to)
    assert await desk.attempt(road) == [Outcome.RETRIED]
    assert (await desk.message()).state is S.QUEUED
    await asyncio.to_thread(mail_server.start)
    assert await desk.attempt(road) == [Outcome.DONE]
    assert len(mail_server.to(to)) == 1
    assert (await desk.message()).state is S.SENT


async def test_a_server_that_says_later_is_asked_later(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to, road = address(), smtp_road(mail_server)
    mail_server.mailbox.answers_data += ["451 4.3.0 Come again"]
    await desk.invite(to)
    assert await desk.attempt(road) == [Outcome.RETRIED]
    assert (await desk.message()).handed_over_at is None
    assert await desk.attempt(road) == [Outcome.DONE]
    assert len(mail_server.to(to)) == 1


async def test_a_server_that_refuses_the_letter_is_not_asked_again(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    mail_server.mailbox.answers_data += ["554 5.7.1 Not this one"]
    await desk.invite(address())
    assert await desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    message = await desk.message()
    assert (message.state, message.code) == (S.FAILED, C.REJECTED)
    assert await desk.reaches() == []


async def test_a_server_that_stays_away_is_given_up_and_can_be_tried_once_more(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to, road = address(), smtp_road(mail_server)
    await asyncio.to_thread(mail_server.stop)
    await desk.invite(to)
    async with desk.database.write(desk.viewer) as session:
        await session.execute(LAST_BUT_ONE, {"id": desk.prison.id})
    assert await desk.attempt(road) == [Outcome.DEAD]
    given_up = await desk.message()
    assert (given_up.state, given_up.code, given_up.address) == (S.FAILED, C.AWAY, to)
    await asyncio.to_thread(mail_server.start)
    async with desk.database.write(desk.viewer) as session:
        await session.execute(LAST_BUT_ONE, {"id": desk.prison.id})
    assert await desk.attempt(road) == [Outcome.DONE]
    assert len(mail_server.to(to)) == 1


class KilledAfterAccepting(SmtpRoad):
    """A worker that is killed after the server's yes and before anything of it is written down."""

    async def send(self, to: str, hand_over: HandOver) -> Handed:
        await super().send(to, hand_over)
        raise KilledHere


class KilledBeforeHandingOver(SmtpRoad):
    async def send(self, _to: str, _hand_over: HandOver) -> Handed:
        raise KilledHere


class KilledHere(Exception):
    """Stands for SIGKILL: no line of ours runs after it but the next worker's."""


async def test_what_a_killed_worker_had_handed_over_is_not_sent_twice(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to = address()
    await desk.invite(to)
    killed = KilledAfterAccepting("127.0.0.1", mail_server.port, sender=SENDER, security=Security.NONE)
    await desk.attempt(killed)
    assert (await desk.message()).state is S.QUEUED
    assert await desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    assert len(mail_server.to(to)) == 1
    message = await desk.message()
    assert (message.state, message.code) == (S.SENT, C.UNCONFIRMED)


async def test_what_a_killed_worker_had_not_handed_over_is_sent(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to = address()
    await desk.invite(to)
    killed = KilledBeforeHandingOver("127.0.0.1", mail_server.port, sender=SENDER)
    await desk.attempt(killed)
    assert await desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    assert len(mail_server.to(to)) == 1


async def test_the_folder_holds_each_message_once(
    desk: Desk, tmp_path: Path, address: Callable[[], str]
) -> None:
    to, road = address(), FolderRoad(tmp_path / "mail", sender=SENDER)
    await desk.invite(to)
    await desk.attempt(road)
    [file] = (tmp_path / "mail").iterdir()
    assert file.name == f"{(await desk.message()).id}.eml"
    assert f"To: {to}".encode() in file.read_bytes()


async def test_mail_is_in_both_languages_at_a_welsh_prison_for_whoever_has_chosen_none(
    desk: Desk, mail_server: MailServer, address: Callable[[], str]
) -> None:
    to = address()
    await name_in_welsh(desk)
    await desk.invite(to)
    await desk.attempt(smtp_road(mail_server))
    [mail] = mail_server.to(to)
    assert (await desk.message()).language == "cy+en"
    assert "Carchar Caerwysg" in mail["Subject"]
    assert mail.get_content().index("Helo Ewan,") < mail.get_content().index("Hello Ewan,")


async def test_mail_is_in_the_language_that_the_reader_chose(
    desk: Desk, people: People, mail_server: MailServer
) -> None:
    colleague = await people.add(desk.prison, Role.COUNCIL_FACILITATOR, "Nia Pugh")
    async with desk.database.write(NOBODY) as session:
        chosen = update(Account).where(Account.id == colleague.account.id).values(language="cy")
        await session.execute(chosen)
    to = str(colleague.account.email)
    await name_in_welsh(desk)
    await desk.invite(to, name="Nia Pugh")
    await desk.attempt(smtp_road(mail_server))
    [mail] = mail_server.to(to)
    assert "Helo Nia," in mail.get_content()
    assert "Hello" not in mail.get_content()


async def name_in_welsh(desk: Desk) -> None:
    start_languages(())
    named = text("UPDATE prison SET name_cy = 'Carchar Caerwysg' WHERE id = :id")
    async with desk.database.write(NOBODY) as session:
        await session.execute(named, {"id": desk.prison.id})


async def test_no_row_of_the_trail_holds_the_address(
    desk: Desk, mail_server: MailServer, address: Callable[[], str], database: Database
) -> None:
    to = address()
    await desk.invite(to)
    await desk.attempt(smtp_road(mail_server))
    async with database.read(desk.viewer) as session:
        found = await session.scalar(
            text(
                "SELECT count(*) FROM audit_entry WHERE table_name = 'message' AND "
                "(before::text LIKE :to OR after::text LIKE :to)"
            ),
            {"to": f"%{to}%"},
        )
        kept = await session.scalar(text("SELECT count(*) FROM audit_entry WHERE table_name = 'message'"))
    assert (found, kept > 0) == (0, True)
