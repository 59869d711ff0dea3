"""Fills an empty system with fictional prisons, people and accounts, so that there is something to try."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer, permissions_of
from core.database.unit_of_work import Database
from core.identifiers import AccountId, TenantId
from core.partnership.demo import FIRST_PERSON, PARTNERS, add_demo_partnership
from core.partnership.models import Partner, Person
from core.plugins.loader import Registry, load
from core.prisons.demo import add_demo_prisons
from core.prisons.models import Prison
from core.settings import Settings
from infra.embedded import personas

LOADER = AccountId(UUID(int=1))
"""Stands in the audit trail for what the demo loaded."""
FILLED = {"EXI": 1, "DAI": 3, "BWI": 4}
"""Prison code → every how-many-th partner it has; the other prisons stand empty."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role of a persona in a prison; none for a national role."""

    persona: personas.Persona
    role: Role
    prison: str | None = "EXI"


MEMBERSHIPS = (
    Held(personas.COORDINATOR, Role.COORDINATOR),
    Held(personas.COORDINATOR, Role.COORDINATOR_DEPUTY, "DAI"),
    Held(personas.SECURITY_VETTING, Role.SECURITY_VETTING),
    Held(personas.GOVERNOR, Role.GOVERNOR),
    Held(personas.PARTNER_LEAD, Role.PARTNER_ADMIN),
    Held(personas.VOLUNTEER, Role.VOLUNTEER_SELF),
    Held(personas.NATIONAL, Role.HMPPS_NATIONAL, None),
)


def system_viewer(registry: Registry, tenant_id: UUID | None, code: str | None) -> Viewer:
    """Return who loads the demo: every right, in one prison."""
    return Viewer(
        account_id=LOADER,
        name="Demo",
        roles=frozenset(Role),
        permissions=permissions_of(Role, registry.permissions),
        tenant_id=TenantId(tenant_id) if tenant_id else None,
        tenant_code=code,
    )


async def load_demo_when_empty(settings: Settings) -> bool:
    """Load the demo when there is no prison yet; return whether anything was loaded."""
    database = Database.from_settings(settings)
    try:
        registry = load(settings.blocked)
        loaded = await load_demo(database, registry, settings.oidc_issuer)
        if not loaded:
            await follow_issuer(database, registry, settings.oidc_issuer)
    finally:
        await database.close()
    return loaded


async def follow_issuer(database: Database, registry: Registry, issuer: str) -> None:
    """Keep the personas' accounts theirs when the demo's provider had to move to another port."""
    subjects = [persona.subject for persona in personas.PERSONAS]
    async with database.write(system_viewer(registry, None, None)) as session:
        await session.execute(
            update(Account)
            .where(Account.subject.in_(subjects), Account.issuer.like("http://localhost:%"))
            .values(issuer=issuer),
        )


async def load_demo(database: Database, registry: Registry, issuer: str) -> bool:
    """Load prisons and accounts, then each filled prison in a transaction of its own."""
    async with database.write(system_viewer(registry, None, None)) as session:
        if await session.scalar(select(func.count()).select_from(Prison)):
            return False
        prisons = await add_demo_prisons(session)
        accounts = await _accounts(session, issuer)
    for code, share in FILLED.items():
        viewer = system_viewer(registry, prisons[code], code)
        async with database.write(viewer) as session:
            await add_demo_partnership(session, viewer, share=share)
            for contribution in registry.contributions:
                if contribution.demo is not None:
                    await contribution.demo(session, viewer, {"share": share})
            await _memberships(session, code, prisons, accounts)
    return True


async def _accounts(session: AsyncSession, issuer: str) -> dict[str, UUID]:
    accounts = {
        persona.subject: Account(
            issuer=issuer,
            subject=persona.subject,
            name=persona.name,
            email=persona.email,
            language="en",
            active=True,
        )
        for persona in personas.PERSONAS
    }
    session.add_all(accounts.values())
    await session.flush()
    national = [held for held in MEMBERSHIPS if held.prison is None]
    session.add_all(
        Membership(account_id=accounts[held.persona.subject].id, role=held.role) for held in national
    )
    return {subject: account.id for subject, account in accounts.items()}


async def _memberships(
    session: AsyncSession, code: str, prisons: dict[str, UUID], accounts: dict[str, UUID]
) -> None:
    for held in MEMBERSHIPS:
        if held.prison == code:
            partner_id, person_id = await _scope(session, held.role)
            session.add(
                Membership(
                    account_id=accounts[held.persona.subject],
                    prison_id=prisons[code],
                    role=held.role,
                    partner_id=partner_id,
                    person_id=person_id,
                ),
            )
    await session.flush()


async def _scope(session: AsyncSession, role: Role) -> tuple[UUID | None, UUID | None]:
    """Return the organisation of a partner role, and the person too of the volunteer."""
    if role not in {Role.PARTNER_ADMIN, Role.VOLUNTEER_SELF}:
        return None, None
    partner_id = await session.scalar(select(Partner.id).where(Partner.name == PARTNERS[0].name))
    if role is Role.PARTNER_ADMIN:
        return partner_id, None
    first_name, surname = FIRST_PERSON
    person_id = await session.scalar(
        select(Person.id).where(Person.first_name == first_name, Person.surname == surname),
    )
    return partner_id, person_id
