"""Changes to services: what there is, how it stands from a day on, and the roles in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import LONDON, today
from core.database.failures import explain_constraint
from core.errors import NotFound
from core.partnership.enums import DeliveryMode, ServiceStatus, StatusReason
from core.partnership.existing import existing_partner, existing_service
from core.partnership.models import RoleDescription, Service, ServiceStatusChange
from core.partnership.permissions import PARTNER_CHANGE
from core.partnership.rules import status_on
from core.partnership.services.organisations import required_text
from core.texts import tidy
from core.translation import lazy_gettext as _
from core.translation import translate

explain_constraint(
    "uq_service_tenant_id_partner_id_name",
    _("This partner has a service of this name already."),
    "name",
)
explain_constraint(
    "uq_role_description_tenant_id_service_id_title",
    _("This service has a role of this name already. Change that one, or give this another name."),
    "title",
)
explain_constraint(
    "ck_role_description_minimum_age", _("Enter an age from 16 to 99, or leave it empty."), "minimumAge"
)
explain_constraint(
    "ck_role_description_places_wanted", _("Enter how many people are wanted: 0 or more."), "placesWanted"
)
explain_constraint(
    "ck_service_status_change_dates",
    _("The day it is expected to last until comes before the day it begins."),
    "expectedUntil",
)


async def add_service(
    session: AsyncSession,
    viewer: Viewer,
    partner_id: UUID,
    *,
    name: str,
    status: ServiceStatus,
) -> Service:
    """Add what a partner does here."""
    viewer.require(PARTNER_CHANGE)
    await existing_partner(session, partner_id)
    service = Service(
        partner_id=partner_id,
        name=required_text(name, "name", translate("Enter the service's name.")),
        status=status,
        wings=[],
        delivery_modes=[],
    )
    session.add(service)
    await session.flush()
    return service


async def change_service(
    session: AsyncSession,
    viewer: Viewer,
    service_id: UUID,
    *,
    name: str,
    wings: Sequence[str],
    delivery_modes: Sequence[DeliveryMode],
) -> Service:
    """Write down what a service is called, on which wings it works, and how."""
    viewer.require(PARTNER_CHANGE)
    service = await existing_service(session, service_id)
    service.name = required_text(name, "name", translate("Enter the service's name."))
    service.wings = list(dict.fromkeys(wing for given in wings if (wing := tidy(given))))
    service.delivery_modes = [mode.value for mode in dict.fromkeys(delivery_modes)]
    await session.flush()
    return service


async def change_service_status(
    session: AsyncSession,
    viewer: Viewer,
    service_id: UUID,
    *,
    status: ServiceStatus,
    effective_from: date,
    reason: StatusReason | None = None,
    expected_until: date | None = None,
) -> Service:
    """Record how a service stands from a day on, today, earlier or later; nothing recorded is lost."""
    viewer.require(PARTNER_CHANGE)
    service = await existing_service(session, service_id)
    changes = await _changes_of(session, service_id)
    if not changes:
        changes = [_as_it_was(service, viewer, effective_from)]
    changes.append(
        ServiceStatusChange(
            service_id=service_id,
            partner_id=service.partner_id,
            status=status,
            reason=reason,
            effective_from=effective_from,
            expected_until=expected_until,
            account_id=viewer.account_id,
        )
    )
    session.add_all(changes)
    await session.flush()
    _bring_up_to_date(service, changes)
    await session.flush()
    return service


async def apply_service_statuses(session: AsyncSession, viewer: Viewer) -> int:
    """Bring the services up to date whose status changes today; return how many."""
    viewer.require(PARTNER_CHANGE)
    due = select(ServiceStatusChange.service_id).where(ServiceStatusChange.effective_from <= today())
    moved = 0
    for service in (await session.scalars(select(Service).where(Service.id.in_(due)))).all():
        moved += _bring_up_to_date(service, await _changes_of(session, service.id))
    await session.flush()
    return moved


def _bring_up_to_date(service: Service, changes: Sequence[ServiceStatusChange]) -> bool:
    status, since = status_on(changes, today()) or (service.status, service.status_since)
    moved = (status, since) != (service.status, service.status_since)
    service.status, service.status_since = status, since
    return moved


def _as_it_was(service: Service, viewer: Viewer, first_change: date) -> ServiceStatusChange:
    """Keep what held before the first change: a date before it is judged by that."""
    since = service.status_since or service.created_at.astimezone(LONDON).date()
    return ServiceStatusChange(
        service_id=service.id,
        partner_id=service.partner_id,
        status=service.status,
        effective_from=min(since, first_change),
        account_id=viewer.account_id,
    )


async def _changes_of(session: AsyncSession, service_id: UUID) -> list[ServiceStatusChange]:
    statement = select(ServiceStatusChange).where(ServiceStatusChange.service_id == service_id)
    return list((await session.scalars(statement.order_by(ServiceStatusChange.id))).all())


async def describe_role(
    session: AsyncSession,
    viewer: Viewer,
    service_id: UUID,
    *,
    title: str,
    purpose: str,
    commitment: str | None = None,
    minimum_age: int | None = None,
    places_wanted: int = 1,
) -> RoleDescription:
    """Add a role to a service."""
    viewer.require(PARTNER_CHANGE)
    service = await existing_service(session, service_id)
    role = RoleDescription(service_id=service_id, partner_id=service.partner_id, is_open=True)
    _describe(role, title, purpose, commitment, minimum_age, places_wanted)
    session.add(role)
    await session.flush()
    return role


async def change_role(
    session: AsyncSession,
    viewer: Viewer,
    role_id: UUID,
    *,
    title: str,
    purpose: str,
    commitment: str | None = None,
    minimum_age: int | None = None,
    places_wanted: int = 1,
    is_open: bool = True,
) -> RoleDescription:
    """Change what a role asks of people and how many are wanted; who is in it stays."""
    viewer.require(PARTNER_CHANGE)
    role = await session.scalar(select(RoleDescription).where(RoleDescription.id == role_id))
    if role is None:
        raise NotFound(translate("That role is not in this prison."), "roleId")
    _describe(role, title, purpose, commitment, minimum_age, places_wanted)
    role.is_open = is_open
    await session.flush()
    return role


def _describe(
    role: RoleDescription,
    title: str,
    purpose: str,
    commitment: str | None,
    minimum_age: int | None,
    places_wanted: int,
) -> None:
    role.title = required_text(title, "title", translate("Enter what the role is called."))
    role.purpose = required_text(purpose, "purpose", translate("Say in a few words what they do."))
    role.commitment = tidy(commitment) or None if commitment else None
    role.minimum_age, role.places_wanted = minimum_age, places_wanted
