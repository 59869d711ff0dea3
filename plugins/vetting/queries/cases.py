"""Cases: one, those of a person, those that a night looks at, and the place of the next event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Person, calendar_now, translate
from plugins.vetting import models
from plugins.vetting.enums import VettingStage


async def case_by_id(session: AsyncSession, case_id: UUID) -> models.Case:
    """Return the case, or say that this viewer's prison has none of that id."""
    found = await session.scalar(select(models.Case).where(models.Case.id == case_id))
    if found is None:
        raise NotFound(translate("That case is not in this prison."), "caseId")
    return found


async def cases_to_change(session: AsyncSession, case_ids: Iterable[UUID]) -> list[models.Case]:
    """Lock the cases until the end of the transaction, always in one order; unknown ids are left out."""
    wanted = (
        select(models.Case)
        .where(models.Case.id.in_(list(case_ids)))
        .order_by(models.Case.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list((await session.scalars(wanted)).all())


async def case_to_change(session: AsyncSession, case_id: UUID) -> models.Case:
    """Lock one case, or say that this viewer's prison has none of that id."""
    found = await cases_to_change(session, [case_id])
    if not found:
        raise NotFound(translate("That case is not in this prison."), "caseId")
    return found[0]


async def cases_that_may_be_due(
    session: AsyncSession,
    stages: Iterable[VettingStage],
    ends_by: date,
    left_as_taken_over: timedelta,
) -> Sequence[UUID]:
    """Return the ids of the cases at these stages that some clearance's end may concern by that day.

    Left out are those that stand since less than so long as they were taken over from somebody's records.
    """
    held, event = models.Clearance, models.StageEvent
    ends = exists().where(
        held.tenant_id == models.Case.tenant_id,
        held.person_id == models.Case.person_id,
        or_(held.expires_on <= ends_by, held.revoked_on.is_not(None)),
    )
    taken_over = exists().where(
        event.tenant_id == models.Case.tenant_id,
        event.case_id == models.Case.id,
        event.verb.is_(None),
        event.stage.in_(list(stages)),
        event.created_at > calendar_now() - left_as_taken_over,
    )
    wanted = select(models.Case.id).where(models.Case.stage.in_(list(stages)), ends, ~taken_over)
    return (await session.scalars(wanted.order_by(models.Case.id))).all()


async def cases_beside(session: AsyncSession, person: Person) -> Sequence[models.Case]:
    """Return the person's cases for the organisation they are with now."""
    wanted = select(models.Case).where(
        models.Case.person_id == person.id,
        models.Case.partner_id.is_not_distinct_from(person.partner_id),
    )
    return (await session.scalars(wanted)).all()


async def cases_of_person(session: AsyncSession, person_id: UUID) -> Sequence[models.Case]:
    """Return all the person's cases here."""
    return (await session.scalars(select(models.Case).where(models.Case.person_id == person_id))).all()


def next_position(case_id: UUID) -> ScalarSelect[int]:
    """Return the position after a case's last event: those before a decision go before the rest does."""
    last = select(func.coalesce(func.max(models.StageEvent.position), 0) + 1)
    return last.where(models.StageEvent.case_id == case_id).scalar_subquery()
