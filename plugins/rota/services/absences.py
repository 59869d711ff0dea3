"""Days on which somebody does not come: by their own word, their organisation's or the co-ordinator's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Invalid, Viewer, existing_person, today, translate
from plugins.rota.models import Absence
from plugins.rota.permissions import ABSENCE_RECORD

LONGEST = timedelta(days=366)


async def record_absence(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    *,
    first_on: date,
    last_on: date | None = None,
    on: date | None = None,
) -> Absence:
    """Record that somebody is away, on one day or several; nobody is asked why.

    Which people a partner or a volunteer can name is narrowed by the database.
    """
    viewer.require(ABSENCE_RECORD)
    end = last_on or first_on
    if end < first_on:
        raise Invalid(translate("The last day comes before the first."), "lastOn")
    if end < (on or today()):
        raise Invalid(translate("Those days are past. Enter today or a later day."), "firstOn")
    if end - first_on > LONGEST:
        raise Invalid(translate("Enter a year at most, and the rest when it is nearer."), "lastOn")
    person = await existing_person(session, person_id)
    same = select(Absence).where(
        Absence.person_id == person.id, Absence.first_on <= first_on, Absence.last_on >= end
    )
    known = await session.scalar(same.order_by(Absence.id).limit(1))
    if known is not None:
        return known
    row = Absence(
        partner_id=person.partner_id,
        person_id=person.id,
        first_on=first_on,
        last_on=end,
        recorded_by=viewer.account_id,
    )
    session.add(row)
    await session.flush()
    return row


async def withdraw_absence(session: AsyncSession, viewer: Viewer, absence_id: UUID) -> None:
    """Take an absence back: they come after all. One that is gone already stays gone."""
    viewer.require(ABSENCE_RECORD)
    await session.execute(delete(Absence).where(Absence.id == absence_id))
