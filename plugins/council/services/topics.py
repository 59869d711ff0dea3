"""One topic over the years: what was published of it, and for those with the right what was not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, long_date, translate
from plugins.council.enums import SourceKind, Theme
from plugins.council.models import (
    Item,
    Meeting,
    Minutes,
    Passage,
    Proposal,
    Publication,
    Version,
    VersionSection,
)
from plugins.council.permissions import MINUTES_READ, PROPOSAL_READ, PUBLISHED_READ
from plugins.council.rules.topics import Said, Topic, parts_of, theme_told
from plugins.council.services.rescanning import published_now

ITEM = "item/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one text says of a topic, on the day it is about."""

    on: date
    kind: SourceKind
    title: str
    source_id: UUID
    publication_id: UUID | None = None
    """None where it is not published."""
    theme: Theme | None = None
    passages: tuple[Said, ...]
    passage_ids: tuple[UUID, ...] = ()
    """Of a published text."""
    language: str = ""


async def read_topic(
    session: AsyncSession, viewer: Viewer, topic: Topic, *, unpublished: bool = False
) -> list[Entry]:
    """Return everything about a topic in the order of time."""
    viewer.require(PUBLISHED_READ)
    if topic.is_nothing:
        return []
    themes = await _themes_of_items(session)
    narrowed = [_narrowed(one, topic, themes) for one in await published_texts(session)]
    found = [one for one in narrowed if one.passages]
    if unpublished and viewer.may(PROPOSAL_READ):
        found += await _proposals(session, topic)
    if unpublished and viewer.may(MINUTES_READ):
        found += await _minutes(session, topic, themes)
    return sorted(found, key=lambda one: (one.on, one.title, one.publication_id is None))


async def _themes_of_items(session: AsyncSession) -> Mapping[str, Theme]:
    """Return the theme of each point that was about a proposal, by its passage of the minutes."""
    rows = await session.execute(
        select(Item.id, Proposal.theme).join(
            Proposal, (Proposal.tenant_id == Item.tenant_id) & (Proposal.id == Item.proposal_id)
        )
    )
    return {f"{ITEM}{row.id}": row.theme for row in rows}


async def published_texts(session: AsyncSession, passage_ids: Collection[UUID] | None = None) -> list[Entry]:
    """Return all that is out now, oldest first; of some passages only those, as far as they still are."""
    rows = await published_now(session)
    wanted = select(Passage).where(Passage.publication_id.in_([row.id for row in rows]))
    if passage_ids is not None:
        wanted = wanted.where(Passage.id.in_(passage_ids))
    passages: dict[UUID, list[Passage]] = {}
    for one in await session.scalars(wanted.order_by(Passage.position)):
        passages.setdefault(one.publication_id, []).append(one)
    found = (_entry(row, passages[row.id]) for row in rows if row.id in passages)
    return sorted(found, key=lambda one: (one.on, one.title))


def _entry(row: Publication, passages: Sequence[Passage]) -> Entry:
    return Entry(
        on=row.about_on,
        kind=row.source_kind,
        title=row.title,
        source_id=row.source_id,
        publication_id=row.id,
        passages=tuple(Said(one.field, one.heading, one.text) for one in passages),
        passage_ids=tuple(one.id for one in passages),
        theme=row.theme,
        language=row.language,
    )


def _narrowed(one: Entry, topic: Topic, themes: Mapping[str, Theme]) -> Entry:
    """Return of a text what the topic holds; it may be nothing."""
    ids = dict(zip((said.field for said in one.passages), one.passage_ids, strict=True))
    about = _about(one.kind, one.passages, topic, one.theme, themes)
    return replace(one, passages=about, passage_ids=tuple(ids[said.field] for said in about))


def _about(
    kind: SourceKind,
    passages: Iterable[Said],
    topic: Topic,
    theme: Theme | None,
    themes: Mapping[str, Theme],
) -> tuple[Said, ...]:
    """Return the parts of a text that the topic holds."""
    return tuple(
        one
        for part in parts_of(kind, passages)
        if topic.holds(part, _theme(kind, part, theme, themes))
        for one in part
    )


def _theme(
    kind: SourceKind, part: Sequence[Said], theme: Theme | None, themes: Mapping[str, Theme]
) -> Theme | None:
    if kind is SourceKind.FEEDBACK:
        return theme_told(part)
    if kind is SourceKind.MINUTES:
        return next((themes[one.field] for one in part if one.field in themes), None)
    return theme


async def _proposals(session: AsyncSession, topic: Topic) -> list[Entry]:
    """Return what is not published of proposals: what was asked, and where it stands."""
    out = {row.source_id for row in await published_now(session) if row.source_kind is SourceKind.PROPOSAL}
    rows = await session.scalars(select(Proposal).order_by(Proposal.number))
    return [
        Entry(
            on=row.status_on,
            kind=SourceKind.PROPOSAL,
            title=translate("Proposal {number}").format(number=row.number),
            source_id=row.id,
            passages=about,
        )
        for row in rows
        if row.id not in out and (about := _about(SourceKind.PROPOSAL, _asked(row), topic, row.theme, {}))
    ]


def _asked(row: Proposal) -> tuple[Said, ...]:
    return (
        Said("problem", translate("What is wrong today"), row.problem),
        Said("idea", translate("What the council asks for"), row.idea),
        Said("status", translate("Where it stands"), str(row.status.label)),
    )


async def _minutes(session: AsyncSession, topic: Topic, themes: Mapping[str, Theme]) -> list[Entry]:
    """Return minutes whose last version is not what is out."""
    rows = await session.execute(
        select(Minutes.id, Meeting.held_on, VersionSection)
        .join(Meeting, (Meeting.tenant_id == Minutes.tenant_id) & (Meeting.id == Minutes.meeting_id))
        .join(
            Version,
            (Version.tenant_id == Minutes.tenant_id)
            & (Version.minutes_id == Minutes.id)
            & (Version.number == Minutes.number),
        )
        .join(
            VersionSection,
            (VersionSection.tenant_id == Version.tenant_id) & (VersionSection.version_id == Version.id),
        )
        .where(Minutes.published_number.is_distinct_from(Minutes.number))
        .order_by(VersionSection.position)
    )
    sections: dict[tuple[UUID, date], list[Said]] = {}
    for row in rows:
        one = row.VersionSection
        sections.setdefault((row.id, row.held_on), []).append(Said(one.field, one.heading, one.text))
    return [
        Entry(
            on=held_on,
            kind=SourceKind.MINUTES,
            title=translate("Minutes of {day}").format(day=long_date(held_on)),
            source_id=minutes_id,
            passages=about,
        )
        for (minutes_id, held_on), said in sections.items()
        if (about := _about(SourceKind.MINUTES, said, topic, None, themes))
    ]
