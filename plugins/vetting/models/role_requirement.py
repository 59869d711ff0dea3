"""What a role asks of people before they come in for it, from a day on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.vetting.enums import AccessMode


class RoleRequirement(TenantModel):
    """One version. The latest that has begun holds; an empty one leaves the role to the policy."""

    __tablename__ = "vetting_role_requirement"
    __table_args__ = (
        same_tenant("role_id", "role_description", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_role_requirement_tenant_id_role_id", "tenant_id", "role_id", "since"),
    )

    role_id: Mapped[UUID]
    partner_id: Mapped[UUID]
    """The organisation of the role's service."""
    since: Mapped[date]
    levels: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Levels of clearance of which any one suffices; empty where any clearance does."""
    access_mode: Mapped[AccessMode | None] = mapped_column(codes(AccessMode, "access_mode"))
    """How somebody in the role comes in; empty where it does not matter."""
    training: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Asked for beside what the way of coming in asks for, in place of what the policy says of the title."""
