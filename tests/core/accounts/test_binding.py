"""The first sign-in: who proves an address gets what waits for it, once, and nobody after them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import select, update

from core.accounts.models import Account
from core.accounts.queries import memberships_of
from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.prisons.models import Prison
from core.testkit import NOBODY
from tests.core.accounts.conftest import ISSUER, People
from tests.core.accounts.test_access import give, roles_held


async def test_roles_of_several_prisons_are_taken_up_together(
    database: Database, prison: Prison, other_prison: Prison, people: People, address: Callable[[], str]
) -> None:
    email, subject = address(), str(uuid7())
    for place in (prison, other_prison):
        governor = await people.add(place, Role.GOVERNOR)
        await give(database, governor.viewer, email, Role.COORDINATOR, name=f"Kit of {place.code}")
    account_id = await people.sign_in(email, subject)
    assert account_id is not None
    async with database.read(NOBODY) as session:
        account = await session.get(Account, account_id)
        assert account is not None
        assert (account.issuer, account.subject, account.email) == (ISSUER, subject, email)
        codes = {row.prison_code for row in await memberships_of(session, account_id)}
    assert codes == {prison.code, other_prison.code}


async def test_another_subject_with_the_same_address_gets_nothing(
    database: Database, prison: Prison, other_prison: Prison, people: People, address: Callable[[], str]
) -> None:
    """A mailbox that the provider gives to somebody else later does not carry its roles along."""
    email, first, second = address(), str(uuid7()), str(uuid7())
    governor = await people.add(prison, Role.GOVERNOR)
    neighbour = await people.add(other_prison, Role.GOVERNOR)
    await give(database, governor.viewer, email, Role.COORDINATOR)
    account_id = await people.sign_in(email, first)
    assert account_id is not None
    await give(database, neighbour.viewer, email, Role.COORDINATOR)

    assert await people.sign_in(email, second) is None
    async with database.read(NOBODY) as session:
        assert await session.scalar(select(Account).where(Account.subject == second)) is None
    assert await people.sign_in(email, first) == account_id
    assert len(await roles_held(database, account_id)) == 2


async def test_of_two_subjects_at_the_same_moment_one_gets_the_role(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    email, governor = address(), await people.add(prison, Role.GOVERNOR)
    await give(database, governor.viewer, email, Role.COORDINATOR)
    found = await asyncio.gather(*(people.sign_in(email, str(uuid7())) for _ in range(4)))
    assert len([account for account in found if account is not None]) == 1


async def test_account_that_was_switched_off_takes_nothing_up(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    email, subject = address(), str(uuid7())
    governor = await people.add(prison, Role.GOVERNOR)
    await give(database, governor.viewer, email, Role.COORDINATOR)
    account_id = await people.sign_in(email, subject)
    assert account_id is not None
    async with database.write(NOBODY) as session:
        await session.execute(update(Account).where(Account.id == account_id).values(active=False))
    await give(database, governor.viewer, email, Role.SMT_LEAD)
    assert await people.sign_in(email, subject) is None
    assert await people.sign_in(email, str(uuid7())) is None


async def test_account_known_by_subject_keeps_its_own_address(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    """Who has a new address at the provider can be given more by it, and stays who they are."""
    governor, lead = await people.add(prison, Role.GOVERNOR), await people.add(prison, Role.SMT_LEAD)
    email = address()
    await give(database, governor.viewer, email, Role.COORDINATOR)
    assert await people.sign_in(email, lead.account.subject) == lead.account.id
    async with database.read(NOBODY) as session:
        account = await session.get(Account, lead.account.id)
    assert account is not None
    assert account.email == lead.account.email
    assert {role for _code, role in await roles_held(database, lead.account.id)} == {
        Role.SMT_LEAD,
        Role.COORDINATOR,
    }


async def test_nothing_waits_for_most_people(people: People, address: Callable[[], str]) -> None:
    assert await people.sign_in(address(), str(uuid7())) is None
