"""Writes of mail: a message asked for, what became of it, and an address that is tried again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.clock import now
from core.errors import NotFound
from core.jobs.declarations import Job
from core.jobs.enqueue import enqueue
from core.messages.declarations import MailTemplate, Recipient
from core.messages.enums import MessageCode, MessageState
from core.messages.models import MailReach, Message
from core.messages.permissions import ADDRESS_RETRY
from core.messages.queries import digest_of, language_at, prison_here
from core.messages.roads.declarations import Handed, Outcome
from core.translation import in_source_language, translate

STOP_AFTER = 3
"""Failures in a row, after which nothing is sent to an address until somebody says so."""
ENDS: dict[Outcome, tuple[MessageState, MessageCode | None]] = {
    Outcome.ACCEPTED: (MessageState.SENT, None),
    Outcome.UNKNOWN: (MessageState.SENT, MessageCode.UNCONFIRMED),
    Outcome.DELIVERED: (MessageState.DELIVERED, None),
    Outcome.REFUSED: (MessageState.FAILED, MessageCode.REFUSED),
    Outcome.REJECTED: (MessageState.FAILED, MessageCode.REJECTED),
    Outcome.NOT_TAKEN: (MessageState.FAILED, MessageCode.NOT_TAKEN),
    Outcome.NOT_SENT: (MessageState.DROPPED, MessageCode.DONE_BEFORE),
}


async def queue_message(
    session: AsyncSession,
    viewer: Viewer,
    template: MailTemplate,
    to: Recipient,
    *,
    send: Job,
    dedupe_key: str,
    subject_id: UUID | None = None,
) -> UUID | None:
    """Ask for a message in the caller's own transaction; return its id, None when the key was used before.

    It asks for no right of its own: telling somebody is part of what the caller was allowed to do. The
    system sends it, so that it leaves even if whoever caused it has no role any more.
    """
    language = to.language or language_at(await prison_here(session))
    made = await session.scalar(
        insert(Message)
        .values(
            template=template.code,
            title=in_source_language(template.title),
            subject_id=subject_id,
            account_id=to.account_id,
            member_id=to.member_id,
            person_id=to.person_id,
            contact_id=to.contact_id,
            partner_id=to.partner_id,
            language=language,
            address=to.address,
            state_at=func.now(),
            dedupe_key=dedupe_key,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "dedupe_key"])
        .returning(Message.id)
    )
    if made is not None:
        await enqueue(session, send, system_viewer(viewer.tenant_id), message_id=made)
    return made


def end_message(message: Message, state: MessageState, code: MessageCode | None = None) -> None:
    """Record what became of a message."""
    message.state, message.code, message.state_at = state, code, now()
    if state is not MessageState.SENT and code is not MessageCode.AWAY:
        message.address = None


async def record_outcome(
    session: AsyncSession, message: Message, handed: Handed, *, tells_delivery: bool
) -> None:
    """Record what a road says, and count an address that was refused."""
    if handed.outcome is Outcome.ON_THE_WAY:
        return
    address, was_sent = message.address, message.state is MessageState.SENT
    state, code = ENDS[handed.outcome]
    if handed.outcome is Outcome.REFUSED and was_sent:
        state = MessageState.BOUNCED
    message.provider_id = handed.provider_id or message.provider_id
    end_message(message, state, code)
    if address is not None and handed.outcome is Outcome.REFUSED:
        await _count_failure(session, message, address)
    if address is not None and handed.outcome is (Outcome.DELIVERED if tells_delivery else Outcome.ACCEPTED):
        digest = digest_of(message.tenant_id, address)
        await session.execute(delete(MailReach).where(MailReach.digest == digest))
    if state is MessageState.SENT and not tells_delivery:
        message.address = None


async def _count_failure(session: AsyncSession, message: Message, address: str) -> None:
    """Count a failure of an address, and stop at the third."""
    whose = {
        name: getattr(message, name)
        for name in ("account_id", "member_id", "person_id", "contact_id", "partner_id")
    }
    counted = insert(MailReach).values(digest=digest_of(message.tenant_id, address), failures=1, **whose)
    await session.execute(
        counted.on_conflict_do_update(
            index_elements=["tenant_id", "digest"], set_={"failures": MailReach.failures + 1, **whose}
        )
    )
    await session.execute(
        update(MailReach)
        .where(MailReach.failures >= STOP_AFTER, MailReach.stopped_at.is_(None))
        .values(stopped_at=func.now())
    )


async def retry_address(session: AsyncSession, viewer: Viewer, reach_id: UUID) -> UUID:
    """Let mail be sent again to an address that did not take it; return the id it had."""
    viewer.require(ADDRESS_RETRY)
    found = await session.scalar(select(MailReach).where(MailReach.id == reach_id).with_for_update())
    if found is None:
        raise NotFound(translate("That address is not stopped here any more. Open the list anew."))
    await session.delete(found)
    return reach_id
