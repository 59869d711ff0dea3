"""Services, the roles in them, and how they have stood."""

from __future__ import annotations

from datetime import date, datetime

import strawberry
from sqlalchemy import func, literal, select
from strawberry import ID

from core.clock import today
from core.partnership import models
from core.partnership.enums import DeliveryMode, ServiceStatus, StatusReason
from core.partnership.permissions import PARTNER_READ
from core.reads.declarations import computed, node
from core.reads.through import through

for code_list in (DeliveryMode, ServiceStatus, StatusReason):
    strawberry.enum(code_list)


@node(models.ServiceStatusChange, permission=PARTNER_READ, sorted_by=("effective_from", "id"))
class ServiceStatusChange:
    id: ID
    status: ServiceStatus
    reason: StatusReason | None
    effective_from: date
    expected_until: date | None
    created_at: datetime


@node(models.RoleDescription, permission=PARTNER_READ, sorted_by=("title", "id"))
class RoleDescription:
    id: ID
    service_id: ID
    title: str
    purpose: str
    commitment: str | None
    minimum_age: int | None
    places_wanted: int
    is_open: bool
    service_name: str = computed(through("service_id", models.Service, "name"))
    places_taken: int = computed(
        lambda role: (
            select(func.count())
            .select_from(models.Assignment)
            .where(
                models.Assignment.tenant_id == role.tenant_id,
                models.Assignment.role_id == role.id,
                func.coalesce(models.Assignment.ends_on, literal(today())) >= today(),
            )
            .correlate(role)
            .scalar_subquery()
        ),
    )


@node(models.Service, permission=PARTNER_READ, sorted_by=("name", "id"))
class Service:
    id: ID
    partner_id: ID
    name: str
    status: ServiceStatus
    status_since: date | None
    wings: list[str]
    delivery_modes: list[str]
    status_changes: list[ServiceStatusChange]
    roles: list[RoleDescription]
    partner_name: str = computed(through("partner_id", models.Partner, "name"))
