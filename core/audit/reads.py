"""Notes who looked at whose record, and tells it: what the API looks up notes itself (`core/reads`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from structlog.contextvars import get_contextvars

from core.accounts.models import Account
from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.clock import LONDON
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looked at a record: how often, and the last day; nameless when the account is gone."""

    name: str
    times: int
    last_on: date


async def readers_of(session: AsyncSession, node: str, row_id: UUID) -> list[Reader]:
    """Return who looked at a record, the last first. Whoever asks says first that the viewer may know."""
    last = func.max(ReadEntry.created_at)
    statement = (
        select(func.coalesce(Account.name, ""), func.count(), last)
        .outerjoin(Account, Account.id == ReadEntry.account_id)
        .where(ReadEntry.node == node, ReadEntry.row_id == row_id)
        .group_by(Account.id, Account.name)
        .order_by(last.desc())
    )
    found = await session.execute(statement)
    return [Reader(name, times, at.astimezone(LONDON).date()) for name, times, at in found]
