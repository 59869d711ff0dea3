"""One look at all that falls due: what is new, what is done, what moved, and which steps are to be taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.system import SYSTEM_ACCOUNT
from core.accounts.viewer import Viewer
from core.audit.models import AuditEntry
from core.jobs.work import module_of
from core.plugins.activation import enabled
from core.reminders.declarations import Due, Reminder, Step
from core.reminders.models import ReminderExtension, ReminderItem, ReminderNotice
from core.reminders.rules import Item, Move, looked_at
from core.reminders.snoozing import snoozes
from core.translation import in_source_language


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that is to be taken now, for one thing."""

    reminder: Reminder
    item: ReminderItem
    due: Due
    step: Step


async def notice_due(
    session: AsyncSession, viewer: Viewer, reminders: Iterable[Reminder], *, on: date
) -> list[Taken]:
    """Look at all that the modules that are on here find, record what changed; return the steps to take."""
    taken: list[Taken] = []
    for reminder in reminders:
        if enabled(viewer, module_of(reminder.name)):
            dues = await reminder.find(session, viewer, on, None)
            taken += await _notice(session, reminder, dues, on)
    await session.flush()
    return taken


async def _notice(session: AsyncSession, reminder: Reminder, dues: Sequence[Due], on: date) -> list[Taken]:
    found = {due.subject_id: due for due in dues}
    rows = await known_items(session, reminder, found, hold=True)
    taken_before = await steps_taken(session, rows.values())
    waits = await snoozes(session, rows.values())
    taken: list[Taken] = []
    for subject_id in {*found, *rows}:
        due, row = found.get(subject_id), rows.get(subject_id)
        ladder = reminder.ladder if due is None or due.ladder is None else due.ladder
        before = None if row is None else as_item(row, taken_before.get(row.id, frozenset()))
        after, steps = looked_at(before, due, ladder, on, waits.get(row.id) if row else None)
        if due is None or after is None:
            if row is not None and row.closed_on is None:
                row.closed_on = on
            continue
        row = row or added_item(session, reminder, due)
        await _record(session, row, due, after.moves)
        taken += (Taken(reminder, row, due, step) for step in steps)
    return taken


async def known_items(
    session: AsyncSession, reminder: Reminder, found: Collection[UUID], *, hold: bool
) -> dict[UUID, ReminderItem]:
    """Return the rows of what is open, and of what is found again."""
    wanted = select(ReminderItem).where(
        ReminderItem.name == reminder.name,
        or_(ReminderItem.closed_on.is_(None), ReminderItem.subject_id.in_(found)),
    )
    return {
        row.subject_id: row for row in await session.scalars(wanted.with_for_update() if hold else wanted)
    }


async def steps_taken(
    session: AsyncSession, rows: Iterable[ReminderItem]
) -> dict[UUID, frozenset[tuple[date, str]]]:
    """Return the steps taken of each, with the due date they were taken for."""
    found = await session.execute(
        select(ReminderNotice.item_id, ReminderNotice.due_on, ReminderNotice.step).where(
            ReminderNotice.item_id.in_([row.id for row in rows])
        )
    )
    steps: dict[UUID, frozenset[tuple[date, str]]] = {}
    for item_id, due_on, step in found:
        steps[item_id] = steps.get(item_id, frozenset()) | {(due_on, step)}
    return steps


def as_item(row: ReminderItem, taken: frozenset[tuple[date, str]]) -> Item:
    """Return what the rules are asked about."""
    return Item(row.due_on, row.closed_on is None, taken)


def added_item(session: AsyncSession, reminder: Reminder, due: Due) -> ReminderItem:
    """Add the row of something that was found for the first time."""
    row = ReminderItem(
        name=reminder.name,
        title=in_source_language(reminder.title),
        permission=reminder.permission.code,
        subject_id=due.subject_id,
        person_id=due.person_id,
        partner_id=due.partner_id,
        owner_id=due.owner_id,
        owner_role=due.owner_role,
        due_on=due.due_on,
    )
    session.add(row)
    return row


async def _record(session: AsyncSession, row: ReminderItem, due: Due, moves: Sequence[Move]) -> None:
    """Bring the row to what was found; a date never changes without an extension beside it."""
    row.closed_on = None
    row.person_id, row.partner_id = due.person_id, due.partner_id
    row.owner_id, row.owner_role = due.owner_id, due.owner_role
    for move in moves:
        await session.flush()
        session.add(
            ReminderExtension(
                item_id=row.id,
                person_id=due.person_id,
                partner_id=due.partner_id,
                from_on=move.from_on,
                to_on=move.to_on,
                noticed_on=move.noticed_on,
                account_id=await _who_changed(session, due.subject_id),
            )
        )
        row.due_on = move.to_on


async def _who_changed(session: AsyncSession, subject_id: UUID) -> UUID | None:
    """Return whose change of the row was the last one on record."""
    last = await session.scalar(
        select(AuditEntry.account_id)
        .where(AuditEntry.row_id == subject_id)
        .order_by(AuditEntry.created_at.desc(), AuditEntry.id.desc())
        .limit(1)
    )
    return None if last == SYSTEM_ACCOUNT else last
