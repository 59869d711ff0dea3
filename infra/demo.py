"""Fills a demo with fictional prisons, people and accounts, so that there is something to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.system import SYSTEM_ACCOUNT
from core.accounts.viewer import Viewer, permissions_of
from core.database.unit_of_work import Database
from core.identifiers import TenantId
from core.partnership.demo import FIRST_PERSON, PARTNERS, add_demo_partnership
from core.partnership.enums import PersonKind
from core.partnership.models import Partner, Person
from core.partnership.services import add_partner, add_person
from core.plugins.loader import Registry, load
from core.prisons.demo import bring_demo_prisons
from core.settings import Settings
from infra.embedded import personas

FILLED = {"EXI": 1, "DAI": 3, "BWI": 4}
"""Prison code → every how-many-th partner it has; the other prisons stand empty."""
HOME = "EXI"
"""Where the partner lead and the volunteer have their place."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role of a persona in a prison; none for a national role."""

    persona: personas.Persona
    role: Role
    prison: str | None = HOME


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation and the person that the narrowed personas stand for."""

    partner_id: UUID
    person_id: UUID


MEMBERSHIPS = (
    Held(personas.COORDINATOR, Role.COORDINATOR),
    Held(personas.COORDINATOR, Role.COORDINATOR_DEPUTY, "DAI"),
    Held(personas.SECURITY_VETTING, Role.SECURITY_VETTING),
    Held(personas.SECURITY_ELSEWHERE, Role.SECURITY_VETTING, "DAI"),
    Held(personas.DATA_PROTECTION, Role.DPO_RECORDS),
    Held(personas.GOVERNOR, Role.GOVERNOR),
    Held(personas.COUNCIL_FACILITATOR, Role.COUNCIL_FACILITATOR),
    Held(personas.PARTNER_LEAD, Role.PARTNER_ADMIN),
    Held(personas.VOLUNTEER, Role.VOLUNTEER_SELF),
    Held(personas.NATIONAL, Role.HMPPS_NATIONAL, None),
)


def demo_loader(registry: Registry, tenant_id: UUID | None, code: str | None) -> Viewer:
    """Return who loads the demo: every right, in one prison."""
    return Viewer(
        account_id=SYSTEM_ACCOUNT,
        name="Demo",
        roles=frozenset(Role),
        permissions=permissions_of(Role, registry.permissions),
        tenant_id=TenantId(tenant_id) if tenant_id else None,
        tenant_code=code,
    )


async def load_demo_when_empty(settings: Settings) -> bool:
    """Load the demo where its personas are not known yet; return whether anything was loaded."""
    database = Database.from_settings(settings)
    try:
        registry = load(settings.blocked)
        await follow_issuer(database, registry, settings.oidc_issuer)
        return await load_demo(database, registry, settings.oidc_issuer)
    finally:
        await database.close()


async def follow_issuer(database: Database, registry: Registry, issuer: str) -> None:
    """Keep the personas' accounts theirs when the demo's provider had to move to another port."""
    subjects = [persona.subject for persona in personas.PERSONAS]
    async with database.write(demo_loader(registry, None, None)) as session:
        await session.execute(
            update(Account)
            .where(Account.subject.in_(subjects), Account.issuer.like("http://localhost:%"))
            .values(issuer=issuer),
        )


async def load_demo(database: Database, registry: Registry, issuer: str) -> bool:
    """Load what the personas need, whatever prisons there are, and the personas' accounts at the end.

    A persona with an account is left alone: what somebody trying the demo changed must not come back.
    Until the accounts are there, loading can be cut short and begun again.
    """
    above = demo_loader(registry, None, None)
    async with database.read(above) as session:
        missing = await _unknown_personas(session, issuer)
    if not missing:
        return False
    async with database.write(above) as session:
        prisons = await bring_demo_prisons(session)
    for code, share in FILLED.items():
        await _fill(database, registry, demo_loader(registry, prisons[code], code), share)
    home = demo_loader(registry, prisons[HOME], HOME)
    async with database.write(home) as session:
        place = await _place(session, home)
    async with database.write(above) as session:
        await _let_in(session, missing, issuer, prisons, place)
    return True


async def _unknown_personas(session: AsyncSession, issuer: str) -> list[personas.Persona]:
    known = set(await session.scalars(select(Account.subject).where(Account.issuer == issuer)))
    return [persona for persona in personas.PERSONAS if persona.subject not in known]


async def _fill(database: Database, registry: Registry, viewer: Viewer, share: int) -> None:
    """Fill a prison in one transaction, unless it has partners of its own already."""
    async with database.write(viewer) as session:
        if await session.scalar(select(Partner.id).limit(1)) is not None:
            return
        await add_demo_partnership(session, viewer, share=share)
        for contribution in registry.contributions:
            if contribution.demo is not None:
                await contribution.demo(session, viewer, {"share": share})


async def _place(session: AsyncSession, viewer: Viewer) -> Place:
    """Find the personas' organisation and volunteer, adding what a prison with partners of its own lacks."""
    name, (first_name, surname) = PARTNERS[0].name, FIRST_PERSON
    partner_id = await session.scalar(select(Partner.id).where(Partner.name == name))
    if partner_id is None:
        partner_id = (await add_partner(session, viewer, name=name)).id
    person_id = await session.scalar(
        select(Person.id).where(
            Person.partner_id == partner_id, Person.first_name == first_name, Person.surname == surname
        ),
    )
    if person_id is None:
        person = await add_person(
            session,
            viewer,
            first_name=first_name,
            surname=surname,
            kind=PersonKind.VOLUNTEER,
            partner_id=partner_id,
        )
        person_id = person.id
    return Place(partner_id, person_id)


async def _let_in(
    session: AsyncSession,
    missing: list[personas.Persona],
    issuer: str,
    prisons: Mapping[str, UUID],
    place: Place,
) -> None:
    """Add the accounts and all their memberships at one stroke."""
    accounts = {
        persona: Account(
            issuer=issuer,
            subject=persona.subject,
            name=persona.name,
            email=persona.email,
            language="en",
            active=True,
        )
        for persona in missing
    }
    session.add_all(accounts.values())
    await session.flush()
    narrowed = {Role.PARTNER_ADMIN, Role.VOLUNTEER_SELF}
    session.add_all(
        Membership(
            account_id=accounts[held.persona].id,
            prison_id=prisons[held.prison] if held.prison else None,
            role=held.role,
            partner_id=place.partner_id if held.role in narrowed else None,
            person_id=place.person_id if held.role is Role.VOLUNTEER_SELF else None,
        )
        for held in MEMBERSHIPS
        if held.persona in accounts
    )
    await session.flush()
