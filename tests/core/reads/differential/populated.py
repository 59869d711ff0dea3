"""Two prisons full of fictional rows: with nulls, ties, empty lists, and names of more than ASCII."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.imports.actions import Action, Decision
from core.imports.models import ImportFile, ImportPlan, ImportRow
from core.jobs.models import JobRow, JobState
from core.partnership.enums import FundingBasis, PartnerStatus, PersonKind, PersonStatus, ServiceStatus
from core.partnership.models import Assignment, Partner, PartnerContact, Person, PersonRole, Service
from core.partnership.services import add_partner
from core.plugins.loader import Registry
from core.reports.models import ReportFile
from core.testkit import make_prison, viewer
from core.texts import fold_name
from plugins.vetting import models as vetting
from plugins.vetting.enums import (
    ClearanceScope,
    TrainingStatus,
    TrainingType,
    Turn,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.tests.desk import Desk, make_desk

FIRST_NAMES = ("Ada", "Bronwen", "Chidi", "Zoë", "Œdil", "ada", "D'Arcy", "Łucja")
SURNAMES = (
    "Ashdown",
    "Van der Berg",
    "O\N{RIGHT SINGLE QUOTATION MARK}Dell",
    "Ångström",
    "ashdown",
    "Môn_1",
    "50%",
)
PARTNERS = ("Tide & Mill", "Ŵyn Trust", "Harbour Lights North", "Quarry/Quay", "harbour", "Émile's Choir")
TEAMS = (None, "Chaplaincy", "Gym_1", "Élan", None, "gym%", "")
DAYS = (None, date(2026, 1, 5), date(2026, 1, 5), date(2031, 12, 31), date(2024, 2, 29))
MOMENT = datetime(2026, 3, 2, 9, 30, 0, 120_000, tzinfo=UTC)
PEOPLE = 26


async def populate(
    database: Database, registry: Registry, codes: tuple[str, str]
) -> dict[str, tuple[Viewer, Viewer]]:
    """Fill two prisons; return who may look at them by what they are called, each with their like."""
    here, elsewhere = [await _furnish(database, registry, code) for code in codes]
    twins = zip(_viewers(here).items(), _viewers(elsewhere).values(), strict=True)
    return {name: (one, other) for (name, one), other in twins}


def _viewers(desk: Desk) -> dict[str, Viewer]:
    """Return who is at a desk, those who may read most first."""
    roles = (
        Role.GOVERNOR,
        Role.SECURITY_VETTING,
        Role.DPO_RECORDS,
        Role.PRISON_STAFF_READER,
        Role.COUNCIL_FACILITATOR,
    )
    many = viewer(desk.registry, desk.prison, Role.COORDINATOR, Role.SECURITY_VETTING, Role.GOVERNOR)
    return {
        "holder of many roles": many,
        "co-ordinator": desk.coordinator,
        "partner lead": desk.partner_lead(desk.partner.id),
        "volunteer": desk.volunteer(desk.person.id),
        **{role.value.lower(): viewer(desk.registry, desk.prison, role) for role in roles},
        "co-ordinator without vetting": replace(desk.coordinator, disabled_modules=frozenset({"vetting"})),
        "holder of no role": viewer(desk.registry, desk.prison),
    }


async def _furnish(database: Database, registry: Registry, code: str) -> Desk:
    desk = await make_desk(database, registry, await make_prison(database, code))
    partners = await _partners(database, desk)
    people = await _people(database, desk, partners)
    await _work(database, desk, partners, people)
    await _vetting(database, desk, people)
    await _office(database, desk, code)
    return desk


async def _partners(database: Database, desk: Desk) -> list[Partner]:
    by, bases, states = desk.coordinator, cycle([*FundingBasis, None]), cycle(PartnerStatus)
    found = [desk.partner]
    async with database.write(by) as session:
        for place, name in enumerate(PARTNERS):
            identifier = f"GB-CHC-10{place}4546" if place % 2 else None
            partner = await add_partner(
                session,
                by,
                name=name,
                funding_basis=next(bases),
                identifier=identifier,
                on_mailing_list=place > 3,
            )
            partner.status, partner.note = next(states), None if place % 3 else "“Rings” twice\nif late"
            found.append(partner)
        for place, partner in enumerate(found[:4]):
            names = ("Lowri", "Lowri", "Ânton")[: 3 - place]
            contacts = [PartnerContact(partner_id=partner.id, name=name, purposes=[]) for name in names]
            session.add_all(contacts)
            for contact in contacts[:1]:
                contact.purposes, contact.phone = ["LEAD", "FINANCE"], "01632 960000"
    return found


async def _people(database: Database, desk: Desk, partners: list[Partner]) -> list[Person]:
    teams, days, passes = cycle(TEAMS), cycle(DAYS), cycle([None, True, False, True])
    owners = cycle([partner.id for partner in partners[:4]] + [None])
    people = [
        Person(
            partner_id=next(owners),
            first_name=(first := FIRST_NAMES[place % len(FIRST_NAMES)]),
            surname=(last := SURNAMES[place % len(SURNAMES)]),
            name_key=fold_name(f"{first} {last}"),
            team=next(teams),
            email=None if place % 2 else f"p{place}@example.org",
            status=PersonStatus.LEFT if place % 5 == 4 else PersonStatus.CURRENT,
            left_on=next(days) if place % 5 == 4 else None,
            pass_returned=next(passes),
        )
        for place in range(PEOPLE)
    ]
    async with database.write(desk.coordinator) as session:
        session.add_all(people)
    return [desk.person, *people]


async def _work(database: Database, desk: Desk, partners: list[Partner], people: list[Person]) -> None:
    states = cycle(ServiceStatus)
    services = [
        Service(
            partner_id=partner.id,
            name=name,
            status=next(states),
            status_since=DAYS[place],
            wings=["A", "B"][:place],
            delivery_modes=[],
        )
        for partner in partners[:5]
        for place, name in enumerate(("Choir", "Book club", "Ärt"))
    ]
    kinds = cycle(PersonKind)
    async with database.write(desk.coordinator) as session:
        session.add_all(services)
        await session.flush()
        for place, person in enumerate(people[:20]):
            session.add(PersonRole(person_id=person.id, partner_id=person.partner_id, kind=next(kinds)))
            for service in services[place % 7 : place % 7 + place % 3]:
                session.add(_assignment(person, service, place))


def _assignment(person: Person, service: Service, place: int) -> Assignment:
    return Assignment(
        person_id=person.id,
        service_id=service.id,
        partner_id=service.partner_id,
        role_title=("Helper", "Tutor", "Helper")[place % 3],
        starts_on=DAYS[place % len(DAYS)],
        ends_on=None if place % 2 else date(2032, 1, 1),
    )


async def _vetting(database: Database, desk: Desk, people: list[Person]) -> None:
    await desk.active(await desk.opened())
    assessed = await desk.with_the_team(await desk.opened(people[1]))
    await desk.moved(assessed, Verb.START_LEAP, desk.security)
    await desk.approved(await desk.opened(people[2]))
    stages = (VettingStage.ACTIVE, VettingStage.APPROVED, VettingStage.DRAFT, VettingStage.IN_CHECKS)
    for person, stage in zip(people[3:17], cycle(stages), strict=False):
        await desk.taken_over(
            stage, person, required_levels=[] if person is people[5] else [VettingLevel.CTC]
        )
    async with database.write(desk.coordinator) as session:
        for place, person in enumerate(people):
            session.add_all(_clearances(desk, person, place))
            for kind in list(TrainingType)[: place % 4]:
                session.add(_training(person, kind, place))
    for case in await desk.rows(vetting.Case):
        async with database.write(desk.coordinator) as session:
            for place in range(case.id.int % 3):
                session.add(_chase(desk, case, place))


def _clearances(desk: Desk, person: Person, place: int) -> list[vetting.Clearance]:
    levels = (VettingLevel.CTC, VettingLevel.BPSS)
    return [
        vetting.Clearance(
            person_id=person.id,
            partner_id=person.partner_id,
            level=level,
            scope=ClearanceScope.THIS_PRISON,
            granted_on=None if place % 3 else date(2024, 1, 8),
            expires_on=DAYS[(place + number) % 4],
            reference=None if place % 2 else f"SSCL-{place}",
            revoked_on=date(2026, 5, 5) if place % 7 == 6 else None,
            confirmed_at=MOMENT if number else None,
            confirmed_by=desk.coordinator.account_id if number else None,
        )
        for number, level in enumerate(levels[: place % 3])
    ]


def _training(person: Person, kind: TrainingType, place: int) -> vetting.Training:
    return vetting.Training(
        id=uuid4(),  # equal rows are not in the order in which they were written
        person_id=person.id,
        partner_id=person.partner_id,
        type=kind if place % 2 else TrainingType.KEY_TRAINING,
        status=TrainingStatus.COMPLETED,
        completed_on=DAYS[place % 3],
    )


def _chase(desk: Desk, case: vetting.Case, place: int) -> vetting.Chase:
    return vetting.Chase(
        case_id=case.id,
        person_id=case.person_id,
        partner_id=case.partner_id,
        turn=list(Turn)[place],
        chased_on=date(2026, 6, 1),
        account_id=desk.coordinator.account_id,
    )


async def _office(database: Database, desk: Desk, code: str) -> None:
    """Add who may use it, what was asked for later, and an import."""
    by = desk.coordinator
    account = Account(
        id=by.account_id,
        issuer="https://rows.example",
        subject=code,
        name="Siân Vale",
        last_signed_in_at=MOMENT,
    )
    async with database.write(by) as session:
        session.add(account)
        await session.flush()
        session.add(Membership(account_id=account.id, prison_id=desk.prison.id, role=Role.COORDINATOR))
        for place, role in enumerate((Role.GOVERNOR, Role.SMT_LEAD, Role.GOVERNOR)):
            session.add(_invited(desk, role, place))
        jobs = [_job(desk, place) for place in range(6)]
        session.add_all(jobs)
        await session.flush()
        session.add_all(_report(desk, job, place) for place, job in enumerate(jobs))
        await _import(session, desk, jobs)


def _invited(desk: Desk, role: Role, place: int) -> Membership:
    return Membership(
        prison_id=desk.prison.id,
        role=role,
        name=("Kit", "Ünal", "Kit")[place],
        email=f"{desk.prison.code}-{place}@example.org".lower(),
        taken_away_at=MOMENT if place == 2 else None,
    )


def _job(desk: Desk, place: int) -> JobRow:
    return JobRow(
        kind="reports.build" if place % 2 else "tests.none",
        title="A report",
        arguments={},
        state=list(JobState)[place % 4],
        requested_by=desk.coordinator.account_id if place % 3 else desk.governor.account_id,
        total_steps=None if place % 2 else 9,
        finished_at=None if place % 2 else MOMENT + timedelta(microseconds=place * 7),
        error_message="It did not “work”." if place % 4 == 3 else None,
    )


def _report(desk: Desk, job: JobRow, place: int) -> ReportFile:
    sizes = {"pdf": {"size": 12_000, "name": "a"}, "csv": {"size": 5, "name": "b"}}
    return ReportFile(
        kind=("vetting.position", "core.people")[place % 2],
        title="Position",
        permission=("vetting.report", "core.person.read")[place % 2],
        formats=["PDF", "CSV"][: place % 3],
        parameters={},
        requested_by=desk.coordinator.account_id,
        job_id=job.id if place % 2 else None,
        files=sizes if place % 3 == 1 else {},
        ready_at=MOMENT if place % 3 == 1 else None,
        expires_at=MOMENT + timedelta(days=40_000 if place % 2 else 7),
    )


async def _import(session: Any, desk: Desk, jobs: list[JobRow]) -> None:
    by = desk.coordinator.account_id
    file = ImportFile(importer="partners", name="Liste Mai.csv", size=77, uploaded_by=by, expires_at=MOMENT)
    session.add(file)
    await session.flush()
    plans = [
        ImportPlan(
            file_id=file.id,
            importer="partners",
            as_at=date(2026, 3, 2),
            choices={},
            requested_by=by,
            job_id=job.id,
            planned_at=MOMENT if place % 2 else None,
            committed_at=MOMENT if place == 3 else None,
            counts={"Liste": {"CREATE": place, "ä": [1, None]}},
            notices=["One “row”"][: place % 2],
        )
        for place, job in enumerate(jobs)
    ]
    session.add_all(plans)
    await session.flush()
    session.add_all(_row(plan, place) for plan in plans[:2] for place in range(1, 9))


def _row(plan: ImportPlan, place: int) -> ImportRow:
    return ImportRow(
        plan_id=plan.id,
        position=place,
        sheet=("Liste", "Zwei")[place % 2],
        row_number=place + 1,
        action=list(Action)[place % len(Action)],
        label="" if place % 4 == 0 else f"Row {place}",
        maybe_same_as=place - 1 if place % 3 == 0 else None,
        decision=(None, *Decision)[place % 4],
        problems=[{"kind": "no_name", "value": 1.5}] if place % 2 else [],
        differences=[],
    )
