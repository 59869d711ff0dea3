"""Whoever looks at a public page: nobody in particular, who may read what that page is declared to show."""

from __future__ import annotations

from uuid import UUID

from core.accounts.viewer import Viewer
from core.identifiers import AccountId, TenantId
from core.prisons.models import Prison
from core.public.declarations import PublicPage

PUBLIC_ACCOUNT = AccountId(UUID(int=3))
"""Nobody can sign in as it, and no page lets it write."""


def onlooker(prison: Prison, page: PublicPage) -> Viewer:
    """Return who looks at this page of this prison; whoever is signed in is nobody here, too."""
    return Viewer(
        account_id=PUBLIC_ACCOUNT,
        name="",
        roles=frozenset(),
        permissions=frozenset({page.permission.code}),
        tenant_id=TenantId(prison.id),
        tenant_code=prison.code,
        disabled_modules=frozenset(prison.disabled_modules),
    )
