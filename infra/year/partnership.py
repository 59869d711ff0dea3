"""Partners, services, people and papers of the year, through the services that pages use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.identifiers import uuid7
from core.partnership.enums import (
    AgreementType,
    ContactPurpose,
    FundingBasis,
    InsuranceKind,
    PersonKind,
    PersonStatus,
    ServiceStatus,
    StatusReason,
)
from core.partnership.models import Partner, Person, RoleDescription, Service
from core.partnership.services import (
    add_contact,
    add_partner,
    add_person,
    add_service,
    assign_person,
    change_service_status,
    confirm_age,
    describe_role,
    record_agreement,
    record_insurance,
)
from infra.year.cases import Walk
from infra.year.names import PURPOSE, partner_names, people_names
from plugins.vetting.enums import VettingStage

PARTNERS, PEOPLE, SERVICES = 60, 450, 70
FULL, ENDED, PROPOSED = ServiceStatus.OPERATING_FULL, ServiceStatus.ENDED, ServiceStatus.PROPOSED
PAUSES = (
    (ServiceStatus.PAUSED_PRISON, StatusReason.PRISON_STAFFING),
    (ServiceStatus.PAUSED_PROVIDER, StatusReason.PROVIDER_STAFFING),
    (ServiceStatus.PAUSED_CLEARANCE, StatusReason.VETTING_DELAY),
    (ServiceStatus.OPERATING_REDUCED, StatusReason.VOLUNTEER_SHORTAGE),
)
UNCONFIRMED_EVERY = 8
"""Of so many people one has not shown that they are old enough for their role."""
UNREACHED_EVERY = 5
"""Of so many people one has no e-mail address on record."""
UNINSURED_EVERY, PAUSED_EVERY, PROPOSED_EVERY, ENDED_EVERY = 9, 5, 35, 29
FUNDING = (FundingBasis.UNFUNDED, FundingBasis.CONTRACT, FundingBasis.UNFUNDED, FundingBasis.GRANT)


@dataclass(frozen=True, slots=True)
class Run:
    """A service and the days on which it took place; `pause` are those on which it did not."""

    service: Service
    role: RoleDescription
    first_on: date
    last_on: date | None
    pause: tuple[date, date] | None

    def is_on(self, day: date) -> bool:
        return self.pause is None or not self.pause[0] <= day < self.pause[1]


@dataclass(frozen=True, slots=True)
class Member:
    """A person, the service they are for, and their case."""

    person: Person
    run: Run
    walk: Walk
    case_id: UUID = field(default_factory=uuid7)


async def add_year_partners(
    session: AsyncSession, viewer: Viewer, chance: Random, today: date
) -> list[tuple[Partner, list[Run]]]:
    """Add the organisations with a contact, papers, and one service or two."""
    made = []
    for number, (name, work) in enumerate(partner_names(PARTNERS)):
        partner = await add_partner(session, viewer, name=name, funding_basis=FUNDING[number % len(FUNDING)])
        first, surname = people_names(chance, 1)[0]
        await add_contact(
            session,
            viewer,
            partner.id,
            name=f"{first} {surname}",
            email=f"{first.lower()}.{surname.lower()}@{name.split()[0].lower()}.example",
            phone="01632 960002",
            purposes=[ContactPurpose.LEAD, ContactPurpose.NOTICES],
        )
        await _add_papers(session, viewer, chance, partner, number, today)
        works = [work] if number >= SERVICES - PARTNERS else [work, f"{work}, evenings"]
        runs = [
            await _add_run(session, viewer, chance, partner, title, number + PARTNERS * place, today)
            for place, title in enumerate(works)
        ]
        made.append((partner, runs))
    return made


async def _add_papers(
    session: AsyncSession, viewer: Viewer, chance: Random, partner: Partner, number: int, today: date
) -> None:
    """Record an agreement and, of most, an insurance; some of each ran out in the year."""
    starts = today - timedelta(days=chance.randint(500, 900))
    contract = partner.funding_basis is FundingBasis.CONTRACT
    await record_agreement(
        session,
        viewer,
        partner.id,
        agreement_type=AgreementType.CONTRACT if contract else AgreementType.PARTNERSHIP,
        starts_on=starts,
        ends_on=today + timedelta(days=chance.randint(-90, 700)),
    )
    if number % UNINSURED_EVERY:
        begins = today - timedelta(days=chance.randint(20, 420))
        await record_insurance(
            session,
            viewer,
            partner.id,
            kind=InsuranceKind.PUBLIC_LIABILITY,
            cover_pounds=5_000_000,
            starts_on=begins,
            expires_on=begins + timedelta(days=364),
            seen_on=begins,
        )


async def _add_run(
    session: AsyncSession,
    viewer: Viewer,
    chance: Random,
    partner: Partner,
    title: str,
    number: int,
    today: date,
) -> Run:
    """Add a service with a role, and what became of it in the year."""
    status = PROPOSED if number % PROPOSED_EVERY == PROPOSED_EVERY - 1 else FULL
    service = await add_service(session, viewer, partner.id, name=title, status=status)
    role = await describe_role(
        session, viewer, service.id, title="Volunteer", purpose=PURPOSE, minimum_age=18, places_wanted=8
    )
    begun = today - timedelta(days=chance.choice((400, 400, 400, 365, 200)))
    service.status_since = begun
    ended = pause = None
    if status is FULL and number % ENDED_EVERY == ENDED_EVERY - 1:
        ended = today - timedelta(days=chance.randint(20, 120))
        await _change(session, viewer, service, ENDED, StatusReason.FUNDING_ENDED, ended)
    elif status is FULL and number % PAUSED_EVERY == 0:
        changed, reason = chance.choice(PAUSES)
        first = today - timedelta(days=chance.randint(60, 190))
        pause = (first, first + timedelta(days=chance.randint(21, 70)))
        await _change(session, viewer, service, changed, reason, pause[0])
        if pause[1] <= today:
            await _change(session, viewer, service, FULL, None, pause[1])
        if changed is ServiceStatus.OPERATING_REDUCED:
            pause = None
    return Run(service, role, today if status is PROPOSED else begun, ended, pause)


async def _change(
    session: AsyncSession,
    viewer: Viewer,
    service: Service,
    status: ServiceStatus,
    reason: StatusReason | None,
    day: date,
) -> None:
    await change_service_status(session, viewer, service.id, status=status, reason=reason, effective_from=day)


async def add_year_people(
    session: AsyncSession,
    viewer: Viewer,
    chance: Random,
    partners: Sequence[tuple[Partner, list[Run]]],
    walks: Sequence[Walk],
) -> list[Member]:
    """Add a person for every walk, with a part in a service of their organisation."""
    members = []
    names = people_names(chance, len(walks))
    for number, ((first, surname), walk) in enumerate(zip(names, walks, strict=True)):
        partner, runs = partners[number % len(partners)]
        staff = partner.funding_basis is FundingBasis.CONTRACT
        person = await add_person(
            session,
            viewer,
            first_name=first,
            surname=surname,
            kind=PersonKind.PARTNER_STAFF if staff else PersonKind.VOLUNTEER,
            partner_id=partner.id,
        )
        if number % UNREACHED_EVERY:
            person.email = f"{first.lower()}.{surname.lower()}@people.example"
        run = runs[number // len(partners) % len(runs)]
        left = walk.facts.entered_on if walk.facts.stage is VettingStage.CLOSED else None
        await assign_person(
            session,
            viewer,
            person.id,
            run.service.id,
            role_id=run.role.id,
            starts_on=walk.opened_on,
            ends_on=left,
        )
        if number % UNCONFIRMED_EVERY:
            await confirm_age(session, viewer, person.id, at_least=18, on=walk.opened_on)
        if left is not None:
            person.status, person.left_on, person.pass_returned = PersonStatus.LEFT, left, True
        members.append(Member(person, run, walk))
    return members
