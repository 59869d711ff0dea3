"""What is out of a source, with the days on which it was published, corrected and masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import pages
from plugins.council.enums import Release, SourceKind
from plugins.council.models import Passage, Publication
from plugins.council.rules.corrections import Entry


@dataclass(frozen=True, slots=True)
class WhatIsOut:
    """A published text as it reads now, and the history that led to it, oldest first."""

    publication: Publication
    passages: Sequence[Passage]
    history: Sequence[Entry]


async def what_is_out(session: AsyncSession, kind: SourceKind, source_id: UUID) -> WhatIsOut | None:
    """Return what is out of a source now; None where nothing is, or it was taken back."""
    wanted = select(Publication).where(Publication.source_kind == kind, Publication.source_id == source_id)
    entries = list(await session.scalars(wanted.order_by(Publication.number)))
    if not entries or entries[-1].release is Release.WITHDRAWN:
        return None
    rows = await session.scalars(
        select(Passage)
        .where(Passage.publication_id.in_([entry.id for entry in entries]))
        .order_by(Passage.position)
    )
    passages: dict[UUID, list[Passage]] = {entry.id: [] for entry in entries}
    for row in rows:
        passages[row.publication_id].append(row)
    history = [
        Entry(
            pages.day_of(entry.created_at),
            entry.release,
            {row.field: row.text for row in passages[entry.id]},
        )
        for entry in entries
    ]
    return WhatIsOut(entries[-1], passages[entries[-1].id], history)
