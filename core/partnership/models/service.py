"""Services: what partners do in a prison, how they stand from day to day, and the roles in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.model import TenantModel, codes, same_tenant
from core.partnership.enums import ServiceStatus, StatusReason

if TYPE_CHECKING:
    from core.partnership.models.partner import Partner
    from core.partnership.models.person import Assignment


class Service(TenantModel):
    """What a partner does in this prison."""

    __tablename__ = "service"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "partner_id", "name"),
        CheckConstraint("name <> ''", name="name"),
    )

    partner_id: Mapped[UUID]
    name: Mapped[str]
    status: Mapped[ServiceStatus] = mapped_column(codes(ServiceStatus, "status"))
    """As of today; what was and what is to come stands in the changes."""
    status_since: Mapped[date | None]
    wings: Mapped[list[str]]
    delivery_modes: Mapped[list[str]]

    partner: Mapped[Partner] = relationship(lazy="raise", viewonly=True)
    status_changes: Mapped[list[ServiceStatusChange]] = relationship(lazy="raise", viewonly=True)
    roles: Mapped[list[RoleDescription]] = relationship(lazy="raise", viewonly=True)
    assignments: Mapped[list[Assignment]] = relationship(lazy="raise", viewonly=True)


class ServiceStatusChange(TenantModel):
    """A service's status from a day on, past or to come. Never changed: a later one takes its place."""

    __tablename__ = "service_status_change"
    __table_args__ = (
        same_tenant("service_id", "service", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_service_status_change_tenant_id_service_id", "tenant_id", "service_id", "effective_from"),
        CheckConstraint("expected_until >= effective_from", name="dates"),
    )

    service_id: Mapped[UUID]
    partner_id: Mapped[UUID]
    status: Mapped[ServiceStatus] = mapped_column(codes(ServiceStatus, "status"))
    reason: Mapped[StatusReason | None] = mapped_column(codes(StatusReason, "reason"))
    effective_from: Mapped[date]
    expected_until: Mapped[date | None]
    account_id: Mapped[UUID]

    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)


class RoleDescription(TenantModel):
    """A role in a service, as it is advertised: what somebody does, how often, and how many are wanted."""

    __tablename__ = "role_description"
    __table_args__ = (
        same_tenant("service_id", "service", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        UniqueConstraint("tenant_id", "service_id", "title"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("places_wanted >= 0", name="places_wanted"),
        CheckConstraint("minimum_age BETWEEN 16 AND 99", name="minimum_age"),
    )

    service_id: Mapped[UUID]
    partner_id: Mapped[UUID]
    title: Mapped[str]
    purpose: Mapped[str]
    """What somebody in this role does, in plain words."""
    commitment: Mapped[str | None]
    """How much time it takes: "Two hours each Tuesday"."""
    minimum_age: Mapped[int | None] = mapped_column(SmallInteger)
    places_wanted: Mapped[int] = mapped_column(SmallInteger, default=1)
    is_open: Mapped[bool] = mapped_column(default=True)
    """Whether anybody new may take it up."""

    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    assignments: Mapped[list[Assignment]] = relationship(lazy="raise", viewonly=True)
