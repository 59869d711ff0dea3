"""How a module tells somebody by mail: its declared words, and one call in the transaction that causes it.

The names here are what a message is declared and asked for with; plugins have them as `core.sdk.messages`.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.messages.declarations import Fields, MailField, MailTemplate, Paragraph, Recipient, Value
from core.messages.jobs import SEND_MESSAGE
from core.messages.models import Message
from core.messages.services import queue_message
from core.messages.wording import GREETING, WHY_THIS_CAME, first_name_of

__all__ = [
    "GREETING",
    "WHY_THIS_CAME",
    "Fields",
    "MailField",
    "MailTemplate",
    "Message",
    "Paragraph",
    "Recipient",
    "Value",
    "first_name_of",
    "tell",
]


async def tell(
    session: AsyncSession,
    viewer: Viewer,
    template: MailTemplate,
    to: Recipient,
    *,
    once: str,
    subject_id: UUID | None = None,
) -> UUID | None:
    """Ask for a message in the caller's transaction; return its id, None where it was told before.

    `once` says what this tells, within the template: the same is never told twice. Ask for a permission
    before: telling somebody is part of what the caller was allowed to do.
    """
    return await queue_message(
        session,
        viewer,
        template,
        to,
        send=SEND_MESSAGE,
        dedupe_key=f"{template.code}:{once}",
        subject_id=subject_id,
    )
