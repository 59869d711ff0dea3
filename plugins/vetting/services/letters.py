"""The letters to a referee. A link is made in the moment in which it leaves, and is kept nowhere else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import JobContext, Viewer, links, messages, today
from core.sdk import lazy_gettext as _
from plugins.vetting import models, queries
from plugins.vetting.enums.reference import ReferenceState
from plugins.vetting.permissions import REFERENCE_ASK
from plugins.vetting.rules.references import REFEREE, reminded_until
from plugins.vetting.rules.stages import OPEN


async def link_of(session: AsyncSession, viewer: Viewer, row: models.Reference) -> links.MadeLink:
    """Make the address by which a reference is given; the one before is dead at once."""
    return await links.make_link(
        session, viewer, REFEREE, row.id, person_id=row.person_id, partner_id=row.partner_id
    )


async def _gather(
    session: AsyncSession, context: JobContext, message: messages.Message
) -> messages.Fields | None:
    """Return what the letter says; None where nobody waits for it, or a later one was asked for."""
    row = await _waited_for(session, message)
    if row is None:
        return None
    link = await link_of(session, context.viewer, row)
    return {
        messages.MailField.FIRST_NAME: messages.first_name_of(row.referee_name),
        messages.MailField.DAY: row.answer_by,
        messages.MailField.LINK: link.path.split("/", 2)[2],  # after the prison, which the letter knows
    }


async def _waited_for(session: AsyncSession, message: messages.Message) -> models.Reference | None:
    wanted = select(models.Reference).where(models.Reference.id == message.subject_id).with_for_update()
    row = await session.scalar(wanted)
    if row is None or row.state is not ReferenceState.ASKED or row.answer_by < today():
        return None
    case = await queries.case_by_id(session, row.case_id)
    return row if case.stage in OPEN and await _is_last(session, message) else None


async def _is_last(session: AsyncSession, message: messages.Message) -> bool:
    """Say whether no later letter was asked for: its link would be dead as soon as this one left."""
    of_it = (
        messages.Message.template.in_((ASKED.code, AGAIN.code)),
        messages.Message.subject_id == message.subject_id,
        messages.Message.created_at > message.created_at,
    )
    return await session.scalar(select(messages.Message.id).where(*of_it).limit(1)) is None


ASKED = messages.MailTemplate(
    code="vetting.reference_asked",
    title=_("Somebody is asked for a reference"),
    subject=_("{prison} asks you for a reference"),
    paragraphs=(
        *messages.GREETING,
        messages.Paragraph(
            text=_(
                "Somebody who would like to help at {prison} has named you as a person who knows them. "
                "Please answer four questions about them. You choose from answers, and it takes two minutes:"
            )
        ),
        messages.Paragraph(text="{link}"),
        messages.Paragraph(
            text=_(
                "The link works once, until the end of {day}. You may also say that you would rather not."
            ),
            needs=(messages.MailField.DAY,),
        ),
        messages.Paragraph(
            text=_("Whoever has the link can answer in your name. Please do not pass this message on.")
        ),
        messages.WHY_THIS_CAME,
    ),
    gather=_gather,
)


AGAIN = messages.MailTemplate(
    code="vetting.reference_again",
    title=_("Somebody is reminded of a reference"),
    subject=_("{prison} still waits for your reference"),
    paragraphs=(
        *messages.GREETING,
        messages.Paragraph(
            text=_(
                "Some days ago {prison} asked you about somebody who has named you as a person who knows "
                "them. Please answer four questions about them. You choose from answers, and it takes two "
                "minutes:"
            )
        ),
        messages.Paragraph(text="{link}"),
        messages.Paragraph(
            text=_(
                "Use this link, until the end of {day}: the one you were sent before does not work any more. "
                "You may also say that you would rather not. You will not be reminded again."
            ),
            needs=(messages.MailField.DAY,),
        ),
        messages.Paragraph(
            text=_("Whoever has the link can answer in your name. Please do not pass this message on.")
        ),
        messages.WHY_THIS_CAME,
    ),
    gather=_gather,
)


async def remind_referees(session: AsyncSession, viewer: Viewer, *, on: date | None = None) -> int:
    """Write a second time, once for each asking, to referees whose last day is near; return to how many.

    Only to those who were written to: who was handed a link keeps the one they have.
    """
    viewer.require(REFERENCE_ASK)
    day, row, letter = on or today(), models.Reference, messages.Message
    written_on = func.date(func.timezone("Europe/London", letter.created_at))
    written_to = exists().where(
        letter.template == ASKED.code,
        letter.subject_id == row.id,
        written_on >= row.answer_by - (REFEREE.days or 0),
    )
    wanted = (
        select(row)
        .join(models.Case, (models.Case.tenant_id == row.tenant_id) & (models.Case.id == row.case_id))
        .where(
            row.state == ReferenceState.ASKED,
            row.answer_by.between(day, reminded_until(day)),
            row.referee_email != "",
            models.Case.stage.in_(OPEN),
            written_to,
        )
        .order_by(row.id)
    )
    count = 0
    for one in (await session.scalars(wanted)).all():
        to = messages.Recipient(address=one.referee_email)
        once = f"{one.id}:{one.answer_by}"
        count += await messages.tell(session, viewer, AGAIN, to, once=once, subject_id=one.id) is not None
    return count


async def ask_by_mail(session: AsyncSession, viewer: Viewer, row: models.Reference) -> UUID | None:
    """Ask for the letter in the caller's transaction; None where it was asked for before."""
    before = await session.scalar(
        select(func.count()).where(
            messages.Message.template == ASKED.code, messages.Message.subject_id == row.id
        )
    )
    to = messages.Recipient(address=row.referee_email)
    return await messages.tell(session, viewer, ASKED, to, once=f"{row.id}:{before}", subject_id=row.id)
