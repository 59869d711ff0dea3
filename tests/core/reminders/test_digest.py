"""The message of a day: nobody misses a step for having had one already, and none leaves unwanted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from core.accounts.roles import Role
from core.accounts.system import system_viewer
from core.clock import add_working_days, today
from core.database.unit_of_work import Database
from core.partnership.models import Person
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reminders.declarations import Told
from core.reminders.digest import still_due, tell_all
from core.reminders.enums import NoticeCode, SnoozeReason
from core.reminders.looking_ahead import look_ahead
from core.reminders.models import ReminderItem, ReminderNotice
from core.reminders.noticing import notice_due
from core.reminders.services import choose_reminders, snooze_reminder
from core.testkit import viewer
from plugins.vetting import models
from plugins.vetting.enums import VettingLevel
from plugins.vetting.tests.desk import Desk, make_desk
from tests.core.accounts.conftest import People

MONDAY = add_working_days(today(), 1)
TUESDAY, WEDNESDAY = add_working_days(MONDAY, 1), add_working_days(MONDAY, 2)


@pytest.fixture
async def desk(database: Database, registry: Registry, prison: Prison) -> Desk:
    """A person whose clearance ends in thirty days."""
    made = await make_desk(database, registry, prison)
    await ends_soon(made, made.person)
    return made


async def ends_soon(desk: Desk, person: Person) -> UUID:
    async with desk.database.write(desk.coordinator) as session:
        address = update(Person).where(Person.id == person.id).values(email=f"{person.id}@example.org")
        await session.execute(address)
        row = models.Clearance(
            person_id=person.id,
            partner_id=desk.partner.id,
            level=VettingLevel.HMPPS_EL2,
            scope="THIS_PRISON",
            granted_on=today() - timedelta(days=300),
            expires_on=MONDAY + timedelta(days=30),
        )
        session.add(row)
        await session.flush()
        return row.id


def known(registry: Registry) -> list[Any]:
    return [one for module in registry.contributions for one in module.reminders]


async def remind(desk: Desk, registry: Registry, day: date) -> int:
    viewer = system_viewer(desk.prison.id)
    async with desk.database.write(viewer) as session:
        taken = await notice_due(session, viewer, known(registry), on=day)
        return await tell_all(session, viewer, taken, on=day)


async def notices(desk: Desk, subject_id: UUID | None = None) -> list[ReminderNotice]:
    about = select(ReminderNotice).join(ReminderItem, ReminderItem.id == ReminderNotice.item_id)
    if subject_id is not None:
        about = about.where(ReminderItem.subject_id == subject_id)
    async with desk.database.read(system_viewer(desk.prison.id)) as session:
        return list(await session.scalars(about.order_by(ReminderNotice.id)))


async def test_trap_whoever_had_todays_message_is_told_of_what_came_after_with_their_next(
    desk: Desk, registry: Registry
) -> None:
    """TRAP: of two who are told of a step, the one who had a message that day never hears of it."""
    people = People(desk.database, registry)
    first = (await people.add(desk.prison, Role.COORDINATOR)).account.id
    await remind(desk, registry, MONDAY)
    second = (await people.add(desk.prison, Role.COORDINATOR)).account.id
    later = await ends_soon(desk, await desk.another("Fennimore"))
    await remind(desk, registry, MONDAY)
    told = {one.recipient: one for one in await notices(desk, later) if one.told is Told.COORDINATOR}
    assert told.keys() == {f"account:{first}", f"account:{second}"}
    assert told[f"account:{second}"].message_id is not None
    assert (told[f"account:{first}"].message_id, told[f"account:{first}"].code) == (None, NoticeCode.PUT_OFF)

    assert await remind(desk, registry, TUESDAY) == 1
    assert await remind(desk, registry, WEDNESDAY) == 0
    after = {one.recipient: one for one in await notices(desk, later) if one.told is Told.COORDINATOR}
    one = after[f"account:{first}"]
    assert one.message_id is not None
    assert (one.sent_on, one.code) == (TUESDAY, None)
    assert after[f"account:{second}"].sent_on == MONDAY


async def test_alaveteli_7111_what_was_put_off_and_is_done_by_then_is_not_told(
    desk: Desk, registry: Registry
) -> None:
    people = People(desk.database, registry)
    await people.add(desk.prison, Role.COORDINATOR)
    await remind(desk, registry, MONDAY)
    later = await ends_soon(desk, await desk.another("Fennimore"))
    await remind(desk, registry, MONDAY)
    assert NoticeCode.PUT_OFF in {one.code for one in await notices(desk, later)}
    async with desk.database.write(desk.coordinator) as session:
        ended = update(models.Clearance).where(models.Clearance.id == later)
        await session.execute(ended.values(revoked_on=today()))
    assert await remind(desk, registry, TUESDAY) == 0


async def put_off_for_the_person(desk: Desk, registry: Registry) -> UUID:
    """Let something come up of which the person is told tomorrow, for having had a message today."""
    await remind(desk, registry, MONDAY)
    later = await ends_soon(desk, desk.person)
    async with desk.database.write(desk.coordinator) as session:
        renewed = update(models.Clearance).where(models.Clearance.id == later)
        await session.execute(renewed.values(expires_on=MONDAY + timedelta(days=45)))
    await remind(desk, registry, MONDAY)
    codes = {one.code for one in await notices(desk, later) if one.told is Told.PERSON}
    assert codes == {NoticeCode.PUT_OFF}
    return later


async def test_what_is_put_off_is_listed_among_what_the_next_morning_tells(
    desk: Desk, other_prison: Prison, registry: Registry
) -> None:
    later = await put_off_for_the_person(desk, registry)
    elsewhere = viewer(registry, other_prison, Role.COORDINATOR)
    for by, listed in ((desk.coordinator, True), (elsewhere, False)):
        async with desk.database.read(by) as session:
            coming = await look_ahead(session, by, known(registry), [TUESDAY, WEDNESDAY])
        told = {(one.on, one.due.subject_id) for one in coming if one.step.told is Told.PERSON}
        assert ((TUESDAY, later) in told) is listed
        assert (WEDNESDAY, later) not in told, "It is told once."


async def test_what_was_put_off_for_somebody_who_is_gone_is_told_to_the_next_on_the_ladder(
    desk: Desk, registry: Registry
) -> None:
    """Whoever it waited for has no address any more: it neither waits for ever nor is told twice."""
    later = await put_off_for_the_person(desk, registry)
    desk_account = (await People(desk.database, registry).add(desk.prison, Role.COORDINATOR)).account.id
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(update(Person).where(Person.id == desk.person.id).values(email=None))
    assert await remind(desk, registry, TUESDAY) == 1
    told = [one for one in await notices(desk, later) if one.told is Told.PERSON]
    assert {(one.recipient, one.code, one.sent_on) for one in told} == {
        (f"account:{desk_account}", NoticeCode.GONE, TUESDAY)
    }
    assert all(one.message_id is not None for one in told)
    assert await remind(desk, registry, WEDNESDAY) == 0


async def test_where_nobody_is_left_to_tell_the_row_says_so_and_waits_no_more(
    desk: Desk, registry: Registry
) -> None:
    later = await put_off_for_the_person(desk, registry)
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(update(Person).where(Person.id == desk.person.id).values(email=None))
    assert await remind(desk, registry, TUESDAY) == 0
    codes = {one.code for one in await notices(desk, later) if one.told is Told.PERSON}
    assert codes == {NoticeCode.NOBODY}


async def left_to_say(desk: Desk, registry: Registry, told: Told) -> list[UUID]:
    """Return what the message to somebody would still be about if it left now."""
    system = system_viewer(desk.prison.id)
    [message_id] = {one.message_id for one in await notices(desk) if one.told is told}
    assert message_id is not None
    async with desk.database.read(system) as session:
        return list(await still_due(session, system, known(registry), message_id, on=MONDAY))


async def test_message_does_not_leave_to_a_person_who_asked_meanwhile_not_to_be_told(
    desk: Desk, registry: Registry
) -> None:
    await People(desk.database, registry).add(desk.prison, Role.COORDINATOR)
    await remind(desk, registry, MONDAY)
    assert len(await left_to_say(desk, registry, Told.PERSON)) == 1
    by = desk.volunteer(desk.person.id)
    async with desk.database.write(by) as session:
        await choose_reminders(session, by, wanted=False)
    assert await left_to_say(desk, registry, Told.PERSON) == []
    assert len(await left_to_say(desk, registry, Told.COORDINATOR)) == 1, "The desk did not ask for that."


async def test_message_does_not_leave_about_what_the_desk_lets_wait_meanwhile(
    desk: Desk, registry: Registry
) -> None:
    await remind(desk, registry, MONDAY)
    assert len(await left_to_say(desk, registry, Told.PERSON)) == 1
    [expiry] = [one for one in known(registry) if one.name == "vetting.expiry"]
    async with desk.database.write(desk.coordinator) as session:
        subject_id = (await session.scalars(select(models.Clearance.id))).one()
        await snooze_reminder(
            session,
            desk.coordinator,
            expiry,
            subject_id,
            until=WEDNESDAY,
            reason=SnoozeReason.DATE_AGREED,
        )
    assert await left_to_say(desk, registry, Told.PERSON) == []
