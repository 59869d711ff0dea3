"""An answer the prison owes: its owner is told, then those who lead, then the desk, until it is given."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from core.accounts.roles import Role
from core.accounts.system import system_viewer
from core.clock import add_working_days, is_working_day, today
from core.database.unit_of_work import Database
from core.messages.models import Message
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reminders.declarations import Told
from core.reminders.digest import tell_all
from core.reminders.models import ReminderNotice
from core.reminders.noticing import notice_due
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import AnswerOwner, ProposalStatus, Theme
from plugins.council.reminders import REMINDERS
from plugins.council.services.proposals import Wording
from tests.core.accounts.conftest import People

IDEA = "Open the library on Saturdays."
ASKED = Wording(theme=Theme.HEALTH, problem="Nobody knows the waiting list.", idea=IDEA)


async def morning(database: Database, prison: Prison, day: date) -> None:
    system = system_viewer(prison.id)
    async with database.write(system) as session:
        taken = await notice_due(session, system, REMINDERS, on=day)
        await tell_all(session, system, taken, on=day)


async def told(database: Database, prison: Prison) -> list[tuple[Told, UUID | None]]:
    """Return who was told, in order, and of an owner or lead which account."""
    async with database.read(system_viewer(prison.id)) as session:
        found = await session.execute(
            select(ReminderNotice.told, Message.account_id)
            .join(Message, Message.id == ReminderNotice.message_id)
            .order_by(ReminderNotice.sent_on, Message.account_id)
        )
        return [(row.told, row.account_id) for row in found]


async def test_owner_is_told_then_the_leads_then_the_desk_and_nobody_after_the_answer(
    database: Database, registry: Registry, prison: Prison
) -> None:
    people = People(database, registry)
    governor = await people.add(prison, Role.GOVERNOR)
    lead = await people.add(prison, Role.SMT_LEAD)
    desk = await people.add(prison, Role.COORDINATOR)
    by = viewer(registry, prison, Role.COORDINATOR)
    tabled = next(day for day in (today() - timedelta(days=back) for back in range(9)) if is_working_day(day))
    async with database.write(by) as session:
        council = await services.set_up_council(session, by, name="Council", quorum=3, on=tabled)
        made = await services.raise_proposal(session, by, council.id, wording=ASKED, on=tabled)
        await services.record_step(session, by, made.id, status=ProposalStatus.TABLED, on=tabled)
    async with database.write(lead.viewer) as session:
        await services.give_answer_to(session, lead.viewer, made.id, owner=AnswerOwner.SMT_LEAD, myself=True)
    due = tabled + timedelta(days=28)
    for working_days in (-6, -5, 1, 2, 5, 10):
        await morning(database, prison, add_working_days(due, working_days))

    leads = sorted([(Told.LEADS, governor.account.id), (Told.LEADS, lead.account.id)], key=lambda one: one[1])
    assert await told(database, prison) == [
        (Told.OWNER, lead.account.id),
        (Told.OWNER, lead.account.id),
        *leads,
        (Told.COORDINATOR, desk.account.id),
    ]
    async with database.write(by) as session:
        await services.record_step(
            session, by, made.id, status=ProposalStatus.NOT_ACCEPTED, reason="There is no room."
        )
    before = await told(database, prison)
    await morning(database, prison, add_working_days(due, 20))
    assert await told(database, prison) == before
