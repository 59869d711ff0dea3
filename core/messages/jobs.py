"""The jobs of mail: send a message, follow it, and forget addresses nightly."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, update

from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.messages.enums import MessageCode, MessageState
from core.messages.models import Message
from core.messages.sending import ATTEMPTS, follow_message, send_message
from core.translation import lazy_gettext as _

if TYPE_CHECKING:
    from core.messages.post import OpenPost, Post

GIVEN_UP_AFTER = timedelta(days=3)
ADDRESS_KEPT_FOR = timedelta(days=7)
"""At most, for what Notify has taken and says nothing more about."""


def post_from_environment() -> Post:
    """Open the road that the settings name; what speaks to it is loaded only where mail is sent."""
    opened: Post = import_module("core.messages.post").post_from_environment()
    return opened


class MailJobs:
    """The jobs over one post office: that of the process, or of a test."""

    def __init__(self, open_post: OpenPost = post_from_environment) -> None:
        self._open_post = open_post
        self.send = Job(
            name="core.send_message",
            run=self._send,
            title=_("Send a message"),
            max_attempts=ATTEMPTS,
            timeout_seconds=120,
        )
        self.follow = Job(
            name="core.follow_message",
            run=self._ask,
            title=_("Ask what became of a message"),
            max_attempts=10,
            timeout_seconds=120,
            retry_seconds=60,
        )

    async def _send(self, context: JobContext, *, message_id: UUID) -> None:
        await send_message(context, message_id, post=self._open_post(), follow=self.follow)

    async def _ask(self, context: JobContext, *, message_id: UUID, turn: int) -> None:
        await follow_message(context, message_id, turn, post=self._open_post(), follow=self.follow)


MAIL_JOBS = MailJobs()
SEND_MESSAGE, FOLLOW_MESSAGE = MAIL_JOBS.send, MAIL_JOBS.follow


async def forget_addresses(context: JobContext) -> None:
    """Give up what has waited too long, and forget addresses that are needed no more."""
    stale = Message.state == MessageState.QUEUED, Message.created_at < func.now() - GIVEN_UP_AFTER
    given_up = {"state": MessageState.FAILED, "code": MessageCode.ABANDONED, "state_at": func.now()}
    over = Message.state != MessageState.QUEUED, Message.address.is_not(None)
    async with context.finish() as session:
        await session.execute(update(Message).where(*stale).values(**given_up, address=None))
        await session.execute(
            update(Message)
            .where(*over, Message.state_at < func.now() - ADDRESS_KEPT_FOR)
            .values(address=None)
        )


FORGET_ADDRESSES = Job(
    name="core.forget_addresses", run=forget_addresses, title=_("Forget addresses of messages")
)
NIGHTLY_ADDRESSES = Schedule(name="core.nightly_addresses", job=FORGET_ADDRESSES, when=daily(2, 40))
JOBS = (SEND_MESSAGE, FOLLOW_MESSAGE, FORGET_ADDRESSES)
