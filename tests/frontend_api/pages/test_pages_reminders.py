"""Who was told, who will be and whom mail misses: as a co-ordinator reads it, and nothing beyond titles."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from core.accounts.system import system_viewer
from core.clock import add_working_days, now, today
from core.database.unit_of_work import Database
from core.errors import Forbidden
from core.messages.enums import MessageCode, MessageState
from core.messages.models import MailReach, Message
from core.messages.services import retry_address
from core.partnership.models import Person as OfPartner
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reminders.digest import tell_all
from core.reminders.looking_ahead import look_ahead, mornings_after
from core.reminders.models import ReminderItem, ReminderNotice
from core.reminders.noticing import notice_due
from plugins.vetting import models
from plugins.vetting.enums import VettingLevel
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.pages.conftest import Reader

MONDAY = add_working_days(today(), 1)


@pytest.fixture
async def desk(database: Database, registry: Registry, prison: Prison) -> Desk:
    """A person whose clearance ends in thirty days, so that much is to be told on the next morning."""
    made = await make_desk(database, registry, prison)
    async with database.write(made.coordinator) as session:
        await session.execute(
            update(OfPartner).where(OfPartner.id == made.person.id).values(email="ann@example.org")
        )
        session.add(
            models.Clearance(
                person_id=made.person.id,
                partner_id=made.partner.id,
                level=VettingLevel.HMPPS_EL2,
                scope="THIS_PRISON",
                granted_on=today() - timedelta(days=300),
                expires_on=MONDAY + timedelta(days=30),
            )
        )
    return made


async def morning(desk: Desk, registry: Registry) -> None:
    """Do the morning's work of the next working day."""
    reminders = [one for module in registry.contributions for one in module.reminders]
    viewer = system_viewer(desk.prison.id)
    async with desk.database.write(viewer) as session:
        taken = await notice_due(session, viewer, reminders, on=MONDAY)
        await tell_all(session, viewer, taken, on=MONDAY)


async def test_what_will_be_told_is_what_the_morning_tells(
    reader: Reader, desk: Desk, registry: Registry
) -> None:
    reminders = [one for module in registry.contributions for one in module.reminders]
    viewer = system_viewer(desk.prison.id)
    async with desk.database.read(viewer) as session:
        ahead = await look_ahead(session, desk.coordinator, reminders, [MONDAY])
    page = await reader.open("/reminders/coming")
    assert f"{desk.person.first_name} {desk.person.surname}" in page.words
    assert "A clearance ends" in page.words
    await morning(desk, registry)
    async with desk.database.read(viewer) as session:
        rows = await session.execute(
            select(ReminderItem.name, ReminderNotice.step).join(
                ReminderNotice, ReminderNotice.item_id == ReminderItem.id
            )
        )
        assert sorted({(row.name, row.step) for row in rows}) == sorted(
            (one.reminder.name, one.step.code) for one in ahead
        )
        assert await look_ahead(session, desk.coordinator, reminders, [MONDAY]) == []


async def test_list_says_who_was_told_what_and_what_became_of_it(
    reader: Reader, desk: Desk, registry: Registry
) -> None:
    await morning(desk, registry)
    name = f"{desk.person.first_name} {desk.person.surname}"
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(
            update(Message)
            .where(Message.person_id == desk.person.id)
            .values(state=MessageState.FAILED, code=MessageCode.REFUSED, address=None)
        )
    page = await reader.open("/reminders")
    assert page.heading == "Who was told, and who will be?"
    assert name in page.words
    assert f"A clearance ends: {name}" in page.words
    assert "Could not be delivered" in page.words
    assert "Address unknown to the mail server" in page.words
    assert "ann@example.org" not in page.words
    assert name in (await reader.open(f"/reminders?q={desk.person.surname}")).words
    assert name not in (await reader.open("/reminders?state=DELIVERED")).words
    record = await reader.open(f"/people/{desk.person.id}")
    assert "The last ten reminders" in record.words
    assert "A clearance ends" in record.words


async def test_titles_are_for_those_who_may_read_that_it_is_due(
    reader: Reader, desk: Desk, registry: Registry
) -> None:
    await morning(desk, registry)
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(update(ReminderItem).values(permission="vetting.nobody.reads"))
    page = await reader.open("/reminders")
    assert "Reminder" in page.words
    assert "A clearance ends" not in page.words


async def test_address_that_mail_does_not_reach_is_tried_again(reader: Reader, desk: Desk) -> None:
    reach_id = await _stopped(desk)
    page = await reader.open("/reminders/unreached")
    assert "Nothing is sent there" in page.words
    assert "3 messages did not arrive" in page.words
    with pytest.raises(Forbidden):
        async with desk.database.write(desk.security) as session:
            await retry_address(session, desk.security, reach_id)
    answer = await reader.send("/reminders/unreached/bulk", page, action="retry", row=str(reach_id))
    assert "Mail is sent to 1 address again" in (await reader.follow(answer)).words
    async with desk.database.read(desk.coordinator) as session:
        assert (await session.scalars(select(MailReach))).all() == []


async def _stopped(desk: Desk) -> UUID:
    async with desk.database.write(desk.coordinator) as session:
        reach = MailReach(digest="of an address", person_id=desk.person.id, failures=3, stopped_at=now())
        session.add(reach)
        await session.flush()
        return reach.id


def test_today_is_among_the_mornings_until_they_are_sent() -> None:
    early = now().replace(year=2026, month=11, day=24, hour=7, minute=0)
    late = early.replace(hour=9)
    assert [str(day) for day in mornings_after(early, 2)] == ["2026-11-24", "2026-11-25"]
    assert [str(day) for day in mornings_after(late, 2)] == ["2026-11-25", "2026-11-26"]
