"""Notes who looked at whose record, for services: what the API looks up notes itself (`core/reads`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.contextvars import get_contextvars

from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.identifiers import uuid7


async def record_reads(
    connection: AsyncConnection, viewer: Viewer, looked_at: Sequence[tuple[str, UUID]]
) -> None:
    """Add an entry for each record that was shown."""
    if looked_at:
        entries = [entry(viewer, node, row_id) for node, row_id in looked_at]
        await connection.execute(insert(ReadEntry), entries)


def entry(viewer: Viewer, node: str, row_id: UUID) -> dict[str, Any]:
    """Return the columns of an entry."""
    return {
        "tenant_id": viewer.tenant_id,
        "id": uuid7(),
        "account_id": viewer.account_id,
        "correlation_id": get_contextvars().get("correlation_id"),
        "node": node,
        "row_id": row_id,
    }
