"""Until when the desk lets the reminders of which things wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.reminders.models import ReminderItem, ReminderSnooze


async def snoozes(session: AsyncSession, rows: Iterable[ReminderItem]) -> dict[UUID, date]:
    """Return of each that waits the first day on which it is told again."""
    found = await session.execute(
        select(ReminderSnooze.item_id, func.max(ReminderSnooze.until).label("until"))
        .where(ReminderSnooze.item_id.in_([row.id for row in rows]), ReminderSnooze.ended_on.is_(None))
        .group_by(ReminderSnooze.item_id)
    )
    return {row.item_id: row.until for row in found}


def snoozed_on(day: date) -> ColumnElement[bool]:
    """Say of a thing whether it waits on a day."""
    waits = exists().where(
        ReminderSnooze.item_id == ReminderItem.id,
        ReminderSnooze.ended_on.is_(None),
        ReminderSnooze.until > day,
    )
    return waits.correlate(ReminderItem)
