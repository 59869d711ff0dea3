"""The table of weather."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import Person, TenantModel, codes, same_tenant

from .enums import Sky


class Sighting(TenantModel):
    """What the sky was like somewhere in the prison on a day, and who saw it."""

    __tablename__ = "weather_sighting"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "place", "seen_on"),
        Index("ix_weather_sighting_tenant_id_person_id", "tenant_id", "person_id"),
    )

    place: Mapped[str]
    seen_on: Mapped[date]
    sky: Mapped[Sky] = mapped_column(codes(Sky, "sky"))
    person_id: Mapped[UUID | None]

    person: Mapped[Person | None] = relationship(lazy="raise", viewonly=True)
