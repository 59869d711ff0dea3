"""People: volunteers and partners' staff, with what they are and what they do here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Computed, Index, SmallInteger, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.model import TenantModel, codes, same_tenant
from core.partnership.enums import PersonKind, PersonStatus

if TYPE_CHECKING:
    from core.partnership.models.partner import Partner
    from core.partnership.models.service import RoleDescription, Service

SORT_KEY = "lower(regexp_replace(normalize(surname || ' ' || first_name, NFD), '[\\u0300-\\u036f]', '', 'g'))"


class Person(TenantModel):
    """A volunteer or a partner's member of staff in this prison: one row however many roles."""

    __tablename__ = "person"
    __table_args__ = (
        same_tenant("partner_id", "partner"),
        Index("ix_person_tenant_id_name_key", "tenant_id", "name_key"),
        Index("ix_person_tenant_id_sort_key", "tenant_id", "sort_key", "id"),
        Index("ix_person_tenant_id_partner_id", "tenant_id", "partner_id"),
        CheckConstraint("age_confirmed BETWEEN 16 AND 99", name="age_confirmed"),
        CheckConstraint(
            "num_nonnulls(age_confirmed, age_confirmed_on, age_confirmed_by) IN (0, 3)", name="age_together"
        ),
    )

    partner_id: Mapped[UUID | None]
    first_name: Mapped[str]
    surname: Mapped[str]
    name_key: Mapped[str]
    """The name folded for comparison."""
    sort_key: Mapped[str] = mapped_column(Computed(SORT_KEY, persisted=True))
    """Surname first, case and accents aside: how lists of people are ordered."""
    team: Mapped[str | None]
    """The part of the prison's work the person belongs to, in the co-ordinator's own words."""
    email: Mapped[str | None]
    status: Mapped[PersonStatus] = mapped_column(codes(PersonStatus, "status"), default=PersonStatus.CURRENT)
    left_on: Mapped[date | None]
    pass_returned: Mapped[bool | None]
    note: Mapped[str | None]
    age_confirmed: Mapped[int | None] = mapped_column(SmallInteger)
    """A minimum age that somebody saw they have reached. How old they are is kept nowhere."""
    age_confirmed_on: Mapped[date | None]
    age_confirmed_by: Mapped[UUID | None]

    @hybrid_property
    def name(self) -> str:
        """First name and surname, as somebody is called; of the class it is SQL that says the same."""
        return f"{self.first_name} {self.surname}".strip()

    @name.inplace.expression
    @classmethod
    def _name(cls) -> ColumnElement[str]:
        return func.trim(func.concat(cls.first_name, " ", cls.surname))

    partner: Mapped[Partner | None] = relationship(lazy="raise", viewonly=True)
    person_roles: Mapped[list[PersonRole]] = relationship(lazy="raise", viewonly=True)
    assignments: Mapped[list[Assignment]] = relationship(lazy="raise", viewonly=True)


class PersonRole(TenantModel):
    """What a person is here: a volunteer, a partner's staff, or both at once."""

    __tablename__ = "person_role"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_person_role_tenant_id_person_id", "tenant_id", "person_id"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    kind: Mapped[PersonKind] = mapped_column(codes(PersonKind, "kind"))
    title: Mapped[str | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    partner: Mapped[Partner | None] = relationship(lazy="raise", viewonly=True)


class Assignment(TenantModel):
    """A person's part in a service."""

    __tablename__ = "assignment"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("service_id", "service"),
        same_tenant("role_id", "role_description"),
        same_tenant("partner_id", "partner"),
        Index("ix_assignment_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_assignment_tenant_id_service_id", "tenant_id", "service_id"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    person_id: Mapped[UUID]
    service_id: Mapped[UUID]
    partner_id: Mapped[UUID]
    role_id: Mapped[UUID | None]
    """The description of the role, where the service has one."""
    role_title: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    role: Mapped[RoleDescription | None] = relationship(lazy="raise", viewonly=True)
