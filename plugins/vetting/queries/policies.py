"""The versions of a prison's policy, and what it has measured beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, NotFound, today, translate
from plugins.vetting import models
from plugins.vetting.enums import VettingLevel
from plugins.vetting.policy import (
    NATIONAL,
    LeadTime,
    Policy,
    every_version,
    policy_in_force,
    policy_on_record,
)


async def policies_of(session: AsyncSession) -> tuple[Policy, ...]:
    """Return the versions of the policy that hold or held in the prison, oldest first: two statements.

    Each knows how long vetting takes here, which the start of a renewal goes by.

    A prison that has put none of its own in force has those that come with Gatehouse.
    """
    version = models.PolicyVersion
    wanted = select(version).where(version.published_at.is_not(None)).order_by(version.published_at)
    versions = every_version(policy_from(row) for row in await session.scalars(wanted))
    measured = await lead_times_of(session)
    return tuple(replace(version, lead_times=measured) for version in versions) if measured else versions


async def lead_times_of(session: AsyncSession) -> tuple[LeadTime, ...]:
    """Return how long vetting takes here, as it was measured last: for the prison, and by level."""
    row = models.MeasuredLeadTime
    wanted = (
        select(row)
        .where(row.since <= today())
        .ext(distinct_on(row.levels))
        .order_by(row.levels, row.since.desc(), row.id.desc())
    )
    return tuple(lead_time_from(found) for found in await session.scalars(wanted))


def lead_time_from(row: models.MeasuredLeadTime) -> LeadTime:
    """Make the rules' value of a measurement."""
    levels = frozenset(VettingLevel(level) for level in row.levels)
    return LeadTime(levels=levels, days=row.days, sample=row.sample, basis=row.basis, since=row.since)


async def every_policy(session: AsyncSession) -> tuple[Policy, ...]:
    """Return every version there is to copy: those that hold or held, drafts, and all shipped ones."""
    rows = (await session.scalars(select(models.PolicyVersion).order_by(models.PolicyVersion.id))).all()
    return (*NATIONAL, *(policy_from(row) for row in rows))


async def own_policies(session: AsyncSession) -> Sequence[models.PolicyVersion]:
    """Return the versions of the prison's own, drafts among them, the newest first."""
    version = models.PolicyVersion
    return (await session.scalars(select(version).order_by(version.created_at.desc(), version.id))).all()


async def policy_to_change(session: AsyncSession, version: str) -> models.PolicyVersion:
    """Lock a version of the prison's own, or say that there is none of that name."""
    if any(policy.version == version for policy in NATIONAL):
        raise Conflict(
            translate("This version came with Gatehouse, and is not changed. Draft your own from it.")
        )
    wanted = select(models.PolicyVersion).where(models.PolicyVersion.version == version)
    found = await session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound(translate("This prison has no version of the policy with that name."), "version")
    return found


async def next_policy_number(session: AsyncSession, prefix: str) -> int:
    """Return the number that no version of the prison's own has yet."""
    names = await session.scalars(select(models.PolicyVersion.version))
    numbers = [name.removeprefix(prefix) for name in names if name.startswith(prefix)]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


async def policy_on(session: AsyncSession, day: date) -> Policy:
    """Return the policy in force in the prison on a day."""
    return policy_in_force(await policies_of(session), day)


def policy_from(row: models.PolicyVersion) -> Policy:
    """Make the rules' value of a version that a prison has put in force."""
    return policy_on_record(
        row.terms,
        version=row.version,
        title=row.title,
        effective_from=row.effective_from or date.max,
        source=row.source,
        source_on=row.source_on,
    )
