"""From a secret to whoever holds it: a viewer of one link, who may do what was declared and nothing else."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.viewer import OpenedLink, Viewer
from core.database.unit_of_work import Database
from core.identifiers import AccountId, PartnerId, PersonId, TenantId, uuid7
from core.links.declarations import LinkTarget
from core.links.models import Link, LinkUse
from core.links.queries import find_link
from core.prisons.models import Prison

LINK_ACCOUNT = AccountId(UUID(int=2))
"""Nobody can sign in as it: it stands in audit entries for what somebody did who came by a link."""


async def open_link(
    database: Database, prison: Prison, purpose: str, target: LinkTarget | None, secret: str
) -> Viewer | None:
    """Return whoever came by this secret, and note the day; None where it opens nothing.

    What is unknown, dead, of another prison or of a module that is off takes the same statements.
    """
    door = Viewer(
        account_id=LINK_ACCOUNT,
        name="",
        roles=frozenset(),
        permissions=frozenset(),
        tenant_id=TenantId(prison.id),
        tenant_code=prison.code,
        disabled_modules=frozenset(prison.disabled_modules),
    )
    async with database.write(door) as session:
        link = await find_link(session, purpose, secret)
        if link is None or target is None:
            return None
        await _note_use(session, link)
    return replace(
        door,
        permissions=frozenset(permission.code for permission in target.permissions),
        partner_id=None if link.partner_id is None else PartnerId(link.partner_id),
        person_id=None if link.person_id is None else PersonId(link.person_id),
        link=OpenedLink(link.id, link.purpose, link.subject_id, link.expires_at),
    )


async def _note_use(session: AsyncSession, link: Link) -> None:
    """Count this use among those of today."""
    now = clock.now()
    row = {
        "id": uuid7(),
        "link_id": link.id,
        "person_id": link.person_id,
        "partner_id": link.partner_id,
        "used_on": clock.today(),
        "last_used_at": now,
        "uses": 1,
    }
    again = {"uses": LinkUse.uses + 1, "last_used_at": now}
    await session.execute(
        insert(LinkUse)
        .values(row)
        .on_conflict_do_update(index_elements=["tenant_id", "link_id", "used_on"], set_=again)
    )
