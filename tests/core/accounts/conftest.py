"""Accounts of a prison, and who acts for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from core.accounts.binding import take_up_roles
from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import AccountId, uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, viewer

ISSUER = "https://identity.example"


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account and one role in a prison."""

    viewer: Viewer
    account: Account
    member_id: UUID


@dataclass(frozen=True)
class People:
    """Makes people with accounts, and lets them sign in for the first time."""

    database: Database
    registry: Registry

    async def add(self, prison: Prison, role: Role, name: str = "Sam Birch") -> Colleague:
        """Add an account that has a role here already."""
        subject = str(uuid7())
        account = Account(issuer=ISSUER, subject=subject, name=name, email=f"{subject}@example.org")
        async with self.database.write(NOBODY) as session:
            session.add(account)
            await session.flush()
            member = Membership(account_id=account.id, prison_id=prison.id, role=role)
            session.add(member)
        acting = viewer(self.registry, prison, role, account_id=account.id)
        return Colleague(acting, account, member.id)

    async def sign_in(self, address: str, subject: str, issuer: str = ISSUER) -> UUID | None:
        """Prove an address at the provider for the first time."""
        async with self.database.write(NOBODY) as session:
            return await take_up_roles(
                session, AccountId(uuid7()), issuer=issuer, subject=subject, address=address
            )


@pytest.fixture
def people(database: Database, registry: Registry) -> People:
    return People(database, registry)


@pytest.fixture
def address() -> Callable[[], str]:
    """Make an address that nobody has."""
    return lambda: f"{uuid7()}@example.org"
