"""A text as somebody sees it who decides what is left out: every place found today, and the decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, translate
from plugins.council.enums import Resolution, SourceKind
from plugins.council.models import Hit
from plugins.council.permissions import REDACT
from plugins.council.queries import hold_councils, known_here
from plugins.council.rules.folding import fold_bare
from plugins.council.rules.redaction import digest_of, overlapping
from plugins.council.rules.scan import Hit as Found
from plugins.council.rules.scan import scan
from plugins.council.services.redaction import look_over, resolve_hits
from plugins.council.services.sources import Source, read_source


@dataclass(frozen=True, slots=True)
class Place:
    """Hits that lie over each other: a person decides about them as one."""

    key: str
    """What the place is known by in this exact text."""
    word_key: str
    """The same for all places in the source at which the same word stands for the same reasons."""
    field: str
    words: str
    hits: tuple[Found, ...]
    resolution: Resolution | None
    said_instead: str

    @property
    def start(self) -> int:
        return min(hit.start for hit in self.hits)

    @property
    def end(self) -> int:
        return max(hit.end for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Review:
    """A source with its places, in the order of the text."""

    source: Source
    places: tuple[Place, ...]

    @property
    def waiting(self) -> int:
        return sum(one.resolution is None for one in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about some places, all alike."""

    keys: tuple[str, ...]
    resolution: Resolution
    said_instead: str = ""
    remember: bool = False


async def read_review(session: AsyncSession, viewer: Viewer, kind: SourceKind, source_id: UUID) -> Review:
    """Scan a text as it is now; nothing is written by looking."""
    viewer.require(REDACT)
    source = await read_source(session, kind, source_id)
    known = await known_here(session)
    rows = await session.scalars(select(Hit).where(Hit.source_kind == kind, Hit.source_id == source_id))
    decided = {(row.field, row.digest, row.kind, row.first, row.past): row for row in rows}
    places = []
    for passage in source.passages:
        digest = digest_of(passage.text)
        for group in overlapping(scan(passage.text, known)):
            found = [decided.get((passage.field, digest, hit.kind, hit.start, hit.end)) for hit in group]
            places.append(_place(passage.field, passage.text, digest, group, found))
    return Review(source, tuple(places))


def _place(field: str, text: str, digest: str, group: tuple[Found, ...], rows: Sequence[Hit | None]) -> Place:
    start, end = min(hit.start for hit in group), max(hit.end for hit in group)
    kinds = sorted({hit.kind.value for hit in group})
    first = rows[0]
    answers = {None if row is None else row.resolution for row in rows} - {Resolution.CORRECTED}
    return Place(
        key=digest_of(field, digest, str(start), str(end), *kinds)[:16],
        word_key=digest_of(fold_bare(text[start:end]), *kinds)[:16],
        field=field,
        words=text[start:end],
        hits=group,
        resolution=answers.pop() if len(answers) == 1 and None not in rows else None,
        said_instead=(first.said_instead or "") if first is not None else "",
    )


async def decide_places(
    session: AsyncSession,
    viewer: Viewer,
    kind: SourceKind,
    source_id: UUID,
    *,
    decisions: Sequence[Decision],
) -> Review:
    """Write down what a person decided; where the text changed meanwhile, nothing is kept."""
    viewer.require(REDACT)
    await hold_councils(session)
    review = await read_review(session, viewer, kind, source_id)
    rows = {
        (row.field, row.kind, row.first, row.past): row.id for row in await look_over(session, review.source)
    }
    places: Mapping[str, Place] = {one.key: one for one in review.places}
    for decision in decisions:
        if not set(decision.keys) <= set(places):
            raise Conflict(translate("The text was changed meanwhile. Look at it as it is now."))
        ids = [
            rows[place.field, hit.kind, hit.start, hit.end]
            for place in map(places.__getitem__, decision.keys)
            for hit in place.hits
        ]
        if ids:
            await resolve_hits(
                session,
                viewer,
                ids,
                resolution=decision.resolution,
                said_instead=decision.said_instead,
                remember=decision.remember,
            )
    return await read_review(session, viewer, kind, source_id)
