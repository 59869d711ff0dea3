"""People, and what they hold: clearances and training."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Person, translate
from plugins.vetting import models
from plugins.vetting.enums import TrainingStatus, TrainingType


async def person_by_id(session: AsyncSession, person_id: UUID) -> Person:
    """Lock the person, or say that this prison has none of that id.

    Nothing else is written about their vetting meanwhile: pressing twice does not open two cases.
    """
    person = await session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if person is None:
        raise NotFound(translate("That person is not in this prison."), "personId")
    return person


async def person_names(session: AsyncSession, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people, by id."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(list(person_ids)))
    return {row.id: row.name for row in await session.execute(wanted)}


async def is_volunteer(session: AsyncSession, person_id: UUID) -> bool:
    """Say whether the person is cleared as a volunteer: so unless every case of theirs says otherwise."""
    wanted = select(models.Case.volunteer).where(models.Case.person_id == person_id)
    known = (await session.scalars(wanted)).all()
    return any(known) or not known


async def clearance_by_id(session: AsyncSession, clearance_id: UUID) -> models.Clearance:
    """Lock the clearance, or say that this prison has none of that id."""
    wanted = select(models.Clearance).where(models.Clearance.id == clearance_id).with_for_update()
    found = await session.scalar(wanted)
    if found is None:
        raise NotFound(translate("That clearance is not in this prison."), "clearanceId")
    return found


async def revoke_clearances(session: AsyncSession, person_id: UUID, on: date) -> None:
    """End every clearance the person holds here."""
    held = (models.Clearance.person_id == person_id, models.Clearance.revoked_on.is_(None))
    await session.execute(update(models.Clearance).where(*held).values(revoked_on=on))


async def unfinished_training(
    session: AsyncSession, person_id: UUID, type: TrainingType, course_id: UUID | None = None
) -> models.Training | None:
    """Return the row that waits for this training to be done, if there is one; of local ones, by course."""
    waiting = (TrainingStatus.REQUIRED, TrainingStatus.BOOKED)
    wanted = (
        select(models.Training)
        .where(
            models.Training.person_id == person_id,
            models.Training.type == type,
            models.Training.course_id.is_not_distinct_from(course_id),
            models.Training.status.in_(waiting),
        )
        .order_by(models.Training.id)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: models.Training | None = await session.scalar(wanted)
    return found
