"""Finding addresses: by their secret, to open them, and by what they are about, to show how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.members import works_here
from core.links.declarations import Purpose
from core.links.models import Link, LinkUse
from core.links.secrets import digest_of
from core.partnership.enums import PersonStatus
from core.partnership.models import Person


def is_open() -> ColumnElement[bool]:
    """Neither reset nor used up nor past its end, which is a day of the calendar."""
    return and_(
        Link.revoked_at.is_(None),
        Link.used_at.is_(None),
        or_(Link.expires_at.is_(None), Link.expires_at > clock.calendar_now()),
    )


def is_kept() -> ColumnElement[bool]:
    """One without an end lives no longer than whoever it serves: nobody resets it when they go.

    Of a person's own, the person has not left; of any other, its maker may still come into this prison, for
    that organisation or for the prison.
    """
    there = (
        select(Person.id)
        .where(Person.tenant_id == Link.tenant_id, Person.id == Link.person_id)
        .where(Person.status == PersonStatus.CURRENT)
    )
    its_own = and_(Link.person_id.is_not(None), there.correlate(Link).exists())
    employed = works_here(Link.made_by, Link.partner_id)
    by_office = and_(Link.person_id.is_(None), employed.correlate(Link).exists())
    return or_(Link.expires_at.is_not(None), its_own, by_office)


async def find_link(session: AsyncSession, purpose: str, secret: str) -> Link | None:
    """Return the open address of this prison with that secret; what is dead is as good as never made."""
    wanted = select(Link).where(Link.purpose == purpose, Link.digest == digest_of(secret))
    wanted = wanted.where(is_open(), is_kept())
    return await session.scalar(wanted)


@dataclass(frozen=True, slots=True)
class LinkStanding:
    """How the address of a thing stands, for those who may make it."""

    made_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


async def link_standings(
    session: AsyncSession, purpose: Purpose, subject_ids: Iterable[UUID]
) -> dict[UUID, LinkStanding]:
    """Return the open address of each subject that has one."""
    last = (
        select(func.max(LinkUse.last_used_at))
        .where(LinkUse.tenant_id == Link.tenant_id, LinkUse.link_id == Link.id)
        .correlate(Link)
        .scalar_subquery()
    )
    wanted = select(Link.subject_id, Link.created_at, Link.expires_at, last).where(
        Link.purpose == purpose.code, Link.subject_id.in_(list(subject_ids)), is_open()
    )
    rows = await session.execute(wanted)
    return {subject: LinkStanding(made, expires, used) for subject, made, expires, used in rows}
