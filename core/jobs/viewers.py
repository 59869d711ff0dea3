"""As whom a job acts: the account that asked, with the roles it holds now, or the system itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.capacity import viewer_from
from core.accounts.permissions import Permission
from core.accounts.queries import account_by_id, memberships_of
from core.accounts.system import SYSTEM_ACCOUNT, system_viewer
from core.accounts.viewer import Viewer
from core.errors import Forbidden
from core.identifiers import AccountId
from core.prisons.models import Prison
from core.translation import lazy_gettext as _


async def viewer_for(
    session: AsyncSession, tenant_id: UUID, account_id: UUID, permissions: Sequence[Permission]
) -> Viewer:
    """Return as whom the job acts; raise Forbidden when their role has ended."""
    if account_id == SYSTEM_ACCOUNT:
        prison = (await session.execute(select(Prison).where(Prison.id == tenant_id))).scalar_one()
        return system_viewer(
            tenant_id, permissions, code=prison.code, disabled_modules=prison.disabled_modules
        )
    account = await account_by_id(session, account_id)
    held = [row for row in await memberships_of(session, account_id) if row.tenant_id == tenant_id]
    if account is None or not held:
        raise Forbidden(_("Not done: the person who asked for it no longer has a role in this prison."))
    return viewer_from(AccountId(account.id), account.name, held, permissions)
