"""What is read to send a message: the message itself, its prison, and whether its address takes mail."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.members import TENANT_HERE
from core.messages.composing import BOTH
from core.messages.models import MailReach, Message
from core.prisons.models import Prison
from core.translation import SOURCE_LANGUAGE


async def prison_here(session: AsyncSession) -> Prison:
    """Return the prison of this transaction."""
    return (await session.execute(select(Prison).where(Prison.id == TENANT_HERE))).scalar_one()


async def message_here(session: AsyncSession, message_id: UUID, *, hold: bool = False) -> Message | None:
    wanted = select(Message).where(Message.id == message_id)
    return await session.scalar(wanted.with_for_update() if hold else wanted)


async def is_stopped(session: AsyncSession, tenant_id: UUID, address: str) -> bool:
    """Say whether the address has refused mail too often."""
    stopped = select(MailReach.id).where(
        MailReach.digest == digest_of(tenant_id, address), MailReach.stopped_at.is_not(None)
    )
    return await session.scalar(stopped) is not None


def digest_of(tenant_id: UUID, address: str) -> str:
    """Return what stands for an address: the same in one prison, another in the next."""
    return sha256(f"{tenant_id}:{address.lower()}".encode()).hexdigest()


def language_at(prison: Prison) -> str:
    """Return in what to write to somebody who has chosen no language: at a Welsh prison, in both."""
    return BOTH if prison.name_cy else SOURCE_LANGUAGE
