"""Who holds which role in all prisons and above them: what the operator's commands list and look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.members import is_in_force, is_lapsed
from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.prisons.models import Prison


@dataclass(frozen=True, slots=True)
class Entry:
    """One role of one person."""

    member_id: UUID
    account_id: UUID | None
    prison: str | None
    name: str
    email: str | None
    role: Role
    ends_on: date | None
    last_signed_in_at: datetime | None
    in_force: bool
    lapsed: bool

    @property
    def state(self) -> str:
        """Say in a word whether the role opens anything today."""
        if self.in_force:
            return "in force"
        if self.account_id is not None:
            return "not today"
        return "never taken up" if self.lapsed else "waiting for a first sign-in"


ADDRESS = func.coalesce(Membership.email, Account.email)


async def entries(
    session: AsyncSession, *, prison: str | None = None, address: str | None = None, role: Role | None = None
) -> list[Entry]:
    """Return the roles that were not taken away, by prison and name; narrowed where something is named."""
    wanted = (
        select(
            Membership.id,
            Membership.account_id,
            Prison.code,
            func.coalesce(Membership.name, Account.name),
            ADDRESS,
            Membership.role,
            Membership.ends_on,
            Account.last_signed_in_at,
            is_in_force(Membership),
            is_lapsed(Membership),
        )
        .outerjoin(Account, Account.id == Membership.account_id)
        .outerjoin(Prison, Prison.id == Membership.prison_id)
        .where(Membership.taken_away_at.is_(None))
        .order_by(Prison.code.nulls_last(), func.coalesce(Membership.name, Account.name), Membership.id)
    )
    if prison is not None:
        wanted = wanted.where(Prison.code == prison)
    if address is not None:
        wanted = wanted.where(or_(Membership.email == address, Account.email == address))
    if role is not None:
        wanted = wanted.where(Membership.role == role)
    rows: Sequence[Any] = (await session.execute(wanted)).all()
    return [Entry(*row) for row in rows]
