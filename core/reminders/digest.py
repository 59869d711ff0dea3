"""One message a working day to each: so many things wait. What they are is behind sign-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.roles import Role
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
from core.reminders.declarations import Due, Reminder, Told
from core.reminders.enums import NoticeCode
from core.reminders.models import ReminderExtension, ReminderItem, ReminderNotice, ReminderRefusal
from core.reminders.noticing import Taken
from core.reminders.recipients import Directory, read_directory
from core.reminders.snoozing import snoozed_on
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
        .where(ReminderNotice.message_id == message_id, ~_declined_since(), ~snoozed_on(on))
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


def _declined_since() -> ColumnElement[bool]:
    """Say whether a notice is to a person who asked, since it was written, not to be told any more."""
    own = exists().where(
        ReminderRefusal.person_id == ReminderItem.person_id, ReminderRefusal.lifted_on.is_(None)
    )
    elsewhere = ReminderNotice.code.in_((NoticeCode.DECLINED, NoticeCode.GONE))
    to_them = and_(ReminderNotice.told == Told.PERSON, elsewhere.is_not(True))
    return and_(to_them, own.correlate(ReminderItem))


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
    """Ask for one message to each who is reached by these steps, and record every step; return how many.

    Whoever had their message of the day already is told with their next one: the step waits for them alone.
    """
    put_off = await _put_off(session, viewer, on)
    directory = await read_directory(session, [*(one.due for one in taken), *(due for _row, due in put_off)])
    told: dict[str, list[_Telling]] = defaultdict(list)
    known = await _told_before(session, [row for row, _due in put_off])
    for row, due in put_off:
        thing = _again(directory, row, due, known[row.item_id, row.due_on, row.step])
        if thing is not None:
            known[row.item_id, row.due_on, row.step].add(thing.to.key)
            told[thing.to.key].append(thing)
    for one in taken:
        reached = directory.reached(one.step.told, one.due)
        if not reached:
            session.add(_notice(one, None, on, NoticeCode.NOBODY))
        for to in reached:
            row = _notice(one, to, on, NoticeCode.PUT_OFF)
            told[to.key].append(_Telling(row, to, _passed_on(directory, one.step.told, one.due)))
    count = 0
    for key, things in told.items():
        message_id = await queue_message(
            session, viewer, DIGEST, things[0].to, send=SEND_MESSAGE, dedupe_key=f"digest:{on}:{key}"
        )
        count += message_id is not None
        for thing in things:
            if message_id is not None:
                thing.row.message_id, thing.row.sent_on, thing.row.code = message_id, on, thing.code
            session.add(thing.row)
    await session.flush()
    return count


@dataclass(frozen=True, slots=True)
class _Telling:
    """One step, told to one."""

    row: ReminderNotice
    to: Recipient
    code: NoticeCode | None


def _again(directory: Directory, row: ReminderNotice, due: Due, known: set[str]) -> _Telling | None:
    """Return who is told of what waited for somebody's next message: they, or another in their place.

    Whoever heard of the step already is not told twice; where nobody is left, the row says so.
    """
    passed_on = _passed_on(directory, row.told, due)
    for to in directory.reached(row.told, due):
        if to.key == row.recipient:
            return _Telling(row, to, passed_on)
    heirs = directory.instead(row.told, due)
    for to in heirs:
        if to.key not in known:
            row.recipient, row.person_id, row.partner_id = to.key, to.person_id, to.partner_id
            return _Telling(row, to, passed_on or NoticeCode.GONE)
    row.code = NoticeCode.GONE if heirs else NoticeCode.NOBODY
    return None


async def _told_before(
    session: AsyncSession, rows: Sequence[ReminderNotice]
) -> dict[tuple[UUID, date, str], set[str]]:
    """Return who else heard of the steps of these, or waits to."""
    known: dict[tuple[UUID, date, str], set[str]] = defaultdict(set)
    wanted = select(ReminderNotice).where(ReminderNotice.item_id.in_([row.item_id for row in rows]))
    for one in await session.scalars(wanted):
        known[one.item_id, one.due_on, one.step].add(one.recipient)
    return known


def _passed_on(directory: Directory, told: Told, due: Due) -> NoticeCode | None:
    """Return that somebody else was told than the step says, where that is so."""
    return None if directory.tells(told, due) is told else NoticeCode.DECLINED


async def _put_off(session: AsyncSession, viewer: Viewer, on: date) -> list[tuple[ReminderNotice, Due]]:
    """Return the steps that wait for somebody's next message, and are still to be taken."""
    rows = await session.execute(
        select(ReminderNotice, ReminderItem)
        .join(ReminderItem, ReminderItem.id == ReminderNotice.item_id)
        .where(
            ReminderNotice.code == NoticeCode.PUT_OFF,
            ReminderItem.closed_on.is_(None),
            ReminderItem.due_on == ReminderNotice.due_on,
            ~snoozed_on(on),
        )
        .with_for_update(of=ReminderNotice)
    )
    return [
        (
            row,
            Due(
                subject_id=item.subject_id,
                due_on=item.due_on,
                person_id=item.person_id,
                partner_id=item.partner_id,
                owner_id=item.owner_id,
                owner_role=Role(item.owner_role) if item.owner_role else None,
            ),
        )
        for row, item in rows
        if enabled(viewer, module_of(item.name))
    ]


def _notice(one: Taken, to: Recipient | None, on: date, code: NoticeCode) -> ReminderNotice:
    return ReminderNotice(
        item_id=one.item.id,
        person_id=to.person_id if to else None,
        partner_id=to.partner_id if to else None,
        due_on=one.due.due_on,
        step=one.step.code,
        told=one.step.told,
        recipient=to.key if to else "nobody",
        sent_on=on,
        code=code,
    )
