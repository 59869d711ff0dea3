"""Not to be reminded, and letting a reminder wait: who may, what then happens, and what the desk reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from core.accounts.roles import Role
from core.accounts.system import system_viewer
from core.clock import today
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.identifiers import uuid7
from core.partnership.services import add_contact
from core.plugins.loader import Registry
from core.reminders.declarations import Told
from core.reminders.enums import NoticeCode, SnoozeReason
from core.reminders.looking_ahead import look_ahead
from core.reminders.models import ReminderItem, ReminderNotice, ReminderRefusal, ReminderSnooze
from core.reminders.noticing import notice_due
from core.reminders.services import LONGEST_SNOOZE, choose_reminders, end_snooze, snooze_reminder
from core.testkit import viewer
from plugins.vetting.tests.desk import Desk
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.test_pages_reminders import MONDAY, desk, morning

__all__ = ["desk"]
WAITS = 9 * timedelta(days=1)


def known(registry: Registry) -> list[Any]:
    return [one for module in registry.contributions for one in module.reminders]


async def ahead(desk: Desk, registry: Registry, day: date = MONDAY) -> list[Any]:
    async with desk.database.read(desk.coordinator) as session:
        return await look_ahead(session, desk.coordinator, known(registry), [day])


async def snoozed(desk: Desk, registry: Registry, until: date = MONDAY + WAITS) -> ReminderSnooze:
    one = (await ahead(desk, registry))[0]
    async with desk.database.write(desk.coordinator) as session:
        return await snooze_reminder(
            session,
            desk.coordinator,
            one.reminder,
            one.due.subject_id,
            until=until,
            reason=SnoozeReason.DATE_AGREED,
        )


async def notices(desk: Desk) -> list[ReminderNotice]:
    async with desk.database.read(system_viewer(desk.prison.id)) as session:
        return list(await session.scalars(select(ReminderNotice).order_by(ReminderNotice.step)))


async def test_what_waits_is_not_told_and_its_date_stays(desk: Desk, registry: Registry) -> None:
    before = await ahead(desk, registry)
    made = await snoozed(desk, registry)
    assert await ahead(desk, registry) == []
    await morning(desk, registry)
    assert await notices(desk) == []
    async with desk.database.read(desk.coordinator) as session:
        item = (await session.scalars(select(ReminderItem).where(ReminderItem.id == made.item_id))).one()
    assert item.due_on == before[0].due.due_on
    system = system_viewer(desk.prison.id)
    async with desk.database.write(system) as session:
        later = await notice_due(session, system, known(registry), on=made.until)
    assert {one.step.code for one in later} >= {one.step.code for one in before}


async def test_desk_ends_a_wait_once_and_it_is_told_again(
    reader: Reader, desk: Desk, registry: Registry
) -> None:
    made = await snoozed(desk, registry)
    page = await reader.open("/reminders/coming")
    assert "Not told for the time being" in page.words
    assert "A day is agreed with them" in page.words
    async with desk.database.write(desk.coordinator) as session:
        await end_snooze(session, desk.coordinator, made.id)
        with pytest.raises(Conflict):
            await end_snooze(session, desk.coordinator, made.id)
    assert await ahead(desk, registry) != []


@pytest.mark.parametrize("until", [today(), today() - WAITS, today() + LONGEST_SNOOZE + WAITS])
async def test_a_wait_has_an_end_before_long(desk: Desk, registry: Registry, until: date) -> None:
    with pytest.raises(Invalid) as refused:
        await snoozed(desk, registry, until)
    assert refused.value.field == "until"


async def test_only_the_desk_lets_wait_and_only_what_is_due_here(
    desk: Desk, registry: Registry, other_coordinator: Any
) -> None:
    one = (await ahead(desk, registry))[0]
    given: dict[str, Any] = {"until": MONDAY + WAITS, "reason": SnoozeReason.IN_HAND}
    lead = desk.partner_lead(desk.partner.id)
    for by in (desk.security, desk.governor, lead, desk.volunteer(desk.person.id)):
        async with desk.database.write(by) as session:
            with pytest.raises(Forbidden):
                await snooze_reminder(session, by, one.reminder, one.due.subject_id, **given)
    for by, subject in ((other_coordinator, one.due.subject_id), (desk.coordinator, uuid7())):
        async with desk.database.write(by) as session:
            with pytest.raises(NotFound):
                await snooze_reminder(session, by, one.reminder, subject, **given)


async def choose(desk: Desk, *, wanted: bool, person_id: UUID | None = None) -> None:
    by = desk.volunteer(person_id or desk.person.id)
    async with desk.database.write(by) as session:
        await choose_reminders(session, by, wanted=wanted)


async def test_who_declined_is_not_told_and_the_organisation_is_at_once(
    reader: Reader, desk: Desk, registry: Registry
) -> None:
    async with desk.database.write(desk.coordinator) as session:
        await add_contact(
            session, desk.coordinator, desk.partner.id, name="Frances Hollow", email="f.hollow@example.org"
        )
    await choose(desk, wanted=False)
    await choose(desk, wanted=False)
    page = await reader.open("/reminders/coming")
    assert "their organisation" in page.words.casefold()
    await morning(desk, registry)
    passed_on = [one for one in await notices(desk) if one.told is Told.PERSON]
    assert passed_on
    assert {(one.code, one.person_id) for one in passed_on} == {(NoticeCode.DECLINED, None)}
    assert all(one.message_id is not None for one in passed_on)
    record = await reader.open(f"/people/{desk.person.id}")
    assert "not to be reminded by mail" in record.words
    assert "Instead of the person, who asked not to be told: Frances Hollow" in record.words


async def test_without_an_organisation_that_can_be_told_the_step_goes_to_the_desk(
    desk: Desk, registry: Registry
) -> None:
    """It does not silently vanish: where the desk has no address either, that is on record too."""
    await choose(desk, wanted=False)
    await morning(desk, registry)
    asked = [one for one in await notices(desk) if one.told is Told.PERSON]
    assert {one.code for one in asked} == {NoticeCode.NOBODY}


async def test_who_wants_them_again_is_told_again(desk: Desk, registry: Registry) -> None:
    await choose(desk, wanted=False)
    await choose(desk, wanted=True)
    await choose(desk, wanted=True)
    await morning(desk, registry)
    assert {one.person_id for one in await notices(desk) if one.told is Told.PERSON} == {desk.person.id}
    async with desk.database.read(desk.coordinator) as session:
        (kept,) = (await session.scalars(select(ReminderRefusal))).all()
    assert kept.lifted_on == today()


async def test_nobody_declines_for_another(desk: Desk, registry: Registry) -> None:
    colleague = await desk.another("Fennimore")
    await choose(desk, wanted=False, person_id=colleague.id)
    own = desk.volunteer(desk.person.id)
    async with desk.database.read(own) as session:
        assert (await session.scalars(select(ReminderRefusal))).all() == []
    for role in (Role.COORDINATOR, Role.GOVERNOR, Role.DPO_RECORDS):
        by = viewer(registry, desk.prison, role)
        async with desk.database.write(by) as session:
            with pytest.raises(Forbidden):
                await choose_reminders(session, by, wanted=False)
