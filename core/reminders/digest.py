"""One message a working day to each: so many things wait. What they are is behind sign-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.jobs.declarations import JobContext
from core.jobs.work import module_of
from core.messages.declarations import Fields, MailField, MailTemplate, Paragraph, Recipient, Value
from core.messages.jobs import SEND_MESSAGE
from core.messages.models import Message
from core.messages.services import queue_message
from core.messages.wording import GREETING, WHY_THIS_CAME
from core.plugins.activation import enabled
from core.reminders.declarations import Reminder
from core.reminders.enums import NoticeCode
from core.reminders.models import ReminderExtension, ReminderItem, ReminderNotice
from core.reminders.noticing import Taken
from core.reminders.recipients import Directory, read_directory
from core.translation import lazy_gettext as _


async def _gather(session: AsyncSession, context: JobContext, message: Message) -> Fields | None:
    """Ask once more, in the transaction that lets it leave, what of it still waits."""
    waiting = await still_due(session, context.viewer, context.work.reminders, message.id, on=today())
    if not waiting:
        return None
    fields: dict[MailField, Value] = {
        MailField.COUNT: len(waiting),
        MailField.DAY: min(waiting.values()),
        MailField.LINK: "",
    }
    moved_to = await _moved_to(session, waiting)
    return fields if moved_to is None else {**fields, MailField.MOVED_TO: moved_to}


DIGEST = MailTemplate(
    code="core.digest",
    title=_("Reminder"),
    subject=_("Something in Gatehouse waits for you"),
    paragraphs=(
        *GREETING,
        Paragraph(text=_("Something in Gatehouse at {prison} waits for you. Sign in to see it:")),
        Paragraph(text="{link}"),
        Paragraph(
            text=_("How many things: {count}. The first date among them: {day}."),
            needs=(MailField.COUNT, MailField.DAY),
        ),
        Paragraph(
            text=_("A date was moved since you were last told: it is now {moved_to}."),
            needs=(MailField.MOVED_TO,),
        ),
        Paragraph(text=_("This comes once a working day at most, and stops when nothing waits any more.")),
        WHY_THIS_CAME,
    ),
    gather=_gather,
)


async def still_due(
    session: AsyncSession, viewer: Viewer, reminders: Sequence[Reminder], message_id: UUID, *, on: date
) -> dict[UUID, date]:
    """Return what a message is about and is not done by now, with its date: asked of the modules again."""
    by_name = {reminder.name: reminder for reminder in reminders}
    rows = await session.execute(
        select(ReminderItem.name, ReminderItem.subject_id, ReminderItem.id)
        .join(ReminderNotice, ReminderNotice.item_id == ReminderItem.id)
        .where(ReminderNotice.message_id == message_id)
        .distinct()
    )
    about: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for name, subject_id, item_id in rows:
        about[name][subject_id] = item_id
    waiting: dict[UUID, date] = {}
    for name, items in about.items():
        reminder = by_name.get(name)
        if reminder is not None and enabled(viewer, module_of(name)):
            found = await reminder.find(session, viewer, on, list(items))
            waiting |= {items[due.subject_id]: due.due_on for due in found if due.subject_id in items}
    return waiting


async def _moved_to(session: AsyncSession, waiting: dict[UUID, date]) -> date | None:
    """Return the new date of something that moved today, the first there is."""
    return await session.scalar(
        select(func.min(ReminderExtension.to_on)).where(
            ReminderExtension.item_id.in_(waiting), ReminderExtension.noticed_on == today()
        )
    )


async def tell_all(
    session: AsyncSession,
    viewer: Viewer,
    taken: Sequence[Taken],
    *,
    on: date,
) -> int:
    """Ask for one message to each who is reached by these steps, and record every step; return how many."""
    directory = await read_directory(session, [one.due for one in taken])
    told: dict[str, list[tuple[Taken, Recipient]]] = defaultdict(list)
    for one in taken:
        reached = _reached(directory, one)
        if not reached:
            session.add(_notice(one, None, None, on, NoticeCode.NOBODY))
        for to in reached:
            told[to.key].append((one, to))
    count = 0
    for key, things in told.items():
        to = things[0][1]
        message_id = await queue_message(
            session, viewer, DIGEST, to, send=SEND_MESSAGE, dedupe_key=f"digest:{on}:{key}"
        )
        if message_id is not None:
            # One that was told already today is left for the next working day, and its steps with it.
            count += 1
            session.add_all(
                _notice(one, to, message_id, on, _passed_on(directory, one)) for one, to in things
            )
    await session.flush()
    return count


def _reached(directory: Directory, one: Taken) -> tuple[Recipient, ...]:
    return directory.reached(one.step.told, one.due)


def _passed_on(directory: Directory, one: Taken) -> NoticeCode | None:
    """Return that somebody else was told than the step says, where that is so."""
    same = directory.tells(one.step.told, one.due) is one.step.told
    return None if same else NoticeCode.DECLINED


def _notice(
    one: Taken, to: Recipient | None, message_id: UUID | None, on: date, code: NoticeCode | None
) -> ReminderNotice:
    return ReminderNotice(
        item_id=one.item.id,
        message_id=message_id,
        person_id=to.person_id if to else None,
        partner_id=to.partner_id if to else None,
        due_on=one.due.due_on,
        step=one.step.code,
        told=one.step.told,
        recipient=to.key if to else "nobody",
        sent_on=on,
        code=code,
    )
