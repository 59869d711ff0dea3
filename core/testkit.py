"""What a plugin's tests may use besides the SDK: the database as the application role, and rows to work on.

Everybody in the rows is fictional.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.accounts.roles import Role
from core.accounts.viewer import Viewer, permissions_of
from core.catalogues import start_languages
from core.database.unit_of_work import Database
from core.entry.deciding import Decision, decide_visits
from core.entry.declarations import EntryCheck, Visit
from core.identifiers import AccountId, PartnerId, PersonId, TenantId, uuid7
from core.partnership.enums import PersonKind
from core.partnership.models import Partner, Person
from core.partnership.services import add_partner, add_person
from core.plugins.loader import Registry, load
from core.prisons.enums import Gender
from core.prisons.models import Prison
from core.reports.formats import Format
from core.reports.rendering import write_report
from core.translation import speaking

__all__ = [
    "NOBODY",
    "Database",
    "Format",
    "Registry",
    "decide_entry",
    "decide_visits",
    "entry_checks",
    "load",
    "make_partner",
    "make_person",
    "make_prison",
    "speaking",
    "start_languages",
    "viewer",
    "write_report",
]

NOBODY = Viewer(account_id=AccountId(uuid7()), name="Nobody", roles=frozenset(), permissions=frozenset())


def viewer(
    registry: Registry,
    prison: Prison | None,
    *roles: Role,
    partner_id: UUID | None = None,
    person_id: UUID | None = None,
    account_id: UUID | None = None,
) -> Viewer:
    """Return somebody with these roles in this prison."""
    return Viewer(
        account_id=AccountId(account_id or uuid7()),
        name="Sam Tester",
        roles=frozenset(roles),
        permissions=permissions_of(roles, registry.permissions),
        tenant_id=TenantId(prison.id) if prison else None,
        tenant_code=prison.code if prison else None,
        partner_id=PartnerId(partner_id) if partner_id else None,
        person_id=PersonId(person_id) if person_id else None,
    )


async def make_prison(
    database: Database, code: str, *, name: str | None = None, name_cy: str | None = None
) -> Prison:
    """Add an active prison for men; one with a Welsh name is a Welsh prison."""
    async with database.write(NOBODY) as session:
        prison = Prison(
            code=code,
            name=name or f"{code} (HMP)",
            name_cy=name_cy,
            active=True,
            gender=Gender.MALE,
            contracted=False,
            types=["HMP"],
            categories=[],
            operators=["PSP"],
            register={},
        )
        session.add(prison)
    return prison


def entry_checks(registry: Registry) -> list[EntryCheck]:
    """Return the entry checks of all modules, the core's first."""
    return [check for module in registry.contributions for check in module.entry_checks]


async def decide_entry(
    database: Database, by: Viewer, checks: Sequence[EntryCheck], *visits: Visit
) -> list[Decision]:
    """Answer for visits as this viewer is answered."""
    async with database.read(by) as session:
        return await decide_visits(session, by, checks, visits)


async def make_partner(database: Database, by: Viewer, name: str = "Harbour Lights") -> Partner:
    async with database.write(by) as session:
        return await add_partner(session, by, name=name)


async def make_person(
    database: Database,
    by: Viewer,
    *,
    partner_id: UUID | None = None,
    first_name: str = "Robin",
    surname: str = "Ashdown",
) -> Person:
    async with database.write(by) as session:
        return await add_person(
            session,
            by,
            first_name=first_name,
            surname=surname,
            kind=PersonKind.VOLUNTEER,
            partner_id=partner_id,
        )
