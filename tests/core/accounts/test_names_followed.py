"""What modules do about a new name is asked for in the transaction that brings it, on every road."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from core.accounts.roles import Role
from core.accounts.services import give_access
from core.accounts.system import SYSTEM_ACCOUNT
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.jobs.models import JobRow
from core.partnership.enums import PersonKind
from core.partnership.services import add_person, change_person
from core.prisons.models import Prison
from tests.core.accounts.conftest import People

FOLLOWS = "council.rescan_published"
"""The job of a module that follows names."""


async def asked(database: Database, by: Viewer) -> int:
    """Count the jobs that followed on names; each is the system's."""
    async with database.read(by) as session:
        found = list(await session.scalars(select(JobRow.requested_by).where(JobRow.kind == FOLLOWS)))
    assert set(found) <= {SYSTEM_ACCOUNT}
    return len(found)


async def add_and_fail(database: Database, by: Viewer) -> None:
    async with database.write(by) as session:
        await add_person(session, by, first_name="Rowan", surname="Ash", kind=PersonKind.VOLUNTEER)
        raise RuntimeError


async def test_trap_new_account_new_person_and_new_name_each_ask_at_once(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    by = (await people.add(prison, Role.GOVERNOR)).viewer
    by = replace(by, permissions=by.permissions | {"core.person.change"})
    async with database.write(by) as session:
        await give_access(session, by, name="Kit Birch", email=address(), role=Role.COORDINATOR)
    assert await asked(database, by) == 1
    async with database.write(by) as session:
        rowan = await add_person(session, by, first_name="Rowan", surname="Ash", kind=PersonKind.VOLUNTEER)
        await add_person(session, by, first_name="Robin", surname="Fern", kind=PersonKind.VOLUNTEER)
    assert await asked(database, by) == 2, "one job for all names of a transaction"
    async with database.write(by) as session:
        await change_person(session, by, rowan.id, first_name="Rowan", surname="Elder")
    assert await asked(database, by) == 3


async def test_change_that_is_rolled_back_and_module_that_is_off_ask_for_nothing(
    database: Database, coordinator: Viewer
) -> None:
    with pytest.raises(RuntimeError):
        await add_and_fail(database, coordinator)
    off = replace(coordinator, disabled_modules=frozenset({"council"}))
    async with database.write(off) as session:
        await add_person(session, off, first_name="Rowan", surname="Ash", kind=PersonKind.VOLUNTEER)
    assert await asked(database, coordinator) == 0
