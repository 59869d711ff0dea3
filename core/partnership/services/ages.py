"""Confirming that somebody is old enough for a role, without writing down how old they are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.errors import Conflict, Invalid
from core.partnership.existing import existing_person
from core.partnership.models import Person
from core.partnership.permissions import AGE_CONFIRM
from core.translation import translate

YOUNGEST, OLDEST = 16, 99


async def confirm_age(
    session: AsyncSession, viewer: Viewer, person_id: UUID, *, at_least: int, on: date | None = None
) -> Person:
    """Record that the viewer saw, on that day, that somebody has reached a role's minimum age.

    It holds for good, for that minimum and every lower one, so a lower one has nothing to add.
    """
    viewer.require(AGE_CONFIRM)
    person = await existing_person(session, person_id)
    seen_on = on or today()
    if not YOUNGEST <= at_least <= OLDEST:
        raise Invalid(translate("Give the minimum age of a role, from 16 to 99."), "atLeast")
    if seen_on > today():
        raise Invalid(translate("Give the day on which it was seen: today or earlier."), "on")
    if person.age_confirmed is not None and person.age_confirmed >= at_least:
        known = translate("It is confirmed already that they are {age} or over.")
        raise Conflict(known.format(age=person.age_confirmed), "atLeast")
    person.age_confirmed, person.age_confirmed_on = at_least, seen_on
    person.age_confirmed_by = viewer.account_id
    await session.flush()
    return person


async def take_back_age(session: AsyncSession, viewer: Viewer, person_id: UUID) -> Person:
    """Take back what was confirmed by mistake; the trail keeps that it was."""
    viewer.require(AGE_CONFIRM)
    person = await existing_person(session, person_id)
    if person.age_confirmed is None:
        raise Conflict(translate("Nobody has confirmed their age, so there is nothing to take back."))
    person.age_confirmed = person.age_confirmed_on = person.age_confirmed_by = None
    await session.flush()
    return person
