"""The people of one prison, and the roles they hold there: read in a transaction of that prison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.giving import INVITATION_DAYS
from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.clock import today
from core.prisons.models import Prison
from core.reads.through import through

TENANT_HERE: ColumnElement[UUID] = cast(func.current_setting("app.tenant_id"), Uuid)
ACCOUNT_HERE: ColumnElement[UUID] = cast(func.nullif(func.current_setting("app.account_id"), ""), Uuid)

member_name = through("member_id", Membership, "name")
"""The name of the member that a row of this prison points at, as the prison wrote it."""


def here(member: Any) -> ColumnElement[bool]:
    """Return which (aliased) memberships are this prison's; outside any prison it is an error."""
    own: ColumnElement[bool] = member.prison_id == TENANT_HERE
    return own


def is_lapsed(member: Any) -> ColumnElement[bool]:
    """Say of an (aliased) membership that it has waited too long for a first sign-in."""
    return and_(
        member.account_id.is_(None),
        member.created_at < func.now() - timedelta(days=INVITATION_DAYS),
    )


def is_in_force(member: Any) -> ColumnElement[bool]:
    """Say of an (aliased) membership that it opens the prison today to an account."""
    day = today()
    return and_(
        member.account_id.is_not(None),
        member.taken_away_at.is_(None),
        func.coalesce(member.starts_on, day) <= day,
        func.coalesce(member.ends_on, day) >= day,
    )


def works_here(account_id: Any, partner_id: Any) -> Select[UUID]:
    """Select what lets an account in here today, for the prison or for that organisation; no own record."""
    return (
        select(Membership.id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.account_id == account_id, Membership.person_id.is_(None), Account.active)
        .where(here(Membership), is_in_force(Membership))
        .where(or_(Membership.partner_id.is_(None), Membership.partner_id == partner_id))
    )


async def member_here(session: AsyncSession, member_id: UUID) -> Membership | None:
    """Return a membership of this prison and hold it; None for one of another prison or none at all."""
    wanted = select(Membership).where(Membership.id == member_id, here(Membership))
    return await session.scalar(wanted.with_for_update())


async def account_known_here(session: AsyncSession, address: str) -> UUID | None:
    """Return the account that already belongs to this prison under the address.

    Whether another prison knows the address is not asked, so that no answer can say it.
    """
    return await session.scalar(
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            here(Membership),
            is_in_force(Membership),
            or_(Membership.email == address, Account.email == address),
        )
        .order_by(Membership.id)
        .limit(1)
    )


async def hold_access(session: AsyncSession) -> None:
    """Let changes of who has access in this prison wait for each other, until this transaction ends."""
    # Not FOR UPDATE: that would stop every new row of the prison, whose keys point at this one.
    await session.execute(select(Prison.id).where(Prison.id == TENANT_HERE).with_for_update(key_share=True))


async def others_holding(session: AsyncSession, roles: Iterable[Role], but: UUID) -> int:
    """Count the memberships of active accounts, other than this one, with one of the roles here today."""
    counted = (
        select(func.count())
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            here(Membership),
            is_in_force(Membership),
            Account.active,
            Membership.role.in_(tuple(roles)),
            Membership.id != but,
        )
    )
    return int(await session.scalar(counted) or 0)


async def accounts_here(session: AsyncSession) -> list[tuple[UUID, UUID]]:
    """Return the id of each membership in force, and its account's."""
    rows = await session.execute(
        select(Membership.id, Membership.account_id).where(here(Membership), is_in_force(Membership))
    )
    return [(row.id, row.account_id) for row in rows]


async def names_with_access(session: AsyncSession) -> tuple[str, ...]:
    """Return the names of all who have or had a role in this prison, as it and they themselves write them."""
    rows = await session.execute(
        select(Membership.name, Account.name)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(here(Membership))
    )
    return tuple(sorted({name for row in rows for name in row if name}))


async def access_of_person(session: AsyncSession, person_id: UUID) -> Sequence[Any]:
    """Return the roles with which a person can sign in here: name, e-mail, role, since when, last sign-in."""
    statement = (
        select(
            Membership.name,
            Membership.email,
            Membership.role,
            Membership.created_at,
            Account.last_signed_in_at,
        )
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(Membership.person_id == person_id, here(Membership))
    )
    return (await session.execute(statement)).all()
