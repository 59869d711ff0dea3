"""One attempt to send a message. What was accepted is not sent again, wherever a worker was killed.

Before a letter is handed over, the attempt is recorded. An attempt that finds such a record without an
outcome asks the road what became of it, and sends again only if it certainly did not leave.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import now
from core.jobs.declarations import Job, JobContext
from core.jobs.enqueue import enqueue
from core.jobs.work import module_of
from core.messages.checking import UnfitLetter
from core.messages.composing import compose
from core.messages.declarations import Letter, MailTemplate
from core.messages.enums import MessageCode, MessageState
from core.messages.models import Message
from core.messages.queries import is_stopped, message_here, prison_here
from core.messages.roads.declarations import Handed, Outcome, RoadAway
from core.messages.services import end_message, record_outcome
from core.plugins.activation import enabled

if TYPE_CHECKING:
    from core.messages.post import Post

log = structlog.get_logger(__name__)
ATTEMPTS = 30
"""With waits of up to ten minutes: some four hours of a mail server that is away."""
FOLLOWED_AFTER = (
    timedelta(minutes=2),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""When Notify is asked how far a letter is: it tries for 72 hours itself."""


async def send_message(context: JobContext, message_id: UUID, *, post: Post, follow: Job) -> None:
    """Send a message that waits, unless it has come to an end already."""
    async with context.read() as session:
        message = await message_here(session, message_id)
        stopped = message is not None and (
            message.address is not None and await is_stopped(session, message.tenant_id, message.address)
        )
    if message is None or not _waits(message):
        return
    sending = Sending(context, message, post, follow)
    if message.address is None:
        await sending.end(MessageState.FAILED, MessageCode.NO_ADDRESS)
    elif stopped:
        await sending.end(MessageState.FAILED, MessageCode.STOPPED)
    else:
        await sending.send(message.address)


def _waits(message: Message) -> bool:
    """Say whether it is still to be sent: also one that was given up while the mail server was away."""
    given_up = message.state is MessageState.FAILED and message.code is MessageCode.AWAY
    return message.state is MessageState.QUEUED or given_up


class Sending:
    """One message on its way out in one attempt."""

    def __init__(self, context: JobContext, message: Message, post: Post, follow: Job) -> None:
        self._context = context
        self._message = message
        self._post = post
        self._follow = follow

    async def send(self, address: str) -> None:
        """Hand the message over, or learn what became of it when an earlier attempt was cut off."""
        road = self._post.road
        if self._message.handed_over_at is not None:
            found = await road.find(self._message.id)
            if found is not None:
                await self._record(found)
                return
        try:
            handed = await road.send(address, self._hand_over)
        except UnfitLetter as error:
            # The sentence says what kind of thing it was. What it was stays where it is.
            log.error("message_unfit", template=self._message.template, reason=str(error))  # noqa: TRY400 -- a trace would print fields
            await self.end(MessageState.FAILED, MessageCode.UNFIT)
        except RoadAway:
            await self._put_back()
            raise
        else:
            await self._record(handed)

    async def _hand_over(self) -> Letter | None:
        """Ask whether it is still needed, put it together and record that it leaves now: one transaction."""
        async with self._context.note() as session:
            message = await message_here(session, self._message.id, hold=True)
            template = self._template()
            if message is None or template is None or message.address is None:
                return None
            fields = await template.gather(session, self._context, message)
            if fields is None:
                return None
            prison = await prison_here(session)
            letter = compose(
                template,
                fields,
                message_id=message.id,
                to=message.address,
                language=message.language,
                site=self._post.site(prison.code),
                prison=prison,
            )
            message.handed_over_at = now()
            message.attempts += 1
        return letter

    def _template(self) -> MailTemplate | None:
        """Return the declared words; None where their module is gone or switched off here."""
        code = self._message.template
        on = enabled(self._context.viewer, module_of(code))
        return self._context.work.mail.get(code) if on else None

    async def _put_back(self) -> None:
        """Record that it certainly did not leave; on the last attempt, that it is given up."""
        async with self._context.note() as session:
            message = await message_here(session, self._message.id, hold=True)
            if message is not None:
                message.handed_over_at = None
                if self._context.attempt >= ATTEMPTS:
                    end_message(message, MessageState.FAILED, MessageCode.AWAY)

    async def end(self, state: MessageState, code: MessageCode) -> None:
        async with self._context.finish() as session:
            message = await message_here(session, self._message.id, hold=True)
            if message is not None:
                end_message(message, state, code)

    async def _record(self, handed: Handed) -> None:
        tells = self._post.road.tells_delivery
        async with self._context.finish() as session:
            message = await message_here(session, self._message.id, hold=True)
            if message is not None:
                await record_outcome(session, message, handed, tells_delivery=tells)
                if tells and handed.outcome is Outcome.ACCEPTED:
                    await ask_later(session, self._context, self._follow, message.id, 0)


async def ask_later(
    session: AsyncSession, context: JobContext, follow: Job, message_id: UUID, turn: int
) -> None:
    """Ask for the next look at an accepted letter, as long as there is one."""
    if turn < len(FOLLOWED_AFTER):
        delay = FOLLOWED_AFTER[turn]
        await enqueue(session, follow, context.viewer, delay=delay, message_id=message_id, turn=turn)


async def follow_message(
    context: JobContext, message_id: UUID, turn: int, *, post: Post, follow: Job
) -> None:
    """Learn how far an accepted letter is; ask again later while it is on its way."""
    async with context.read() as session:
        message = await message_here(session, message_id)
    if message is None or message.state is not MessageState.SENT or message.provider_id is None:
        return
    outcome = await post.road.follow(message.provider_id)
    async with context.finish() as session:
        held = await message_here(session, message_id, hold=True)
        if held is not None and held.state is MessageState.SENT:
            await record_outcome(session, held, Handed(outcome), tells_delivery=True)
            if outcome is Outcome.ON_THE_WAY:
                await ask_later(session, context, follow, message_id, turn + 1)
