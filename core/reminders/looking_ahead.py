"""What will be told on the next working days: the modules are asked as the morning's work asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import LONDON, add_working_days, is_working_day
from core.jobs.work import module_of
from core.plugins.activation import enabled
from core.reminders.declarations import Due, Reminder, Step
from core.reminders.enums import NoticeCode
from core.reminders.models import ReminderItem, ReminderNotice
from core.reminders.noticing import as_item, known_items, steps_taken
from core.reminders.rules import Item, looked_at
from core.reminders.snoozing import snoozes

DAYS_AHEAD = 5
"""Working days."""
MORNING = time(7, 30)
"""When a working day's reminders are sent."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A step that will be taken if nothing is done until then."""

    on: date
    reminder: Reminder
    due: Due
    step: Step


def mornings_after(moment: datetime, count: int = DAYS_AHEAD) -> tuple[date, ...]:
    """Return the days of the next reminders: today among them until the morning's work begins."""
    here = moment.astimezone(LONDON)
    today = here.date()
    still_today = is_working_day(today) and here.time() < MORNING
    days = (add_working_days(today, number) for number in range(1, count + 1))
    return (today, *days)[:count] if still_today else tuple(days)


async def look_ahead(
    session: AsyncSession, viewer: Viewer, reminders: Iterable[Reminder], days: Sequence[date]
) -> list[Coming]:
    """Return the steps of these days that the viewer may read of, the soonest first; write nothing."""
    coming: list[Coming] = []
    for reminder in reminders:
        if enabled(viewer, module_of(reminder.name)) and viewer.may(reminder.permission):
            coming += await _of_reminder(session, viewer, reminder, days)
    return sorted(coming, key=lambda one: (one.on, one.due.due_on, one.reminder.name, one.due.subject_id))


async def _put_off(
    session: AsyncSession,
    reminder: Reminder,
    day: date,
    dues: Sequence[Due],
    rows: Mapping[UUID, ReminderItem],
    waits: Mapping[UUID, date],
) -> list[Coming]:
    """Return what waits for somebody's next message, which is that of the next morning."""
    wanted = select(ReminderNotice.item_id, ReminderNotice.due_on, ReminderNotice.step).where(
        ReminderNotice.code == NoticeCode.PUT_OFF,
        ReminderNotice.item_id.in_([row.id for row in rows.values()]),
    )
    steps = {(item_id, due_on, step) for item_id, due_on, step in await session.execute(wanted)}
    return [
        Coming(day, reminder, due, Step.read(step))
        for due in dues
        if (row := rows.get(due.subject_id)) is not None and waits.get(row.id, day) <= day
        for item_id, due_on, step in sorted(steps)
        if item_id == row.id and due_on == due.due_on
    ]


async def _of_reminder(
    session: AsyncSession, viewer: Viewer, reminder: Reminder, days: Sequence[date]
) -> list[Coming]:
    by_day = {day: await reminder.find(session, viewer, day, None) for day in days}
    subjects = {due.subject_id for dues in by_day.values() for due in dues}
    rows = await known_items(session, reminder, subjects, hold=False)
    before = await steps_taken(session, rows.values())
    waits = await snoozes(session, rows.values())
    items: dict[UUID, Item | None] = {
        subject_id: as_item(row, before.get(row.id, frozenset())) for subject_id, row in rows.items()
    }
    coming = await _put_off(session, reminder, days[0], by_day[days[0]], rows, waits) if days else []
    for day, dues in by_day.items():
        for due in dues:
            ladder = reminder.ladder if due.ladder is None else due.ladder
            row = rows.get(due.subject_id)
            until = waits.get(row.id) if row else None
            items[due.subject_id], steps = looked_at(items.get(due.subject_id), due, ladder, day, until)
            coming += (Coming(day, reminder, due, step) for step in steps)
    return coming
