"""Notes who looked at whose record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.contextvars import get_contextvars

from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.database.statements import Statement
from core.identifiers import uuid7


async def record_reads(
    connection: AsyncConnection, viewer: Viewer, looked_at: Sequence[tuple[str, UUID]]
) -> None:
    """Add an entry for each record that was shown."""
    if looked_at:
        await connection.execute(insert(ReadEntry), _entries(viewer, looked_at))


async def note_reads(connection: Any, viewer: Viewer, looked_at: Sequence[tuple[str, UUID]]) -> None:
    """Do the same on a connection of the straight way."""
    for entry in _entries(viewer, looked_at):
        await connection.execute(NOTE.text, *NOTE.arguments(entry))


def _entries(viewer: Viewer, looked_at: Sequence[tuple[str, UUID]]) -> list[dict[str, Any]]:
    correlation_id = get_contextvars().get("correlation_id")
    return [
        {
            "tenant_id": viewer.tenant_id,
            "id": uuid7(),
            "account_id": viewer.account_id,
            "correlation_id": correlation_id,
            "node": node,
            "row_id": row_id,
        }
        for node, row_id in looked_at
    ]


COLUMNS = ("tenant_id", "id", "account_id", "correlation_id", "node", "row_id")
NOTE = Statement.of(insert(ReadEntry).values({name: bindparam(name, None) for name in COLUMNS}))
