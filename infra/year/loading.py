"""Puts the year into one prison of the demo: whole or not at all, and only once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer, permissions_of
from core.clock import today
from core.database.unit_of_work import Database
from core.identifiers import AccountId, TenantId
from core.partnership.models import Partner, Person
from core.plugins.loader import Registry
from core.prisons.queries import prison_by_code
from infra.demo import demo_loader
from infra.embedded.personas import COORDINATOR, GOVERNOR, SECURITY_VETTING, Persona
from infra.errors import CannotStart
from infra.year.around import furnish
from infra.year.asking import write_references
from infra.year.cases import Road, walk_before, walk_renewal, walk_this_year
from infra.year.casework import write_cases
from infra.year.foretelling import write_forecasts
from infra.year.learning import refreshed, write_classroom
from infra.year.partnership import PEOPLE, Member, add_year_partners, add_year_people
from infra.year.reminding import write_reminders
from infra.year.rota import gate_rows, write_diary
from infra.year.ways import Hand
from plugins.rota import models as rota
from plugins.rota.services import make_sessions
from plugins.vetting import models as vetting
from plugins.vetting.enums import VettingStage
from plugins.vetting.policy import Policy, policy_in_force
from plugins.vetting.queries import policies_of
from plugins.vetting.services.measuring import keep_lead_times

SEED = 2026
RENEWED_OF_TEN = 7
OTHER = "EXI"
"""The prison that looks through passports."""
PRISON = "BLI"
"""Empty in the small demo."""
CASES = 300
"""Begun in the year; the other people have come in for longer."""
HANDS: dict[Hand, tuple[Persona, Role]] = {
    Hand.DESK: (COORDINATOR, Role.COORDINATOR),
    Hand.SECURITY: (SECURITY_VETTING, Role.SECURITY_VETTING),
    Hand.GOVERNOR: (GOVERNOR, Role.GOVERNOR),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is now; `is_new` when it was not there before."""

    is_new: bool
    partners: int
    people: int
    cases: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Size:
    """How many people the prison has, and how many of their cases began in the year."""

    people: int = PEOPLE
    cases: int = CASES


USUAL = Size()


async def load_year(
    database: Database, registry: Registry, *, seed: int = SEED, prison: str = PRISON, size: Size = USUAL
) -> Loaded:
    """Fill an empty prison with a year, in one transaction, and let the personas of the demo in."""
    above = demo_loader(registry, None, None)
    async with database.read(above) as session:
        found = await prison_by_code(session, prison)
        accounts = await _accounts(session)
    if found is None:
        raise CannotStart(f"There is no prison with the code {prison} in this demo.")
    loader = demo_loader(registry, found.id, found.code)
    async with database.write(loader) as session:
        is_new = await session.scalar(select(Partner.id).limit(1)) is None
        if is_new:
            await _live(session, loader, registry, found.id, accounts, seed, size)
        loaded = await _counted(session, is_new=is_new)
    async with database.write(above) as session:
        await _let_in(session, found.id, accounts)
    return loaded


async def _accounts(session: AsyncSession) -> dict[Hand, UUID]:
    subjects = {persona.subject: hand for hand, (persona, _role) in HANDS.items()}
    rows = await session.execute(select(Account.subject, Account.id).where(Account.subject.in_(subjects)))
    accounts = {subjects[subject]: account_id for subject, account_id in rows if subject in subjects}
    if len(accounts) < len(HANDS):
        raise CannotStart("The demo's people are not there yet. Start it once, with `gatehouse run`.")
    return accounts


async def _live(
    session: AsyncSession,
    loader: Viewer,
    registry: Registry,
    prison_id: UUID,
    accounts: dict[Hand, UUID],
    seed: int,
    size: Size,
) -> None:
    """Live the year: organisations and cases first, then who came in."""
    chance, day = Random(seed), today()  # noqa: S311 -- the same year again is the point
    road = Road(
        hands={hand: _viewer(registry, loader, hand, account) for hand, account in accounts.items()},
        calendar=loader,
        policies=await policies_of(session),
        today=day,
    )
    before = size.people - size.cases
    policy = policy_in_force(road.policies, day)
    walks = [walk_before(chance, road, number) for number in range(before)]
    walks += [walk_this_year(chance, road, before + number) for number in range(size.cases)]
    chance.shuffle(walks)
    partners = await add_year_partners(session, loader, chance, day)
    members = [
        refreshed(chance, member, day)
        for member in await add_year_people(session, loader, chance, partners, walks)
    ]
    await _let_in(session, prison_id, accounts)
    cases = [*members, *_renewals(chance, road, members)]
    await write_cases(session, cases, day)
    await _write_past(session, chance, members, cases, policy, day, accounts[Hand.DESK])
    await make_sessions(session, loader)
    elsewhere = await prison_by_code(session, OTHER if loader.tenant_code != OTHER else PRISON)
    other = demo_loader(registry, elsewhere.id if elsewhere else None, OTHER)
    await furnish(session, loader, road.hands[Hand.DESK], chance, members, day, other)
    await keep_lead_times(session, loader)
    await write_reminders(session, prison_id, loader, registry, day)


async def _write_past(
    session: AsyncSession,
    chance: Random,
    members: Sequence[Member],
    cases: Sequence[Member],
    policy: Policy,
    day: date,
    desk: UUID,
) -> None:
    """Write what the desk kept of the year: courses, references, forecasts, sessions and the gate's lists."""
    room = write_classroom(chance, members, policy, day, desk)
    diary = write_diary(chance, members, day, desk)
    lists, lines = gate_rows(diary, desk)
    for model, rows in (
        (vetting.Course, room.courses),
        (vetting.CourseSession, room.sessions),
        (vetting.Booking, room.bookings),
        (vetting.Training, room.exemptions),
        (vetting.Reference, write_references(chance, cases, day)),
        (vetting.Forecast, write_forecasts(cases, day)),
        (rota.Pattern, diary.patterns),
        (rota.Regular, diary.regulars),
        (rota.Absence, diary.absences),
        (rota.Session, diary.sessions),
        (rota.StandIn, diary.stand_ins),
        (rota.GateList, lists),
        (rota.Visit, lines),
        (rota.Friction, diary.frictions),
    ):
        if rows:
            await session.execute(insert(model), rows)


def _renewals(chance: Random, road: Road, members: Sequence[Member]) -> list[Member]:
    """Begin the renewal of most clearances for which it fell due."""
    due = [member for member in members if member.walk.facts.stage is VettingStage.RENEWAL_DUE]
    return [
        Member(member.person, member.run, walk_renewal(chance, road, member.walk, number))
        for number, member in enumerate(due)
        if chance.randrange(10) < RENEWED_OF_TEN
    ]


def _viewer(registry: Registry, loader: Viewer, hand: Hand, account_id: UUID) -> Viewer:
    persona, role = HANDS[hand]
    return Viewer(
        account_id=AccountId(account_id),
        name=persona.name,
        roles=frozenset({role}),
        permissions=permissions_of({role}, registry.permissions),
        tenant_id=loader.tenant_id and TenantId(loader.tenant_id),
        tenant_code=loader.tenant_code,
    )


async def _counted(session: AsyncSession, *, is_new: bool) -> Loaded:
    counts = [
        await session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Partner, Person, vetting.Case, rota.Session)
    ]
    return Loaded(is_new, *counts)


async def _let_in(session: AsyncSession, prison_id: UUID, accounts: dict[Hand, UUID]) -> None:
    """Give co-ordinator, security and governor their place in this prison too, once."""
    known = set(await session.scalars(select(Membership.account_id).where(Membership.prison_id == prison_id)))
    session.add_all(
        Membership(account_id=account_id, prison_id=prison_id, role=HANDS[hand][1])
        for hand, account_id in accounts.items()
        if account_id not in known
    )
    await session.flush()
