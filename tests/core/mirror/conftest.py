"""A volunteer and a colleague of one organisation, a stranger elsewhere, and the accounts around them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest_asyncio

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.audit.reads import record_reads
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.partnership.models import Person
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, make_partner, make_person, viewer


@dataclass(frozen=True, slots=True)
class Home:
    """One prison with two volunteers of an organisation, and its desk."""

    database: Database
    registry: Registry
    prison: Prison
    coordinator: Viewer
    partner_id: UUID
    person: Person
    colleague: Person

    def volunteer(self, person: Person | None = None, account_id: UUID | None = None) -> Viewer:
        return viewer(
            self.registry,
            self.prison,
            Role.VOLUNTEER_SELF,
            partner_id=self.partner_id,
            person_id=(person or self.person).id,
            account_id=account_id,
        )

    async def somebody(self, role: Role) -> Viewer:
        """Give an account this role, so that the prison knows it."""
        account = Account(issuer="https://id.test", subject=str(uuid7()), name=f"The {role.label}")
        narrowed = role is Role.PARTNER_ADMIN
        async with self.database.write(NOBODY) as session:
            session.add(account)
            await session.flush()
            session.add(
                Membership(
                    account_id=account.id,
                    prison_id=self.prison.id,
                    role=role,
                    partner_id=self.partner_id if narrowed else None,
                )
            )
        return viewer(
            self.registry,
            self.prison,
            role,
            account_id=account.id,
            partner_id=self.partner_id if narrowed else None,
        )

    async def volunteer_with_account(self) -> Viewer:
        """Give the person an account of their own, with an address."""
        subject = str(uuid7())
        account = Account(issuer="https://id.test", subject=subject, name="R", email=f"{subject}@example.org")
        async with self.database.write(NOBODY) as session:
            session.add(account)
            await session.flush()
            session.add(
                Membership(
                    account_id=account.id,
                    prison_id=self.prison.id,
                    role=Role.VOLUNTEER_SELF,
                    partner_id=self.partner_id,
                    person_id=self.person.id,
                )
            )
        return self.volunteer(account_id=account.id)

    async def looks(self, by: Viewer, row_id: UUID, node: str = "Person") -> None:
        async with self.database.write(by) as session:
            await record_reads(await session.connection(), by, [(node, row_id)])


async def make_home(database: Database, registry: Registry, prison: Prison, desk: Viewer) -> Home:
    partner = await make_partner(database, desk)
    person = await make_person(database, desk, partner_id=partner.id)
    colleague = await make_person(database, desk, partner_id=partner.id, surname="Fennimore")
    return Home(database, registry, prison, desk, partner.id, person, colleague)


@pytest_asyncio.fixture
async def home(database: Database, registry: Registry, prison: Prison, coordinator: Viewer) -> Home:
    return await make_home(database, registry, prison, coordinator)


@pytest_asyncio.fixture
async def elsewhere(
    database: Database, registry: Registry, other_prison: Prison, other_coordinator: Viewer
) -> Home:
    return await make_home(database, registry, other_prison, other_coordinator)
