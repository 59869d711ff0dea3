"""Choosing not to be reminded, and letting a reminder wait."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.jobs.work import module_of
from core.plugins.activation import require_enabled
from core.reminders.declarations import Due, Reminder
from core.reminders.enums import SnoozeReason
from core.reminders.models import ReminderItem, ReminderRefusal, ReminderSnooze
from core.reminders.noticing import added_item
from core.reminders.permissions import REMINDER_CHOOSE, REMINDER_SNOOZE
from core.translation import translate

LONGEST_SNOOZE = timedelta(days=60)


async def choose_reminders(session: AsyncSession, viewer: Viewer, *, wanted: bool) -> None:
    """Have no reminders sent to oneself any more, or have them sent again."""
    viewer.require(REMINDER_CHOOSE)
    if viewer.person_id is None:
        raise Forbidden(translate("This account does not belong to one person's record."))
    known = await session.scalar(
        select(ReminderRefusal)
        .where(ReminderRefusal.person_id == viewer.person_id, ReminderRefusal.lifted_on.is_(None))
        .with_for_update()
    )
    if wanted and known is not None:
        known.lifted_on = today()
    if not wanted and known is None:
        session.add(ReminderRefusal(person_id=viewer.person_id, partner_id=viewer.partner_id, since=today()))
    await session.flush()


async def due_now(session: AsyncSession, viewer: Viewer, reminder: Reminder, subject_id: UUID) -> Due:
    """Return something that this viewer may read to be due; NotFound when it is done or theirs to know."""
    require_enabled(viewer, module_of(reminder.name))
    may_know = viewer.may(reminder.permission)
    found = await reminder.find(session, viewer, today(), [subject_id]) if may_know else ()
    due = next((one for one in found if one.subject_id == subject_id), None)
    if due is None:
        raise NotFound(translate("That is not due any more: nobody is reminded of it."), "subjectId")
    return due


async def snooze_reminder(
    session: AsyncSession,
    viewer: Viewer,
    reminder: Reminder,
    subject_id: UUID,
    *,
    until: date,
    reason: SnoozeReason,
) -> ReminderSnooze:
    """Let the reminders of one thing wait until a day. When it is due does not move."""
    viewer.require(REMINDER_SNOOZE)
    due = await due_now(session, viewer, reminder, subject_id)
    if not today() < until <= today() + LONGEST_SNOOZE:
        raise Invalid(translate("Choose a day within the next 60 days."), "until")
    wanted = select(ReminderItem).where(
        ReminderItem.name == reminder.name, ReminderItem.subject_id == subject_id
    )
    item = await session.scalar(wanted.with_for_update()) or added_item(session, reminder, due)
    await session.flush()
    earlier = select(ReminderSnooze).where(
        ReminderSnooze.item_id == item.id, ReminderSnooze.ended_on.is_(None)
    )
    for one in await session.scalars(earlier):
        one.ended_on = today()
    made = ReminderSnooze(
        item_id=item.id,
        person_id=item.person_id,
        partner_id=item.partner_id,
        snoozed_on=today(),
        until=until,
        reason=reason,
        account_id=viewer.account_id,
    )
    session.add(made)
    await session.flush()
    return made


async def end_snooze(session: AsyncSession, viewer: Viewer, snooze_id: UUID) -> ReminderSnooze:
    """Have something told again from the next working day on."""
    viewer.require(REMINDER_SNOOZE)
    found = await session.scalar(
        select(ReminderSnooze).where(ReminderSnooze.id == snooze_id).with_for_update()
    )
    if found is None:
        raise NotFound(translate("There is no such pause in this prison."), "snoozeId")
    if found.ended_on is not None or found.until <= today():
        raise Conflict(translate("This pause is over already."))
    found.ended_on = today()
    await session.flush()
    return found
