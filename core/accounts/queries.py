"""Who an account is and what it may be: read afresh on each request, so that a role ends when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.clock import today
from core.prisons.models import Prison
from core.prisons.names import spoken_name


@dataclass(frozen=True, slots=True)
class MembershipRow:
    tenant_id: UUID | None
    prison_code: str | None
    prison_name: str | None
    prison_name_cy: str | None
    role: Role
    partner_id: UUID | None
    person_id: UUID | None
    disabled_modules: tuple[str, ...] = ()


async def account_by_subject(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    """Return the active account that the provider means, or None."""
    return await session.scalar(
        select(Account).where(Account.issuer == issuer, Account.subject == subject, Account.active),
    )


async def account_by_id(session: AsyncSession, account_id: UUID) -> Account | None:
    return await session.scalar(select(Account).where(Account.id == account_id, Account.active))


async def memberships_of(session: AsyncSession, account_id: UUID) -> list[MembershipRow]:
    """Return the roles the account holds today, by prison name; roles above prisons come last."""
    day = today()
    rows = await session.execute(
        select(
            Membership.prison_id,
            Prison.code,
            Prison.name,
            Prison.name_cy,
            Membership.role,
            Membership.partner_id,
            Membership.person_id,
            func.coalesce(Prison.disabled_modules, text("'{}'")).label("disabled_modules"),
        )
        .outerjoin(Prison, Prison.id == Membership.prison_id)
        .where(
            Membership.account_id == account_id,
            Membership.taken_away_at.is_(None),
            or_(Prison.active, Membership.prison_id.is_(None)),
            func.coalesce(Membership.starts_on, day) <= day,
            func.coalesce(Membership.ends_on, day) >= day,
        )
        .order_by(Prison.name, Membership.role),
    )
    return [
        MembershipRow(
            tenant_id=row.prison_id,
            prison_code=row.code,
            prison_name=spoken_name(row.name) if row.name else None,
            prison_name_cy=row.name_cy,
            role=row.role,
            partner_id=row.partner_id,
            person_id=row.person_id,
            disabled_modules=tuple(row.disabled_modules),
        )
        for row in rows
    ]
