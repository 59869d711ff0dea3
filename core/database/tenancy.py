"""The settings that row-level security reads, set as the first awaited statement of a transaction."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from structlog.contextvars import get_contextvars

from core.accounts.viewer import Viewer

# Local to the transaction (`true`): a session-level setting would reach the pool's next user.
OUTDATED = "GH001"
"""The code of our own with which `require_rights_of` fails."""
SETTINGS = text(
    "SELECT set_config('app.tenant_id', :tenant_id, true), set_config('app.account_id', :account_id, true),"
    " set_config('app.partner_id', :partner_id, true), set_config('app.person_id', :person_id, true),"
    " set_config('app.correlation_id', :correlation_id, true),"
    " set_config('statement_timeout', :statement_timeout, true)",
)


def beginning(viewer: Viewer, *, statement_seconds: float = 0, writes: bool = False) -> str:
    """Return what begins a transaction in the viewer's prison.

    Several commands in one round trip take no parameters; nothing is written into them but ids and numbers.
    Where the viewer's rights are remembered, they are proved in passing: PostgreSQL fails with OUTDATED.
    """
    return (
        f"BEGIN READ {'WRITE' if writes else 'ONLY'};"
        f"SELECT set_config('app.tenant_id', {_quoted(viewer.tenant_id)}, true),"
        f" set_config('app.account_id', {_quoted(viewer.account_id)}, true),"
        f" set_config('app.partner_id', {_quoted(viewer.partner_id)}, true),"
        f" set_config('app.person_id', {_quoted(viewer.person_id)}, true),"
        f" set_config('statement_timeout', '{round(statement_seconds * 1000):d}ms', true)"
        f"{'' if viewer.rights_at is None else f', require_rights_of({viewer.rights_at:d})'}"
    )


def _quoted(value: UUID | None) -> str:
    """Write an id as a literal of SQL; TypeError for anything that is no id."""
    if value is None:
        return "''"
    if not isinstance(value, UUID):
        raise TypeError("Only an id is written into a statement.")
    return f"'{value}'"


async def enter_tenant(
    connection: AsyncConnection | AsyncSession, viewer: Viewer, *, statement_seconds: float = 0
) -> None:
    """Say who acts in which prison; an absent tenant makes every tenant table an error, not a full table.

    A statement, and its waiting for locks, is broken off after `statement_seconds`; 0 sets no limit.
    """
    await connection.execute(
        SETTINGS,
        {
            "tenant_id": str(viewer.tenant_id or ""),
            "account_id": str(viewer.account_id),
            "partner_id": str(viewer.partner_id or ""),
            "person_id": str(viewer.person_id or ""),
            "correlation_id": str(get_contextvars().get("correlation_id", "")),
            "statement_timeout": f"{round(statement_seconds * 1000)}ms",
        },
    )
