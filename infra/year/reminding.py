"""Who was reminded in the year of what still waits: each step on its day, told once, and none of today's.

What was done has been done: nothing is told of it any more, so it is not here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import LONDON, add_working_days, is_working_day
from core.identifiers import uuid7
from core.messages.declarations import Recipient
from core.messages.enums import MessageCode, MessageState
from core.messages.models import MailReach, Message
from core.messages.queries import digest_of
from core.plugins.loader import Registry
from core.reminders.declarations import Due, Reminder, Step
from core.reminders.digest import DIGEST
from core.reminders.enums import NoticeCode
from core.reminders.models import ReminderExtension, ReminderItem, ReminderNotice
from core.reminders.recipients import Directory, read_directory
from core.reminders.rules import step_day
from core.translation import in_source_language
from infra.year.casework import Row
from plugins.vetting.models import Clearance, StageEvent, Training

SENT_AT = time(7, 30)
KNOWN_SINCE = (
    (StageEvent, StageEvent.happened_on),
    (Clearance, Clearance.granted_on),
    (Training, Training.completed_on),
)
"""Since when something can be told of: nobody is reminded before it began."""
Digests = dict[tuple[date, str], list[tuple[Row, Recipient]]]
"""What is told to whom on a day, in one message."""
MOVED, MOVED_BY = 6, timedelta(days=14)
BOUNCED_EVERY, STOPS_AFTER = 40, 3


@dataclass(slots=True)
class Told:
    """All rows of what was told."""

    items: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    moves: list[Row] = field(default_factory=list)
    reach: dict[str, Row] = field(default_factory=dict)
    """By recipient."""
    dues: dict[UUID, Due] = field(default_factory=dict)
    """By item, as is the day on which somebody was first told."""
    first: dict[UUID, date] = field(default_factory=dict)


async def write_reminders(
    session: AsyncSession, prison_id: UUID, viewer: Viewer, registry: Registry, today: date
) -> None:
    """Write every step that fell on a day before today, for all that still waits."""
    reminders = [reminder for part in registry.contributions for reminder in part.reminders]
    found = [(one, due) for one in reminders for due in await one.find(session, viewer, today, None)]
    directory = await read_directory(session, [due for _one, due in found])
    since = await _known_since(session)
    told, digests = Told(), defaultdict[tuple[date, str], list[tuple[Row, Recipient]]](list)
    for reminder, due in found:
        item_id = uuid7()
        told.items.append({"id": item_id, **_item(reminder, due)})
        told.dues[item_id] = due
        for step in reminder.ladder if due.ladder is None else due.ladder:
            on = _sent_on(step, due, since.get(due.subject_id))
            if on is None or on >= today:
                continue
            _tell(told, digests, directory, item_id, step, on)
    _write_digests(told, digests, prison_id)
    _move_some(told, today)
    for model, rows in (
        (ReminderItem, told.items),
        (Message, told.messages),
        (ReminderNotice, told.notices),
        (ReminderExtension, told.moves),
        (MailReach, list(told.reach.values())),
    ):
        if rows:
            await session.execute(insert(model), rows)


async def _known_since(session: AsyncSession) -> dict[UUID, date]:
    since: dict[UUID, date] = {}
    for model, day in KNOWN_SINCE:
        rows = await session.execute(select(model.id, day).where(day.is_not(None)))
        since |= {row_id: known for row_id, known in rows if known is not None}
    return since


def _item(reminder: Reminder, due: Due) -> Row:
    return {
        "name": reminder.name,
        "title": in_source_language(reminder.title),
        "permission": reminder.permission.code,
        "subject_id": due.subject_id,
        "due_on": due.due_on,
        "person_id": due.person_id,
        "partner_id": due.partner_id,
        "closed_on": None,
    }


def _sent_on(step: Step, due: Due, since: date | None) -> date | None:
    """Return the working day on which a step was taken: that it is meant for, once there is something."""
    day = max(step_day(step, due.due_on), since or date.min)
    return day if is_working_day(day) else add_working_days(day, 1)


def _tell(
    told: Told,
    digests: Digests,
    directory: Directory,
    item_id: UUID,
    step: Step,
    on: date,
) -> None:
    due = told.dues[item_id]
    told.first[item_id] = min(on, told.first.get(item_id, on))
    notice: Row = {
        "item_id": item_id,
        "due_on": due.due_on,
        "step": step.code,
        "told": step.told,
        "sent_on": on,
        "message_id": None,
        "person_id": None,
        "partner_id": None,
        "recipient": "nobody",
        "code": NoticeCode.NOBODY,
    }
    reached = directory.reached(step.told, due)
    if not reached:
        told.notices.append(notice)
    for to in reached:
        own = {"person_id": to.person_id, "partner_id": to.partner_id, "recipient": to.key, "code": None}
        digests[on, to.key].append(({**notice, **own}, to))


def _write_digests(told: Told, digests: Digests, prison_id: UUID) -> None:
    """Write one message for each day and recipient; a few addresses turned out to be wrong."""
    often = Counter(key for _on, key in digests if not key.startswith("account")).most_common()
    wrong = dict.fromkeys((key for key, _count in often[::BOUNCED_EVERY]), 0)
    for (on, key), things in sorted(digests.items(), key=lambda one: one[0]):
        to, message_id, code = things[0][1], uuid7(), None
        if key in wrong:
            wrong[key] += 1
            code = MessageCode.REFUSED if wrong[key] <= STOPS_AFTER else MessageCode.STOPPED
        told.messages.append(_message(to, message_id, on, code))
        told.notices += [{**notice, "message_id": message_id} for notice, _to in things]
        if key in wrong:
            told.reach[key] = _reach(to, prison_id, on, min(wrong[key], STOPS_AFTER), told.reach.get(key))


def _message(to: Recipient, message_id: UUID, on: date, code: MessageCode | None) -> Row:
    moment = datetime.combine(on, SENT_AT, LONDON)
    return {
        "id": message_id,
        "template": DIGEST.code,
        "title": in_source_language(DIGEST.title),
        "account_id": to.account_id,
        "member_id": to.member_id,
        "person_id": to.person_id,
        "contact_id": to.contact_id,
        "partner_id": to.partner_id,
        "language": to.language or "en",
        "state": MessageState.FAILED if code else MessageState.SENT,
        "code": code,
        "address": None,
        "attempts": 1,
        "state_at": moment,
        "created_at": moment,
        "handed_over_at": None if code else moment,
        "dedupe_key": f"digest:{on}:{to.key}",
    }


def _reach(to: Recipient, prison_id: UUID, on: date, failures: int, before: Row | None) -> Row:
    stopped = before["stopped_at"] if before else None
    if failures == STOPS_AFTER and stopped is None:
        stopped = datetime.combine(on, SENT_AT, LONDON)
    return {
        "digest": digest_of(prison_id, to.address or ""),
        "failures": failures,
        "stopped_at": stopped,
        "account_id": to.account_id,
        "member_id": to.member_id,
        "person_id": to.person_id,
        "contact_id": to.contact_id,
        "partner_id": to.partner_id,
    }


def _move_some(told: Told, today: date) -> None:
    """Let a few dates have been earlier ones, before anybody was told of them."""
    for item_id, due in list(told.dues.items())[:: max(1, len(told.dues) // MOVED)]:
        noticed = told.first.get(item_id, today) - timedelta(days=1)
        told.moves.append(
            {
                "item_id": item_id,
                "person_id": due.person_id,
                "partner_id": due.partner_id,
                "from_on": due.due_on - MOVED_BY,
                "to_on": due.due_on,
                "noticed_on": noticed,
                "account_id": None,
            }
        )
