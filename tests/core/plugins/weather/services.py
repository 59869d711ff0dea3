"""Changes to weather."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, explain_constraint, now, today, translate
from core.sdk import lazy_gettext as _

from .enums import Sky
from .models import Sighting
from .permissions import SIGHTING_ADD

GATE = "Gate"
explain_constraint(
    "uq_weather_sighting_tenant_id_place_seen_on",
    _("Somebody recorded the sky there on that day already."),
    "place",
)


async def add_sighting(
    session: AsyncSession,
    viewer: Viewer,
    *,
    place: str,
    sky: Sky,
    seen_on: date | None = None,
    person_id: UUID | None = None,
) -> Sighting:
    """Record the sky at a place, today when no day is given."""
    viewer.require(SIGHTING_ADD)
    if seen_on is not None and seen_on > today():
        raise Conflict(translate("That day has not come yet."), "seenOn")
    sighting = Sighting(place=place.strip(), sky=sky, seen_on=seen_on or today(), person_id=person_id)
    session.add(sighting)
    await session.flush()
    return sighting


async def clear_up(session: AsyncSession, viewer: Viewer) -> None:
    """Let every sky of the prison be clear."""
    viewer.require(SIGHTING_ADD)
    await session.execute(update(Sighting).values(sky=Sky.CLEAR))


async def begin_watching(session: AsyncSession, viewer: Viewer) -> None:
    """Begin with the gate, where everybody looks up."""
    viewer.require(SIGHTING_ADD)
    sky = Sky.WET if now().month in {11, 12, 1, 2} else Sky.CLEAR
    session.add(Sighting(place=GATE, sky=sky, seen_on=today()))
    await session.flush()
