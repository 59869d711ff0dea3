"""Notes who took a list away as a file, before the first byte leaves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.contextvars import get_contextvars

from core.accounts.viewer import Viewer
from core.audit.models import ExportEntry
from core.identifiers import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file of rows that somebody takes away: which rows, never what is in them."""

    list_name: str
    """Module and list, such as `vetting.cases`."""
    about: UUID | None = None
    """The one thing that the list belongs to, such as an import."""
    filters: tuple[str, ...] = ()
    """Names of the filters that narrowed it; what was typed into them may name somebody and is not kept."""
    row_count: int
    format: str


async def record_export(connection: AsyncConnection, viewer: Viewer, taken: Export) -> None:
    """Add an entry for a file, in the transaction given."""
    row = {
        "tenant_id": viewer.tenant_id,
        "id": uuid7(),
        "account_id": viewer.account_id,
        "correlation_id": get_contextvars().get("correlation_id"),
        "list_name": taken.list_name,
        "about": taken.about,
        "filters": sorted(taken.filters),
        "row_count": taken.row_count,
        "format": taken.format,
    }
    await connection.execute(insert(ExportEntry), [row])
