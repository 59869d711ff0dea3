"""Who an account is and what it may be: read afresh on each request, so that a role ends when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Text,
    Uuid,
    bindparam,
    func,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account, Membership, RightsClock
from core.accounts.roles import Role
from core.clock import today
from core.database.reading import Reading
from core.database.statements import Statement
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
    group_id: UUID | None = None


async def account_by_subject(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    """Return the active account that the provider means, or None."""
    return await session.scalar(
        select(Account).where(Account.issuer == issuer, Account.subject == subject, Account.active),
    )


async def account_by_id(session: AsyncSession, account_id: UUID) -> Account | None:
    return await session.scalar(select(Account).where(Account.id == account_id, Account.active))


def _held(account_id: Any, day: ColumnElement[date]) -> Any:
    """Select the roles that an account holds on a day; those of prisons that were closed are none."""
    return (
        select(
            Membership.prison_id,
            Prison.code,
            Prison.name,
            Prison.name_cy,
            Membership.role,
            Membership.partner_id,
            Membership.person_id,
            Membership.group_id,
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
        .order_by(Prison.name, Membership.role)
    )


def _read_membership(row: Any) -> MembershipRow:
    """Read what `_held` selects, in its order."""
    *said, disabled_modules = row
    return _membership(*said, tuple(disabled_modules))


@lru_cache(maxsize=10_000)
def _membership(
    prison_id: UUID | None,
    code: str | None,
    name: str | None,
    name_cy: str | None,
    role: str,
    partner_id: UUID | None,
    person_id: UUID | None,
    group_id: UUID | None,
    disabled_modules: tuple[str, ...],
) -> MembershipRow:
    """Make the same row of the same values: it is asked for with every request."""
    return MembershipRow(
        tenant_id=prison_id,
        prison_code=code,
        prison_name=spoken_name(name) if name else None,
        prison_name_cy=name_cy,
        role=Role(role),
        partner_id=partner_id,
        person_id=person_id,
        disabled_modules=disabled_modules,
        group_id=group_id,
    )


async def memberships_of(session: AsyncSession, account_id: UUID) -> list[MembershipRow]:
    """Return the roles the account holds today, by prison name; roles above prisons come last."""
    rows = await session.execute(_held(literal(account_id, Uuid), literal(today(), Date)))
    return [_read_membership(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Holder:
    """An account with the roles it holds today."""

    id: UUID
    name: str
    language: str
    memberships: tuple[MembershipRow, ...]
    rights_at: int
    """By the clock of rights, which ticks with every change of an account, a role or a prison."""


def _holder() -> Statement:
    """Write the statement that every request begins with: one round trip for the account and its roles."""
    held = _held(Account.id, bindparam("day", None, type_=Date)).correlate(Account).lateral("held")
    ticks = select(RightsClock.ticks).scalar_subquery().label("ticks")
    found = select(Account.id, Account.name.label("account_name"), Account.language, ticks, *held.c)
    issuer, subject = (bindparam(name, None, type_=Text) for name in ("issuer", "subject"))
    named = (Account.issuer == issuer, Account.subject == subject)
    return Statement.of(found.outerjoin(held, true()).where(*named, Account.active))


HOLDER = _holder()


async def holder_by_subject(reading: Reading, issuer: str, subject: str) -> Holder | None:
    """Return the active account that the provider means, with its roles; None when there is none."""
    values = {"issuer": issuer, "subject": subject, "day": today()}
    rows = await reading.rows(HOLDER.text, HOLDER.arguments(values))
    if not rows:
        return None
    account_id, name, language, ticks, *_role = rows[0]
    memberships = tuple(_read_membership(row[4:]) for row in rows if row["role"] is not None)
    return Holder(account_id, name, language, memberships, ticks)
