"""The partnership's say in visits: what they ask about is read once, and each is judged by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.accounts.viewer import Viewer
from core.database.model import TenantModel
from core.entry.declarations import EntryCheck, Judge, Reason, ReasonKind, Visit
from core.entry.enums import Bearing
from core.partnership.age import AGE_KIND, age_asked, age_reason
from core.partnership.entry.papers import agreement_reason, insurance_reason
from core.partnership.entry.reasons import (
    assignment_reason,
    blocks,
    partner_reasons,
    person_reasons,
    service_reasons,
    standing_parts,
)
from core.partnership.models import (
    Assignment,
    Partner,
    PartnerAgreement,
    PartnerInsurance,
    Person,
    RoleDescription,
    Service,
    ServiceStatusChange,
)
from core.partnership.permissions import PERSON_READ
from core.translation import lazy_gettext as _
from core.translation import translate


@dataclass(frozen=True, slots=True)
class Known:
    """All that the visits ask about."""

    people: Mapping[UUID, Person]
    partners: Mapping[UUID, Partner]
    services: Mapping[UUID, Service]
    assignments: Mapping[UUID, list[Assignment]]
    """By person."""
    status_changes: Mapping[UUID, list[ServiceStatusChange]]
    """By service."""
    agreements: Mapping[UUID, list[PartnerAgreement]]
    """By partner, as are the insurances."""
    insurances: Mapping[UUID, list[PartnerInsurance]]
    minimum_ages: Mapping[UUID, Mapping[UUID, int | None]]
    """By service, of each of its roles; of services of which a role asks for one."""
    said: dict[tuple[object, ...], tuple[Reason, ...]] = field(default_factory=dict)
    """What was said of a partner or a service on a day: the same for everybody who comes in for it."""

    def judge(self, visit: Visit) -> Iterator[Reason]:
        person = self.people.get(visit.person_id)
        if person is None:
            yield blocks("core.person", translate("That person is not in this prison's list."))
            return
        yield from person_reasons(person, visit.on)
        partner = self.partners.get(person.partner_id) if person.partner_id else None
        if partner is not None:
            yield from self._partner(visit, partner)
        if visit.service_id is not None:
            yield from self._service(visit, self.services.get(visit.service_id))

    def _partner(self, visit: Visit, partner: Partner) -> tuple[Reason, ...]:
        about = (partner.id, visit.service_id, visit.on)
        if about not in self.said:
            self.said[about] = (
                *partner_reasons(partner),
                agreement_reason(partner, self.agreements.get(partner.id, []), visit),
                insurance_reason(partner, self.insurances.get(partner.id, []), visit.on),
            )
        return self.said[about]

    def _service(self, visit: Visit, service: Service | None) -> Iterator[Reason]:
        if service is None:
            yield blocks("core.service", translate("That service is not in this prison's list."))
            return
        about = (service.id, visit.on)
        if about not in self.said:
            changes = self.status_changes.get(service.id, [])
            self.said[about] = tuple(service_reasons(service, changes, visit.on))
        yield from self.said[about]
        held = standing_parts(self.assignments.get(visit.person_id, []), service, visit.on)
        yield assignment_reason(held, service)
        yield from self._age(visit, service, held)

    def _age(self, visit: Visit, service: Service, held: Sequence[Assignment]) -> Iterator[Reason]:
        minimums = self.minimum_ages.get(service.id)
        asked = age_asked([one.role_id for one in held], minimums) if minimums else None
        if asked is not None:
            yield age_reason(self.people[visit.person_id], asked, visit.on)


async def _prepare(
    session: AsyncSession, viewer: Viewer, people: Collection[UUID], services: Collection[UUID]
) -> Judge:
    viewer.require(PERSON_READ)
    found = (await session.scalars(select(Person).where(Person.id.in_(people)))).all()
    of_people = {person.partner_id for person in found if person.partner_id is not None}
    return Known(
        {person.id: person for person in found},
        {one.id: one for one in await _of(session, Partner, Partner.id, of_people)},
        {one.id: one for one in await _of(session, Service, Service.id, services)},
        _by("person_id", await _of(session, Assignment, Assignment.person_id, people)),
        _by("service_id", await _of(session, ServiceStatusChange, ServiceStatusChange.service_id, services)),
        _by("partner_id", await _of(session, PartnerAgreement, PartnerAgreement.partner_id, of_people)),
        _by("partner_id", await _of(session, PartnerInsurance, PartnerInsurance.partner_id, of_people)),
        await _minimum_ages(session, services),
    ).judge


async def _minimum_ages(
    session: AsyncSession, services: Collection[UUID]
) -> dict[UUID, dict[UUID, int | None]]:
    """Return from which age each role is, of services with a role that says so."""
    role = RoleDescription
    wanted = select(role.service_id, role.id, role.minimum_age).where(role.service_id.in_(services))
    found: dict[UUID, dict[UUID, int | None]] = defaultdict(dict)
    for service_id, role_id, age in await session.execute(wanted):
        found[service_id][role_id] = age
    return {service: ages for service, ages in found.items() if any(ages.values())}


Row = TypeVar("Row", bound=TenantModel)


async def _of(
    session: AsyncSession, kind: type[Row], column: InstrumentedAttribute[UUID], ids: Collection[UUID]
) -> Sequence[Row]:
    return (await session.scalars(select(kind).where(column.in_(ids)))).all() if ids else ()


def _by(column: str, rows: Sequence[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


PARTNERSHIP_CHECK = EntryCheck(
    name="core.partnership",
    title=_("Person, organisation, its papers, and service"),
    permission=PERSON_READ,
    prepare=_prepare,
    kinds=(
        ReasonKind(
            code="core.agreement",
            title=_("No agreement with the organisation is recorded"),
            usual=Bearing.WARNS,
        ),
        ReasonKind(
            code="core.insurance",
            title=_("No public liability insurance of the organisation was seen"),
            usual=Bearing.WARNS,
        ),
        ReasonKind(code="core.assignment", title=_("Not down for the service"), usual=Bearing.WARNS),
        ReasonKind(code="core.service", title=_("The service is reduced"), usual=Bearing.WARNS),
        AGE_KIND,
    ),
)
