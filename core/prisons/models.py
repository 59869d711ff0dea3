"""Prisons (the tenants) and the groups that HMPPS puts them in."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.model import GlobalModel, codes
from core.prisons.enums import Gender


class PrisonGroup(GlobalModel):
    __tablename__ = "prison_group"
    __table_args__ = (CheckConstraint("id <> '00000000-0000-0000-0000-000000000000'", name="is_a_group"),)

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Prison(GlobalModel):
    """One establishment of the prison register; its id is the tenant id of all its rows."""

    __tablename__ = "prison"

    code: Mapped[str] = mapped_column(unique=True)
    """The register's establishment code: three letters for most, but not for all."""
    name: Mapped[str]
    name_cy: Mapped[str | None]
    active: Mapped[bool]
    gender: Mapped[Gender] = mapped_column(codes(Gender, "gender"))
    contracted: Mapped[bool]
    types: Mapped[list[str]]
    categories: Mapped[list[str]]
    operators: Mapped[list[str]]
    address_line1: Mapped[str | None]
    address_line2: Mapped[str | None]
    town: Mapped[str | None]
    county: Mapped[str | None]
    postcode: Mapped[str | None]
    country: Mapped[str | None]
    gp_practice_code: Mapped[str | None]
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("prison_group.id"))
    disabled_modules: Mapped[list[str]] = mapped_column(default=list, server_default="{}")
    """Modules that this prison has switched off; their data is kept."""
    register: Mapped[dict[str, object]] = mapped_column(default=dict)
    """What the last import said, so that an administrator's correction survives the next one."""

    group: Mapped[PrisonGroup | None] = relationship(lazy="raise")
