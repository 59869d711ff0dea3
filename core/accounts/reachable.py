"""Whom a prison can tell something by mail: accounts that hold a role in it today, with their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.members import here, is_in_force
from core.accounts.models import Account, Membership
from core.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Holder:
    """An account with one role here."""

    account_id: UUID
    role: Role
    partner_id: UUID | None
    person_id: UUID | None
    name: str
    address: str | None
    language: str


async def holders_here(session: AsyncSession) -> list[Holder]:
    """Return every role that somebody holds in this prison today."""
    rows = await session.execute(
        select(
            Account.id,
            Membership.role,
            Membership.partner_id,
            Membership.person_id,
            func.coalesce(Membership.name, Account.name),
            func.coalesce(Membership.email, Account.email),
            Account.language,
        )
        .join(Account, Account.id == Membership.account_id)
        .where(here(Membership), is_in_force(Membership), Account.active)
        .order_by(Membership.id)
    )
    return [Holder(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account of somebody who works for the prison, by the name that the prison wrote."""

    account_id: UUID
    name: str


async def colleagues_here(session: AsyncSession) -> list[Colleague]:
    """Return who works for this prison today, by name; nobody of an organisation, and no volunteer."""
    names = {
        one.account_id: one.name
        for one in await holders_here(session)
        if one.partner_id is None and one.person_id is None
    }
    return [Colleague(*one) for one in sorted(names.items(), key=lambda one: (one[1], one[0]))]
