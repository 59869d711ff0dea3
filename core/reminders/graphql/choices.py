"""What the API says of choices: who asked not to be reminded, and what waits until when."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import and_, select
from strawberry import ID, Info

from core.accounts.models import Account
from core.clock import today
from core.errors import NotFound
from core.jobs.work import Work
from core.partnership.models import Partner, Person
from core.reads.declarations import computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.through import through
from core.reminders import models, services
from core.reminders.declarations import Reminder
from core.reminders.enums import SnoozeReason
from core.reminders.graphql.told import of_item, readable_items
from core.reminders.permissions import REFUSAL_READ, REMINDER_READ, REMINDER_SNOOZE
from core.translation import translate

strawberry.enum(SnoozeReason)


@node(models.ReminderRefusal, permission=REFUSAL_READ, sorted_by=("-since", "id"))
class ReminderRefusal:
    """That somebody asked not to be reminded: whoever comes next on a ladder is told instead."""

    id: ID
    person_id: ID
    since: date
    lifted_on: date | None
    is_open: bool = computed(lambda row: row.lifted_on.is_(None))


@node(models.ReminderSnooze, permission=REMINDER_READ, sorted_by=("until", "id"), seen_by=readable_items)
class ReminderSnooze:
    """What the desk lets wait: until when, why, and who said so."""

    id: ID
    person_id: ID | None
    snoozed_on: date
    until: date
    reason: SnoozeReason
    ended_on: date | None
    is_open: bool = computed(lambda row: and_(row.ended_on.is_(None), row.until > today()))
    title: str = computed(of_item("title"))
    person_name: str | None = computed(through("person_id", Person, "name"))
    by_name: str | None = computed(through("account_id", Account, "name"))


@strawberry.type
class ReminderDue:
    """Something of which people are reminded: what, about whom, and when it is due."""

    title: str
    person_name: str | None
    partner_name: str | None
    due_on: date


def _reminder(info: Info[Context, None], name: str) -> Reminder:
    known = {one.name: one for one in Work.of(info.context.registry.contributions).reminders}
    if name not in known:
        raise NotFound(translate("That is not due any more: nobody is reminded of it."), "name")
    return known[name]


async def _due(info: Info[Context, None], name: str, subject_id: ID) -> ReminderDue:
    viewer = info.context.viewer
    viewer.require(REMINDER_SNOOZE)
    reminder = _reminder(info, name)
    async with info.context.database.read(viewer) as session:
        due = await services.due_now(session, viewer, reminder, as_uuid(subject_id))
        person = await session.scalar(select(Person.name).where(Person.id == due.person_id))
        partner = await session.scalar(select(Partner.name).where(Partner.id == due.partner_id))
    return ReminderDue(title=str(reminder.title), person_name=person, partner_name=partner, due_on=due.due_on)


@strawberry.input
class NewSnooze:
    name: str
    subject_id: ID
    until: date
    reason: SnoozeReason


@strawberry.type
class ReminderChoice:
    """Whether somebody is reminded by mail."""

    wanted: bool


class Query:
    reminder_refusals = connection(
        ReminderRefusal,
        filters=("person_id", "is_open"),
        orders=("since",),
        description="Who asked not to be reminded by mail.",
    )
    reminder_snoozes = connection(
        ReminderSnooze,
        filters=("person_id", "is_open"),
        orders=("until",),
        description="What is not told until a day, because the desk said so.",
    )
    reminder_snooze = lookup(ReminderSnooze)
    reminder_due: Any = strawberry.field(
        resolver=_due, description="Something that people are reminded of, by the reminder and the row."
    )


class Mutation:
    @mutation("Let the reminders of one thing wait until a day; when it is due does not move.")
    async def snooze_reminder(self, info: Info[Context, None], given: NewSnooze) -> ReminderSnooze:
        reminder = _reminder(info, given.name)
        async with writing(info) as (session, viewer):
            made = await services.snooze_reminder(
                session, viewer, reminder, as_uuid(given.subject_id), until=given.until, reason=given.reason
            )
        return await answer(info, ReminderSnooze, made.id)  # type: ignore[no-any-return]

    @mutation("Have something that waits told again.")
    async def end_snooze(self, info: Info[Context, None], snooze_id: ID) -> ReminderSnooze:
        async with writing(info) as (session, viewer):
            ended = await services.end_snooze(session, viewer, as_uuid(snooze_id))
        return await answer(info, ReminderSnooze, ended.id)  # type: ignore[no-any-return]

    @mutation("Choose whether one is reminded by mail oneself.")
    async def choose_reminders(self, info: Info[Context, None], wanted: bool) -> ReminderChoice:  # noqa: FBT001
        async with writing(info) as (session, viewer):
            await services.choose_reminders(session, viewer, wanted=wanted)
        return ReminderChoice(wanted=wanted)
