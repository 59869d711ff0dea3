"""Telling somebody by mail that they were given access: a role nobody knows of lapses."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.giving import INVITATION_DAYS
from core.accounts.members import here, is_lapsed
from core.accounts.models import Account, Membership
from core.accounts.viewer import Viewer
from core.clock import LONDON
from core.jobs.declarations import JobContext
from core.messages.declarations import Fields, MailField, MailTemplate, Paragraph, Recipient, Value
from core.messages.jobs import SEND_MESSAGE
from core.messages.models import Message
from core.messages.services import queue_message
from core.messages.wording import GREETING, WHY_THIS_CAME, first_name_of
from core.translation import lazy_gettext as _


async def _gather(session: AsyncSession, _context: JobContext, message: Message) -> Fields | None:
    found = await session.execute(
        select(Membership, is_lapsed(Membership)).where(Membership.id == message.member_id, here(Membership))
    )
    row = found.one_or_none()
    if row is None or row[1] or row[0].taken_away_at is not None:
        return None
    member: Membership = row[0]
    fields: dict[MailField, Value] = {
        MailField.FIRST_NAME: first_name_of(member.name),
        MailField.LINK: "",
    }
    if member.account_id is None:
        given_on = member.created_at.astimezone(LONDON).date()
        fields[MailField.DAY] = given_on + timedelta(days=INVITATION_DAYS)
    return fields


INVITATION = MailTemplate(
    code="core.invitation",
    title=_("Access was given"),
    subject=_("You can now use Gatehouse at {prison}"),
    paragraphs=(
        *GREETING,
        Paragraph(text=_("You have been given access to Gatehouse at {prison}. Sign in here:")),
        Paragraph(text="{link}"),
        Paragraph(
            text=_(
                "Sign in with the address this came to, by {day}. After that day it lapses; ask for it again."
            ),
            needs=(MailField.DAY,),
        ),
        Paragraph(text=_("If you do not know what this is about, you need do nothing.")),
        WHY_THIS_CAME,
    ),
    gather=_gather,
)


async def invite(session: AsyncSession, viewer: Viewer, member: Membership) -> None:
    """Ask for the message to whoever was given a role, in the transaction that gives it."""
    account = await session.get(Account, member.account_id) if member.account_id else None
    to = Recipient(
        address=member.email,
        language=account.language if account else None,
        member_id=member.id,
        account_id=member.account_id,
        partner_id=member.partner_id,
        person_id=member.person_id,
    )
    key = f"invitation:{member.id}"
    await queue_message(session, viewer, INVITATION, to, send=SEND_MESSAGE, dedupe_key=key)
