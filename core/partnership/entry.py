"""What the partnership itself says of a visit: the person, their organisation, the service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.entry.declarations import EntryCheck, Judge, Reason, Visit
from core.entry.enums import Bearing
from core.pages.dates import long_date
from core.partnership.enums import PartnerStatus, PersonStatus, ServiceStatus
from core.partnership.models import Assignment, Partner, Person, Service
from core.partnership.permissions import PERSON_READ
from core.translation import lazy_gettext as _
from core.translation import translate

REDUCED = frozenset({ServiceStatus.OPERATING_REDUCED})
RUNNING = frozenset({ServiceStatus.OPERATING_FULL}) | REDUCED
"""Where people come in. Remote services run too, and nobody comes in for them."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that the visits ask about."""

    people: Mapping[UUID, Person]
    partners: Mapping[UUID, Partner]
    services: Mapping[UUID, Service]
    assignments: Mapping[UUID, list[Assignment]]
    """By person."""

    def judge(self, visit: Visit) -> Iterator[Reason]:
        person = self.people.get(visit.person_id)
        if person is None:
            yield _blocks("core.person", translate("That person is not in this prison's list."))
            return
        yield from person_reasons(person, visit.on)
        yield from partner_reasons(self.partners.get(person.partner_id) if person.partner_id else None)
        if visit.service_id is not None:
            yield from self._service(visit, self.services.get(visit.service_id))

    def _service(self, visit: Visit, service: Service | None) -> Iterator[Reason]:
        if service is None:
            yield _blocks("core.service", translate("That service is not in this prison's list."))
            return
        yield from service_reasons(service)
        yield from assignment_reasons(self.assignments.get(visit.person_id, []), service, visit.on)


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


def partner_reasons(partner: Partner | None) -> Iterator[Reason]:
    """An organisation has to be active; somebody of the prison's own has none."""
    if partner is None:
        return
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


def service_reasons(service: Service) -> Iterator[Reason]:
    """A service has to be running, with people coming in."""
    status = str(service.status.label).lower()
    words = translate("{service}: {status}.").format(service=service.name, status=status)
    if service.status not in RUNNING:
        yield _blocks("core.service", words, translate("Change the service's status when it runs again"))
        return
    bearing = Bearing.WARNS if service.status in REDUCED else Bearing.PASSES
    yield Reason(code="core.service", bearing=bearing, words=words)


def assignment_reasons(held: list[Assignment], service: Service, on: date) -> Iterator[Reason]:
    """Say whether the person is down for the service; somebody may stand in, so it only warns."""
    standing = [one for one in held if one.service_id == service.id and _covers(one, on)]
    if standing:
        ends = [one.ends_on for one in standing]
        yield Reason(
            code="core.assignment",
            bearing=Bearing.PASSES,
            words=translate("They are down for {service}.").format(service=service.name),
            until=None if None in ends else max(end for end in ends if end is not None),
        )
        return
    yield Reason(
        code="core.assignment",
        bearing=Bearing.WARNS,
        words=translate("They are not down for {service} on that day.").format(service=service.name),
        next_step=translate("Add them to the service, if they belong to it"),
        whose_turn=Role.COORDINATOR.label,
    )


def _covers(one: Assignment, on: date) -> bool:
    return (one.starts_on is None or one.starts_on <= on) and (one.ends_on is None or on <= one.ends_on)


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
    partners = (await session.scalars(select(Partner).where(Partner.id.in_(of_people)))).all()
    held = await session.scalars(
        select(Assignment).where(Assignment.person_id.in_(people), Assignment.service_id.in_(services))
    )
    assignments: dict[UUID, list[Assignment]] = defaultdict(list)
    for one in held:
        assignments[one.person_id].append(one)
    run = (await session.scalars(select(Service).where(Service.id.in_(services)))).all()
    return Known(
        {person.id: person for person in found},
        {partner.id: partner for partner in partners},
        {service.id: service for service in run},
        assignments,
    ).judge


PARTNERSHIP_CHECK = EntryCheck(
    name="core.partnership",
    title=_("Person, organisation and service"),
    permission=PERSON_READ,
    prepare=_prepare,
)
