"""What is still published is scanned again: a new name, a withdrawn consent or a small wing takes it out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Job, JobContext, Viewer, enqueue, follow_names
from core.sdk import lazy_gettext as _
from plugins.council.enums import HitKind, Release, WithdrawReason
from plugins.council.models import Passage, Publication
from plugins.council.permissions import PUBLISH
from plugins.council.queries import hold_councils, known_here
from plugins.council.queries.minutes import without_consent
from plugins.council.rules import redaction as rules
from plugins.council.rules.redaction import Kept, Redacted
from plugins.council.rules.scan import Known
from plugins.council.services.publication import Printed, add_publication, next_row, unagreed
from plugins.council.services.redaction import look_over
from plugins.council.services.sources import read_source


async def rescan_published(session: AsyncSession, viewer: Viewer) -> list[Publication]:
    """Mask in all that is out what today's scan finds in it; return what was masked.

    Each is another entry of its history; its source has then an open place, which somebody decides about.
    """
    viewer.require(PUBLISH)
    await hold_councils(session)
    known = await known_here(session)
    return [
        masked
        for before in await published_now(session)
        if (masked := await _rescan(session, viewer, before, known)) is not None
    ]


async def published_now(session: AsyncSession) -> Sequence[Publication]:
    """Return the last entry of each history that was not taken back."""
    last = select(
        Publication.source_kind, Publication.source_id, func.max(Publication.number).label("number")
    ).group_by(Publication.source_kind, Publication.source_id)
    key = tuple_(Publication.source_kind, Publication.source_id, Publication.number)
    found = await session.scalars(
        select(Publication)
        .where(key.in_(last), Publication.release != Release.WITHDRAWN)
        .order_by(Publication.id)
    )
    return found.all()


async def _rescan(
    session: AsyncSession, viewer: Viewer, before: Publication, known: Known
) -> Publication | None:
    kind, source_id = before.source_kind, before.source_id
    silent = await without_consent(session, kind, source_id)
    passages = (
        await session.scalars(
            select(Passage).where(Passage.publication_id == before.id).order_by(Passage.position)
        )
    ).all()
    printed = [
        Printed(one.field, one.heading, unagreed() if one.field in silent else _masked(one, known))
        for one in passages
    ]
    changed = {one.field for one, row in zip(printed, passages, strict=True) if one.redacted.text != row.text}
    if not changed:
        return None
    reason = WithdrawReason.CONSENT_WITHDRAWN if changed & silent else WithdrawReason.NAME_FOUND
    row = next_row(before, viewer, Release.MASKED, reason, printed)
    made = await add_publication(session, viewer, row, printed)
    await look_over(session, await read_source(session, kind, source_id), known=known)
    return made


def _masked(row: Passage, known: Known) -> Redacted:
    kept = tuple(
        Kept(int(start), int(end), HitKind(str(kind)) if kind else None) for start, end, kind in row.kept
    )
    return rules.redact(Redacted(row.text, kept), (), known)


async def run_rescan(context: JobContext) -> None:
    """Scan all that is out; tell how much was masked."""
    async with context.finish() as session:
        context.result["masked"] = len(await rescan_published(session, context.viewer))


RESCAN = Job(
    name="council.rescan_published",
    run=run_rescan,
    title=_("Scan what the council published for new names"),
)
follow_names(RESCAN)


async def ask_rescan(session: AsyncSession, viewer: Viewer) -> None:
    """Have all that is out scanned, as soon as this transaction is through."""
    await enqueue(session, RESCAN, viewer)
