"""As whom a job acts: the account that asked, with the roles it holds now, or the system itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.capacity import widest_capacity
from core.accounts.permissions import Permission
from core.accounts.queries import account_by_id, memberships_of
from core.accounts.viewer import Viewer, permissions_of
from core.errors import Forbidden
from core.identifiers import AccountId, PartnerId, PersonId, TenantId
from core.prisons.models import Prison
from core.translation import lazy_gettext as _

SYSTEM_ACCOUNT = AccountId(UUID(int=1))
"""Nobody can sign in as it: it stands in audit entries for what a schedule did."""


def system_viewer(tenant_id: UUID, permissions: Iterable[Permission] = ()) -> Viewer:
    """Return the system in one prison, with every right that the modules know."""
    return Viewer(
        account_id=SYSTEM_ACCOUNT,
        name="Gatehouse",
        roles=frozenset(),
        permissions=frozenset(permission.code for permission in permissions),
        tenant_id=TenantId(tenant_id),
    )


async def viewer_for(
    session: AsyncSession, tenant_id: UUID, account_id: UUID, permissions: Iterable[Permission]
) -> Viewer:
    """Return as whom the job acts; raise Forbidden when their role has ended."""
    if account_id == SYSTEM_ACCOUNT:
        return await _system_viewer_here(session, tenant_id, permissions)
    account = await account_by_id(session, account_id)
    held = [row for row in await memberships_of(session, account_id) if row.tenant_id == tenant_id]
    if account is None or not held:
        raise Forbidden(_("Not done: the person who asked for it no longer has a role in this prison."))
    capacity = widest_capacity(held)
    first, roles = capacity[0], frozenset(row.role for row in capacity)
    return Viewer(
        account_id=AccountId(account.id),
        name=account.name,
        roles=roles,
        permissions=permissions_of(roles, permissions),
        tenant_id=TenantId(tenant_id),
        tenant_code=first.prison_code,
        partner_id=None if first.partner_id is None else PartnerId(first.partner_id),
        person_id=None if first.person_id is None else PersonId(first.person_id),
        disabled_modules=frozenset(first.disabled_modules),
    )


async def _system_viewer_here(
    session: AsyncSession, tenant_id: UUID, permissions: Iterable[Permission]
) -> Viewer:
    prison = (await session.execute(select(Prison).where(Prison.id == tenant_id))).scalar_one()
    return replace(
        system_viewer(tenant_id, permissions),
        tenant_code=prison.code,
        disabled_modules=frozenset(prison.disabled_modules),
    )
