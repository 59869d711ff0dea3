"""The letter that a request for a correction was answered: that it was, and where to read it. Never what."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.reachable import holders_here
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.jobs.declarations import JobContext
from core.messages.declarations import Fields, MailField, MailTemplate, Paragraph, Recipient
from core.messages.models import Message
from core.messages.telling import tell
from core.messages.wording import GREETING, WHY_THIS_CAME
from core.mirror.enums import CorrectionState
from core.mirror.models import Correction
from core.translation import lazy_gettext as _


async def _gather(session: AsyncSession, _context: JobContext, message: Message) -> Fields | None:
    """Return where to read it; None where it is gone or not answered after all."""
    state = await session.scalar(select(Correction.state).where(Correction.id == message.subject_id))
    return None if state in {None, CorrectionState.OPEN} else {MailField.LINK: "me"}


ANSWERED = MailTemplate(
    code="core.correction_answered",
    title=_("A request was answered"),
    subject=_("You have an answer in Gatehouse"),
    paragraphs=(
        *GREETING,
        Paragraph(text=_("You asked {prison} for something in your record. Sign in to read the answer:")),
        Paragraph(text="{link}"),
        WHY_THIS_CAME,
    ),
    gather=_gather,
)


async def tell_answered(session: AsyncSession, viewer: Viewer, asked: Correction) -> None:
    """Tell whoever asked, by the account they asked with; nobody where that has no role here any more."""
    for one in await holders_here(session):
        own = one.role is Role.VOLUNTEER_SELF and one.account_id == asked.asked_by
        if own and one.address and one.person_id == asked.person_id:
            to = Recipient(
                address=one.address,
                language=one.language,
                account_id=one.account_id,
                person_id=one.person_id,
                partner_id=one.partner_id,
            )
            await tell(session, viewer, ANSWERED, to, once=str(asked.id), subject_id=asked.id)
            return
