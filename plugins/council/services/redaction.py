"""A text is looked over as it is written, and a person decides about each place that was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, NotFound, Viewer, now, translate
from plugins.council.enums import HitKind, Resolution, SourceKind, WordUse
from plugins.council.models import Hit, Word
from plugins.council.permissions import REDACT
from plugins.council.queries import known_here
from plugins.council.rules import redaction as rules
from plugins.council.rules.folding import fold_bare
from plugins.council.rules.scan import Known, scan
from plugins.council.services.sources import Source, read_source

LONGEST_INSTEAD = 80
Place = tuple[str, str, HitKind, int, int]
"""Field, digest of its text, kind, first and past: where a hit is."""


async def look_over(
    session: AsyncSession, source: Source, *, by: UUID | None = None, known: Known | None = None
) -> list[Hit]:
    """Scan a source as it is now and return its hits; what a change took out of the text is said so.

    A decision stays where the text of its passage is still the same; a changed text opens its hits anew.
    """
    looked_for = known or await known_here(session)
    places: dict[Place, None] = {}
    for passage in source.passages:
        digest = rules.digest_of(passage.text)
        for hit in scan(passage.text, looked_for):
            places[passage.field, digest, hit.kind, hit.start, hit.end] = None
    rows = {_place(row): row for row in await _hits_of(session, source.kind, source.id)}
    texts = {(one.field, rules.digest_of(one.text)) for one in source.passages}
    for place, row in rows.items():
        row.is_current = place in places
        if row.is_current and row.resolution is Resolution.CORRECTED:  # the text reads so again
            row.resolution = row.resolved_by = row.resolved_at = None
        if row.resolution is None and (row.field, row.digest) not in texts and by is not None:
            row.resolution, row.resolved_by, row.resolved_at = Resolution.CORRECTED, by, now()
    session.add_all(_hit_row(source, place) for place in places if place not in rows)
    await session.flush()
    return [row for row in await _hits_of(session, source.kind, source.id) if row.is_current]


async def resolve_hits(
    session: AsyncSession,
    viewer: Viewer,
    hit_ids: Collection[UUID],
    *,
    resolution: Resolution,
    said_instead: str = "",
    remember: bool = False,
) -> list[Hit]:
    """Decide about places that were found, all alike; `remember` keeps the word for this prison."""
    viewer.require(REDACT)
    rows = list(
        await session.scalars(select(Hit).where(Hit.id.in_(hit_ids)).order_by(Hit.id).with_for_update())
    )
    if not rows or len(rows) < len(set(hit_ids)):
        raise NotFound(translate("That place is not in this prison's texts."), "hitIds")
    if not all(row.is_current for row in rows):
        raise Conflict(translate("The text was changed meanwhile. Look at it as it is now."))
    instead = " ".join(said_instead.split()) if resolution is Resolution.GENERALISED else ""
    await _check(session, rows, resolution, instead)
    for row in rows:
        row.resolution, row.said_instead = resolution, instead or None
        row.resolved_by, row.resolved_at = viewer.account_id, now()
    if remember and resolution is Resolution.HARMLESS:
        await _remember(session, viewer, rows)
    await session.flush()
    return rows


async def open_hits(session: AsyncSession, kind: SourceKind, source_id: UUID) -> int:
    """Count the places of a source that nobody has decided about."""
    return sum(row.is_current and row.resolution is None for row in await _hits_of(session, kind, source_id))


async def _check(session: AsyncSession, rows: Sequence[Hit], resolution: Resolution, instead: str) -> None:
    if any(resolution not in rules.CHOICES[row.kind] for row in rows):
        said = translate(
            "What reads as a prison number is never published. Leave it out, or write the text otherwise."
        )
        raise Invalid(said, "resolution")
    if resolution is not Resolution.GENERALISED:
        return
    if not 1 <= len(instead) <= LONGEST_INSTEAD:
        raise Invalid(
            translate("Say in 80 characters at most what stands there instead, such as “a wing”."), "instead"
        )
    if scan(instead, await known_here(session)):
        raise Invalid(
            translate("That, too, names somebody or a place. Say it more generally, such as “a wing”."),
            "instead",
        )


async def _remember(session: AsyncSession, viewer: Viewer, rows: Sequence[Hit]) -> None:
    """Keep single words as no names, or as no matter of security, for what is written from now on."""
    known = {row.folded for row in await session.scalars(select(Word))}
    for row in rows:
        word = await word_at(session, row)
        folded = fold_bare(word)
        use = WordUse.NOT_SECURITY if row.kind is HitKind.SECURITY else WordUse.NO_NAME
        if folded and folded not in known and (use is WordUse.NOT_SECURITY or len(word.split()) == 1):
            session.add(Word(word=word, folded=folded, use=use, added_by=viewer.account_id))
            known.add(folded)


async def word_at(session: AsyncSession, row: Hit) -> str:
    """Return what stands at the place of a hit."""
    source = await read_source(session, row.source_kind, row.source_id)
    texts = {one.field: one.text for one in source.passages}
    return texts[row.field][row.first : row.past]


async def _hits_of(session: AsyncSession, kind: SourceKind, source_id: UUID) -> list[Hit]:
    wanted = select(Hit).where(Hit.source_kind == kind, Hit.source_id == source_id)
    return list(await session.scalars(wanted.order_by(Hit.field, Hit.first, Hit.past, Hit.kind)))


def _place(row: Hit) -> Place:
    return (row.field, row.digest, row.kind, row.first, row.past)


def _hit_row(source: Source, place: Place) -> Hit:
    field, digest, kind, first, past = place
    return Hit(
        source_kind=source.kind,
        source_id=source.id,
        field=field,
        digest=digest,
        kind=kind,
        first=first,
        past=past,
        is_current=True,
    )
