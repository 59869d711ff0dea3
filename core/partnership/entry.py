"""What the partnership itself says of a visit: the person, their organisation and its papers, the service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.model import TenantModel
from core.entry.declarations import EntryCheck, Judge, Reason, ReasonKind, Visit
from core.entry.enums import Bearing
from core.pages.dates import long_date
from core.partnership.age import AGE_KIND, age_asked, age_reason
from core.partnership.enums import InsuranceKind, PartnerStatus, PersonStatus, ServiceStatus
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
from core.partnership.rules import WORKS_UNDER, change_on, covers
from core.translation import lazy_gettext as _
from core.translation import translate

REDUCED = frozenset({ServiceStatus.OPERATING_REDUCED})
RUNNING = frozenset({ServiceStatus.OPERATING_FULL}) | REDUCED
"""Where people come in. Remote services run too, and nobody comes in for them."""
ONE_DAY = timedelta(days=1)


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
            yield _blocks("core.person", translate("That person is not in this prison's list."))
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
            yield _blocks("core.service", translate("That service is not in this prison's list."))
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


def person_reasons(person: Person, on: date) -> Iterator[Reason]:
    """Somebody who has left comes in no more; until the day they leave, they do."""
    gone = person.left_on is None or person.left_on < on
    if person.status is PersonStatus.LEFT and gone:
        since = (
            translate("They have left.")
            if person.left_on is None
            else translate("They left on {day}.").format(day=long_date(person.left_on))
        )
        yield _blocks("core.person", since, translate("Put them back on the list, if they are to return"))


def partner_reasons(partner: Partner) -> Iterator[Reason]:
    """An organisation has to be active; somebody of the prison's own has none."""
    if partner.status is PartnerStatus.ACTIVE:
        yield Reason(
            code="core.partner",
            bearing=Bearing.PASSES,
            words=translate("{partner} is an active partner.").format(partner=partner.name),
        )
        return
    words = translate("{partner} is not active here: {status}.")
    yield _blocks(
        "core.partner",
        words.format(partner=partner.name, status=str(partner.status.label).lower()),
        translate("Make the partner active again"),
    )


def agreement_reason(partner: Partner, agreements: list[PartnerAgreement], visit: Visit) -> Reason:
    """Say whether an agreement to work here holds on the day, for the whole partner or for the service."""
    held = [
        one
        for one in agreements
        if one.type in WORKS_UNDER
        and one.service_id in {None, visit.service_id}
        and covers(one.starts_on, one.ends_on, visit.on)
    ]
    if held:
        return _papers_held("core.agreement", translate("Agreement with {partner}"), partner, held)
    return _papers_missing(
        "core.agreement",
        translate("No agreement with {partner} is recorded for that day.").format(partner=partner.name),
        translate("Record the agreement, or renew it"),
    )


def insurance_reason(partner: Partner, insurances: list[PartnerInsurance], on: date) -> Reason:
    """Say whether the partner's public liability insurance, as it was shown here, covers the day."""
    held = [
        one
        for one in insurances
        if one.kind is InsuranceKind.PUBLIC_LIABILITY and covers(one.starts_on, one.expires_on, on)
    ]
    if held:
        return _papers_held(
            "core.insurance", translate("Public liability insurance of {partner}"), partner, held
        )
    return _papers_missing(
        "core.insurance",
        translate("No public liability insurance of {partner} was seen for that day.").format(
            partner=partner.name
        ),
        translate("Ask for the certificate, and record it"),
    )


def _papers_held(
    code: str, words: str, partner: Partner, held: Sequence[PartnerAgreement | PartnerInsurance]
) -> Reason:
    ends = [one.ends_on if isinstance(one, PartnerAgreement) else one.expires_on for one in held]
    until = None if None in ends else max(end for end in ends if end is not None)
    said = words.format(partner=partner.name)
    if until is not None:
        said = translate("{papers} to {day}").format(papers=said, day=long_date(until))
    return Reason(code=code, bearing=Bearing.PASSES, words=f"{said}.", until=until)


def _papers_missing(code: str, words: str, next_step: str) -> Reason:
    """Warn and no more: a prison that wants papers to keep people out says so in its policy."""
    return Reason(
        code=code,
        bearing=Bearing.WARNS,
        words=words,
        next_step=next_step,
        whose_turn=Role.COORDINATOR.label,
    )


def service_reasons(service: Service, changes: list[ServiceStatusChange], on: date) -> Iterator[Reason]:
    """A service has to be running on that day, with people coming in."""
    change = change_on(changes, on)
    status = service.status if change is None else change.status
    words = translate("{service}: {status}.").format(
        service=service.name, status=str(status.label)[:1].lower() + str(status.label)[1:]
    )
    if status not in RUNNING:
        if change is not None and change.expected_until is not None:
            expected = translate("Expected until {day}.").format(day=long_date(change.expected_until))
            words = f"{words} {expected}"
        yield _blocks("core.service", words, translate("Change the service's status when it runs again"))
        return
    later = [one.effective_from for one in changes if one.effective_from > on and one.status not in RUNNING]
    yield Reason(
        code="core.service",
        bearing=Bearing.WARNS if status in REDUCED else Bearing.PASSES,
        words=words,
        until=min(later) - ONE_DAY if later else None,
    )


def standing_parts(held: list[Assignment], service: Service, on: date) -> list[Assignment]:
    """Return the parts that somebody has in a service on a day."""
    return [one for one in held if one.service_id == service.id and covers(one.starts_on, one.ends_on, on)]


def assignment_reason(standing: Sequence[Assignment], service: Service) -> Reason:
    """Say whether the person is down for the service; somebody may stand in, so it only warns."""
    if standing:
        ends = [one.ends_on for one in standing]
        return Reason(
            code="core.assignment",
            bearing=Bearing.PASSES,
            words=translate("They are down for {service}.").format(service=service.name),
            until=None if None in ends else max(end for end in ends if end is not None),
        )
    return Reason(
        code="core.assignment",
        bearing=Bearing.WARNS,
        words=translate("They are not down for {service} on that day.").format(service=service.name),
        next_step=translate("Add them to the service, if they belong to it"),
        whose_turn=Role.COORDINATOR.label,
    )


def _blocks(code: str, words: str, next_step: str | None = None) -> Reason:
    return Reason(
        code=code,
        bearing=Bearing.BLOCKS,
        words=words,
        next_step=next_step,
        whose_turn=None if next_step is None else Role.COORDINATOR.label,
    )


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
