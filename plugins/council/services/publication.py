"""The gate: what leaves the house leaves through `publish`, scanned that moment, and as a copy of its own.

Each outlet (page, paper, feed, search, export, mail, what goes to HMPPS) reads publications, nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    NotFound,
    Viewer,
    current_language,
    reports,
    translate,
    translate_plural,
    uuid7,
)
from core.sdk import lazy_gettext as _
from plugins.council.enums import Release, SourceKind, WithdrawReason
from plugins.council.models import Hit, Passage, Publication
from plugins.council.permissions import PUBLISH
from plugins.council.queries import hold_councils, known_here
from plugins.council.queries.minutes import without_consent
from plugins.council.rules import redaction as rules
from plugins.council.rules.redaction import Kept, Redacted
from plugins.council.rules.scan import Hit as Found
from plugins.council.rules.scan import Known
from plugins.council.services.national import share_proposal
from plugins.council.services.redaction import look_over
from plugins.council.services.sources import PUBLISHED, Source, Written, read_source

STANDING = frozenset({Release.PUBLISHED, Release.CORRECTED})
"""What a person let out. The same text again is then no news; after a mask it says that somebody looked."""
PAPER_GOES = {
    Release.CORRECTED: reports.TakenBack.CORRECTED,
    Release.MASKED: reports.TakenBack.REDACTED,
    Release.WITHDRAWN: reports.TakenBack.WITHDRAWN,
}
"""What becomes of kept files: they show what was out before, so none of them outlives it."""
NOT_AGREED = _("[left out: somebody has not agreed to it]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A passage as it is published."""

    field: str
    heading: str
    redacted: Redacted


async def publish(session: AsyncSession, viewer: Viewer, kind: SourceKind, source_id: UUID) -> Publication:
    """Publish a source as it is now, with what was decided left out; the same text twice is once.

    Refuses while somebody has still to decide about a place that today's scan finds.
    """
    viewer.require(PUBLISH)
    await hold_councils(session)
    source = await read_source(session, kind, source_id)
    if source.not_yet:
        raise Conflict(str(source.not_yet))
    known = await known_here(session)
    hits = await look_over(session, source, known=known)
    if waiting := sum(hit.resolution is None for hit in hits):
        raise Conflict(_places_wait(waiting))
    silent = await without_consent(session, kind, source_id)
    printed = [
        Printed(one.field, one.heading, unagreed()) if one.field in silent else _print(one, hits, known)
        for one in source.passages
    ]
    _check_whole(printed, known)
    before = await last_publication(session, kind, source_id)
    row = _row(source, viewer, printed, before)
    if before is not None and before.release in STANDING and before.digest == row.digest:
        return before
    await add_publication(session, viewer, row, printed)
    if kind in PUBLISHED:
        await PUBLISHED[kind](session, source_id)
    return row


async def withdraw(
    session: AsyncSession, viewer: Viewer, kind: SourceKind, source_id: UUID, *, reason: WithdrawReason
) -> Publication:
    """Take back what was published of a source; that it was out, and when, stays in its history."""
    viewer.require(PUBLISH)
    await hold_councils(session)
    before = await last_publication(session, kind, source_id)
    if before is None:
        raise NotFound(translate("Nothing of this was published."), "sourceId")
    if before.release is Release.WITHDRAWN:
        return before
    return await add_publication(session, viewer, next_row(before, viewer, Release.WITHDRAWN, reason), ())


async def last_publication(session: AsyncSession, kind: SourceKind, source_id: UUID) -> Publication | None:
    """Return the last entry of the history of a source; None where it was never published."""
    return await session.scalar(
        select(Publication)
        .where(Publication.source_kind == kind, Publication.source_id == source_id)
        .order_by(Publication.number.desc())
        .limit(1)
    )


async def add_publication(
    session: AsyncSession, viewer: Viewer, row: Publication, printed: Sequence[Printed]
) -> Publication:
    """Add the next entry of a history, with its passages; paper made of the last one is taken back."""
    session.add(row)
    await session.flush()
    session.add_all(
        Passage(
            publication_id=row.id,
            position=place,
            field=one.field,
            heading=one.heading,
            text=one.redacted.text,
            kept=[[kept.start, kept.end, kept.kind or ""] for kept in one.redacted.kept],
        )
        for place, one in enumerate(printed, start=1)
    )
    await session.flush()
    if row.source_kind is SourceKind.PROPOSAL:
        await share_proposal(session, row.source_id)  # what is taken back is taken back from HMPPS at once
    if row.release in PAPER_GOES:
        await reports.take_back_reports(session, viewer, (row.source_id,), why=PAPER_GOES[row.release])
    return row


def next_row(
    before: Publication,
    viewer: Viewer,
    release: Release,
    reason: WithdrawReason,
    printed: Sequence[Printed] = (),
) -> Publication:
    """Return the entry that follows on what was published, without asking its source again."""
    return Publication(
        id=uuid7(),
        source_kind=before.source_kind,
        source_id=before.source_id,
        number=before.number + 1,
        release=release,
        reason=reason,
        title=before.title,
        theme=before.theme,
        about_on=before.about_on,
        language=before.language,
        digest=_digest(before.title, printed),
        published_by=viewer.account_id,
    )


def _row(
    source: Source, viewer: Viewer, printed: Sequence[Printed], before: Publication | None
) -> Publication:
    return Publication(
        id=uuid7(),
        source_kind=source.kind,
        source_id=source.id,
        number=1 if before is None else before.number + 1,
        release=Release.PUBLISHED if before is None else Release.CORRECTED,
        title=source.title,
        theme=source.theme,
        about_on=source.about_on,
        language=current_language(),
        digest=_digest(source.title, printed),
        published_by=viewer.account_id,
    )


def unagreed() -> Redacted:
    """Return what stands where somebody's own words were, who does not agree to them."""
    said = str(NOT_AGREED)
    return Redacted(said, (Kept(0, len(said)),))


def _print(passage: Written, hits: Sequence[Hit], known: Known) -> Printed:
    decided = [
        rules.Decided(Found(hit.kind, hit.first, hit.past), hit.resolution, hit.said_instead or "")
        for hit in hits
        if hit.field == passage.field and hit.resolution is not None
    ]
    return Printed(passage.field, passage.heading, rules.redact(Redacted(passage.text), decided, known))


def _check_whole(printed: Sequence[Printed], known: Known) -> None:
    """Refuse where the end of one passage and the beginning of the next name somebody together."""
    whole, kept = "", []
    for one in printed:
        kept.append(Kept(len(whole), len(whole) + len(one.heading)))
        whole += f"{one.heading}\n"
        kept += [Kept(k.start + len(whole), k.end + len(whole), k.kind) for k in one.redacted.kept]
        whole += f"{one.redacted.text}\n"
    if found := rules.fresh_hits(Redacted(whole, tuple(kept)), known):
        said = translate(
            "Two passages that follow each other read like a name or a number: “{words}”. Part them."
        )
        raise Conflict(said.format(words=whole[found[0].start : found[0].end]))


def _digest(title: str, printed: Sequence[Printed]) -> str:
    return rules.digest_of(
        title, *(part for one in printed for part in (one.field, one.heading, one.redacted.text))
    )


def _places_wait(count: int) -> str:
    return translate_plural(
        "{count} place waits for a decision. Look at it first: nothing is published before.",
        "{count} places wait for a decision. Look at them first: nothing is published before.",
        count,
    ).format(count=count)
