"""The system itself as a viewer: what schedules and the operator's commands do, nobody signed in did."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.identifiers import AccountId, TenantId

SYSTEM_ACCOUNT = AccountId(UUID(int=1))
"""Nobody can sign in as it: it stands in audit entries for what a schedule or a command did."""


def system_viewer(
    tenant_id: UUID | None,
    permissions: Iterable[Permission] = (),
    *,
    code: str | None = None,
    disabled_modules: Iterable[str] = (),
) -> Viewer:
    """Return the system in one prison, or above prisons (None), with every right that the modules know."""
    return Viewer(
        account_id=SYSTEM_ACCOUNT,
        name="Gatehouse",
        roles=frozenset(),
        permissions=frozenset(permission.code for permission in permissions),
        tenant_id=None if tenant_id is None else TenantId(tenant_id),
        tenant_code=code,
        disabled_modules=frozenset(disabled_modules),
    )
