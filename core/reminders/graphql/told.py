"""What the API says of reminders: who was told by which message, and who will be. Never a message's text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, case, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry import ID, Info

from core.accounts.members import member_name
from core.accounts.models import Account
from core.clock import calendar_now
from core.jobs.work import Work
from core.messages import models as mail
from core.messages.enums import MessageCode, MessageState
from core.messages.permissions import MESSAGE_READ
from core.messages.services import retry_address
from core.partnership.models import Partner, PartnerContact, Person
from core.reads.declarations import Expression, computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, mutation, writing
from core.reads.roots import connection
from core.reads.through import through
from core.reminders import models
from core.reminders.declarations import Told
from core.reminders.enums import NoticeCode
from core.reminders.looking_ahead import Coming, look_ahead, mornings_after
from core.reminders.permissions import REMINDER_READ
from core.reminders.recipients import Directory, read_directory

for _code in (MessageCode, MessageState, NoticeCode, Told):
    strawberry.enum(_code)
PERSON_NAME = through("person_id", Person, "name")
PARTNER_NAME = through("partner_id", Partner, "name")


def _told_name(row: Any) -> ColumnElement[Any]:
    """Return who it is that a message, or an address, is of: as the prison calls them."""
    return case(
        (row.contact_id.is_not(None), through("contact_id", PartnerContact, "name")(row)),
        (row.member_id.is_not(None), member_name(row)),
        (row.account_id.is_not(None), through("account_id", Account, "name")(row)),
        else_=PERSON_NAME(row),
    )


def of_item(value: str | Expression) -> Expression:
    """Return something of what a notice is about."""
    return through("item_id", models.ReminderItem, value)


def _about_name(item: Any) -> ColumnElement[Any]:
    return func.coalesce(PERSON_NAME(item), PARTNER_NAME(item))


def readable_items(row: Any, rights: frozenset[str], _me: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the notices of what somebody may read to be due."""
    readable = select(models.ReminderItem.id).where(
        models.ReminderItem.id == row.item_id, models.ReminderItem.permission.in_(sorted(rights))
    )
    return readable.correlate(row).exists() if rights else false()


@node(models.ReminderNotice, permission=MESSAGE_READ, sorted_by=("-sent_on",), seen_by=readable_items)
class ReminderNotice:
    """A step of a ladder that was taken: who was told of what, by which message."""

    id: ID
    due_on: date
    told: Told
    sent_on: date
    code: NoticeCode | None
    title: str = computed(of_item("title"))
    about_person_id: ID | None = computed(of_item("person_id"))
    about_partner_id: ID | None = computed(of_item("partner_id"))
    about_name: str | None = computed(of_item(_about_name))
    told_name: str | None = computed(through("message_id", mail.Message, _told_name))
    message_state: MessageState | None = computed(through("message_id", mail.Message, "state"))
    message_code: MessageCode | None = computed(through("message_id", mail.Message, "code"))


@node(mail.Message, permission=MESSAGE_READ, sorted_by=("-created_at",))
class Message:
    """Something told by mail: to whom, when, and what became of it."""

    id: ID
    title: str
    person_id: ID | None
    partner_id: ID | None
    created_at: datetime
    state: MessageState
    state_at: datetime
    code: MessageCode | None
    notices: list[ReminderNotice]
    told_name: str | None = computed(_told_name)
    partner_name: str | None = computed(PARTNER_NAME)


@node(mail.MailReach, permission=REMINDER_READ, sorted_by=("-created_at",))
class MailReach:
    """An address that did not take mail: whose, how often, and since when nothing is sent there."""

    id: ID
    person_id: ID | None
    partner_id: ID | None
    failures: int
    created_at: datetime
    stopped_at: datetime | None
    told_name: str | None = computed(_told_name)
    partner_name: str | None = computed(PARTNER_NAME)


@strawberry.type
class ComingReminder:
    """Something of which people will be told on a day if nothing is done until then."""

    on: date
    name: str
    """Of the reminder, and beside it the row it rests on: by these it can be made to wait."""
    subject_id: ID
    title: str
    told: list[Told]
    due_on: date
    person_id: ID | None
    person_name: str | None
    partner_name: str | None


@strawberry.type
class ReminderOutlook:
    """Who will be told on the next working days; how many there are, and the first of them."""

    until: date
    total: int
    coming: list[ComingReminder]


@strawberry.type
class AddressesOutcome:
    """How many addresses mail is sent to again."""

    done: int


MOST_COMING = 200
"""Of a prison's five days, what a page shows; the total says how many there are."""


async def _outlook(info: Info[Context, None]) -> ReminderOutlook:
    context = info.context
    context.viewer.require(REMINDER_READ)
    days = mornings_after(calendar_now())
    known = Work.of(context.registry.contributions).reminders
    async with context.database.read(context.viewer) as session:
        coming = await look_ahead(session, context.viewer, known, days)
        things = _together(coming)
        shown = things[:MOST_COMING]
        people = await _names(session, Person, {one[0].due.person_id for one in shown})
        partners = await _names(session, Partner, {one[0].due.partner_id for one in shown})
        directory = await read_directory(session, [one[0].due for one in shown])
    return ReminderOutlook(
        until=days[-1],
        total=len(things),
        coming=[_as_coming(one, people, partners, directory) for one in shown],
    )


def _together(coming: Iterable[Coming]) -> list[list[Coming]]:
    """Put the steps of one thing on one day together: whoever is told of it is told by one line."""
    things: dict[tuple[date, str, UUID], list[Coming]] = {}
    for one in coming:
        things.setdefault((one.on, one.reminder.name, one.due.subject_id), []).append(one)
    return list(things.values())


async def _names(
    session: AsyncSession, model: type[Person | Partner], ids: Iterable[UUID | None]
) -> dict[UUID, str]:
    wanted = select(model.id, model.name).where(model.id.in_([one for one in ids if one is not None]))
    return {row[0]: row[1] for row in await session.execute(wanted)}


def _as_coming(
    steps: list[Coming], people: dict[UUID, str], partners: dict[UUID, str], directory: Directory
) -> ComingReminder:
    one = steps[0]
    person_id, partner_id = one.due.person_id, one.due.partner_id
    return ComingReminder(
        on=one.on,
        name=one.reminder.name,
        subject_id=ID(str(one.due.subject_id)),
        title=str(one.reminder.title),
        told=list(dict.fromkeys(directory.tells(step.step.told, one.due) for step in steps)),
        due_on=one.due.due_on,
        person_id=ID(str(person_id)) if person_id else None,
        person_name=people.get(person_id) if person_id else None,
        partner_name=partners.get(partner_id) if partner_id else None,
    )


def _named(row: Any) -> ColumnElement[Any]:
    """Return what a search among messages looks at: whom it was told, and their organisation."""
    return func.concat(_told_name(row), " ", PARTNER_NAME(row))


class Query:
    messages = connection(
        Message,
        filters=("state", "person_id", "partner_id", "created_at"),
        orders=("created_at",),
        search=_named,
        description="What was told by mail, to whom, and what became of it; never what it said.",
    )
    reminder_notices = connection(
        ReminderNotice,
        filters=("about_person_id", "about_partner_id", "told", "sent_on"),
        orders=("sent_on",),
        description="Steps of reminders that were taken, of what this viewer may read to be due.",
    )
    mail_reaches = connection(
        MailReach,
        orders=("created_at",),
        description="Addresses that mail does not reach.",
    )
    reminder_outlook: Any = strawberry.field(
        resolver=_outlook, description="Who will be told in the next five working days, if nothing is done."
    )


class Mutation:
    @mutation("Have mail sent again to addresses that did not take it.")
    async def retry_addresses(self, info: Info[Context, None], reach_ids: list[ID]) -> AddressesOutcome:
        ids = dict.fromkeys(as_uuid(one) for one in reach_ids)
        async with writing(info) as (session, viewer):
            for reach_id in ids:
                await retry_address(session, viewer, reach_id)
        return AddressesOutcome(done=len(ids))
