"""A module's own message: declared words, asked for once, with what it links to made when it leaves."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.identifiers import uuid7
from core.jobs.declarations import JobContext
from core.jobs.runner import Outcome
from core.jobs.work import Work
from core.messages.enums import MessageState
from core.messages.roads.declarations import MailRoad
from core.sdk import messages
from tests.core.messages.conftest import SITE, Desk, smtp_road
from tests.core.messages.servers import MailServer

GONE: set[UUID | None] = set()


async def _gather(
    _session: AsyncSession, _context: JobContext, message: messages.Message
) -> messages.Fields | None:
    if message.subject_id in GONE:
        return None
    return {messages.MailField.LINK: f"l/tea/{message.subject_id}", messages.MailField.FIRST_NAME: "Ewan"}


GUEST = messages.MailTemplate(
    code="core.guest",
    title="A guest is asked",
    subject="You are asked to tea at {prison}",
    paragraphs=(*messages.GREETING, messages.Paragraph(text="{link}"), messages.WHY_THIS_CAME),
    gather=_gather,
)


@pytest.fixture
def tea_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    before = Desk.work

    def work(self: Desk, road: MailRoad) -> Work:
        whole = before(self, road)
        return replace(whole, mail={**whole.mail, GUEST.code: GUEST})

    monkeypatch.setattr(Desk, "work", work)
    return desk


async def _ask(desk: Desk, subject_id: UUID, address: str) -> UUID | None:
    async with desk.database.write(desk.viewer) as session:
        to = messages.Recipient(address=address)
        return await messages.tell(
            session, desk.viewer, GUEST, to, once=f"{subject_id}", subject_id=subject_id
        )


async def test_somebody_without_an_account_is_told_once_with_a_link_to_this_prison(
    tea_desk: Desk, mail_server: MailServer
) -> None:
    subject_id, address = uuid7(), f"guest.{uuid7()}@example.org"
    assert await _ask(tea_desk, subject_id, address) is not None
    assert await _ask(tea_desk, subject_id, address) is None
    assert await tea_desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    [mail] = mail_server.to(address)
    link = f"{SITE}/{tea_desk.prison.code.lower()}/l/tea/{subject_id}"
    assert link in mail.get_content().splitlines()
    message = await tea_desk.message()
    assert (message.state, message.address) == (MessageState.SENT, None)


async def test_what_its_module_says_is_over_by_then_is_not_sent(
    tea_desk: Desk, mail_server: MailServer
) -> None:
    subject_id, address = uuid7(), f"guest.{uuid7()}@example.org"
    await _ask(tea_desk, subject_id, address)
    GONE.add(subject_id)
    assert await tea_desk.attempt(smtp_road(mail_server)) == [Outcome.DONE]
    assert mail_server.to(address) == []
    assert (await tea_desk.message()).state is MessageState.DROPPED
