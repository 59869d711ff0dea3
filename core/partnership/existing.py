"""A partner, a person or a service that somebody names: the row, or that this prison has none of that id."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.partnership.models import Partner, Person, Service
from core.translation import translate


async def existing_partner(session: AsyncSession, partner_id: UUID) -> Partner:
    """Return the partner, or say that this prison has none of that id."""
    partner = await session.scalar(select(Partner).where(Partner.id == partner_id))
    if partner is None:
        raise NotFound(translate("That partner is not in this prison."), "partnerId")
    return partner


async def existing_person(session: AsyncSession, person_id: UUID) -> Person:
    """Return the person, or say that this prison has nobody of that id."""
    person = await session.scalar(select(Person).where(Person.id == person_id))
    if person is None:
        raise NotFound(translate("That person is not in this prison."), "personId")
    return person


async def existing_service(session: AsyncSession, service_id: UUID) -> Service:
    """Return the service, or say that this prison has none of that id."""
    service = await session.scalar(select(Service).where(Service.id == service_id))
    if service is None:
        raise NotFound(translate("That service is not in this prison."), "serviceId")
    return service
