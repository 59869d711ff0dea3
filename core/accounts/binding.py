"""A person's first sign-in: what was given to their address becomes theirs, and their subject's for ever."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.accounts.giving import INVITATION_DAYS
from core.accounts.models import Account, Membership
from core.identifiers import AccountId


async def take_up_roles(
    session: AsyncSession, account_id: AccountId, *, issuer: str, subject: str, address: str
) -> UUID | None:
    """Bind the roles that wait for an address to the subject that has just proved it; return its account.

    The address counts this once. From then on the account is its issuer's subject, whatever address that has,
    and another subject that comes with the same address is nobody. `account_id` is for a new account.
    """
    waiting = await _waiting(session, address)
    if not waiting:
        return None
    await session.execute(
        insert(Account)
        .values(
            id=account_id,
            issuer=issuer,
            subject=subject,
            name=waiting[0].name or address,
            email=address,
            language="en",
            active=True,
        )
        .on_conflict_do_nothing()
    )
    account = await session.scalar(
        select(Account).where(Account.issuer == issuer, Account.subject == subject, Account.active)
    )
    if account is None or await _is_anothers(session, account, address):
        return None
    if account.email is None:
        account.email = address
    await _bind(session, account.id, [member.id for member in waiting])
    return account.id


async def _waiting(session: AsyncSession, address: str) -> list[Membership]:
    """Return the roles that wait for the address, held so that two sign-ins cannot both have them."""
    found = await session.scalars(
        select(Membership)
        .where(
            Membership.email == address,
            Membership.account_id.is_(None),
            Membership.taken_away_at.is_(None),
            Membership.created_at >= func.now() - timedelta(days=INVITATION_DAYS),
        )
        .order_by(Membership.id)
        .with_for_update()
    )
    return list(found)


async def _is_anothers(session: AsyncSession, account: Account, address: str) -> bool:
    """Say whether the address was bound to another subject of the same provider before."""
    other = select(Account.id).where(
        Account.issuer == account.issuer, Account.email == address, Account.id != account.id
    )
    return await session.scalar(other.limit(1)) is not None


async def _bind(session: AsyncSession, account_id: UUID, members: list[UUID]) -> None:
    """Give the account the roles; one that it holds already stays waiting and lapses."""
    held = aliased(Membership)
    same = select(held.id).where(
        held.account_id == account_id,
        held.taken_away_at.is_(None),
        held.role == Membership.role,
        held.prison_id.is_not_distinct_from(Membership.prison_id),
        held.partner_id.is_not_distinct_from(Membership.partner_id),
    )
    await session.execute(
        update(Membership)
        .where(Membership.id.in_(members), ~same.exists())
        .values(account_id=account_id)
        .execution_options(synchronize_session=False)
    )
