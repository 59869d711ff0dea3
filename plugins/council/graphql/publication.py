"""What the API says of texts looked over, and of what was published: of that only what is out now."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, computed, connection, lookup, mutation, node, writing
from plugins.council import services
from plugins.council.enums import HitKind, Release, Resolution, SourceKind, Theme, WithdrawReason
from plugins.council.models import Hit, Passage, Publication
from plugins.council.permissions import PUBLISHED_READ, REDACT
from plugins.council.rules.topics import TITLE

MODULE = "council"


def has_open_hits(kind: SourceKind) -> Callable[[Any], ColumnElement[bool]]:
    """Say of a source of this kind whether somebody has still to decide about a place in it."""
    return lambda row: exists(
        select(Hit.id)
        .where(
            Hit.tenant_id == row.tenant_id,
            Hit.source_kind == kind,
            Hit.source_id == row.id,
            Hit.is_current,
            Hit.resolution.is_(None),
        )
        .correlate(row)
    )


def is_out(row: Any) -> ColumnElement[bool]:
    """Say of an entry of a history whether it is the last and was not taken back."""
    later = aliased(Publication)
    overtaken = exists(
        select(later.id)
        .where(
            later.tenant_id == row.tenant_id,
            later.source_kind == row.source_kind,
            later.source_id == row.source_id,
            later.number > row.number,
        )
        .correlate(row)
    )
    return and_(row.release != Release.WITHDRAWN, ~overtaken)


@node(Passage, permission=PUBLISHED_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilPassage:
    id: ID
    position: int
    heading: str
    text: str
    is_title: bool = computed(lambda row: row.field.endswith(TITLE))


def _all_words(row: Any) -> ColumnElement[str]:
    """Return all that is out of a text, for the search."""
    return (
        select(func.string_agg(Passage.text, " "))
        .where(Passage.tenant_id == row.tenant_id, Passage.publication_id == row.id)
        .correlate(row)
        .scalar_subquery()
    )


@node(
    Publication,
    permission=PUBLISHED_READ,
    module=MODULE,
    sorted_by=("-about_on", "id"),
    only=is_out,
)
class CouncilPublication:
    """What is published now. What was taken back or came before is not to be had."""

    id: ID
    source_kind: SourceKind
    source_id: ID
    number: int
    release: Release
    title: str
    theme: Theme | None
    about_on: date
    language: str
    created_at: datetime
    passages: list[CouncilPassage]


@node(
    Hit, permission=REDACT, module=MODULE, sorted_by=("field", "first", "id"), only=lambda row: row.is_current
)
class CouncilHit:
    """A place in a text, and what was decided about it."""

    id: ID
    source_kind: SourceKind
    source_id: ID
    field: str
    kind: HitKind
    first: int
    past: int
    resolution: Resolution | None
    said_instead: str | None
    resolved_at: datetime | None
    is_open: bool = computed(lambda row: row.resolution.is_(None))


class PublicationQuery:
    council_publications = connection(
        CouncilPublication,
        filters=("source_kind", "source_id", "theme", "about_on", "release"),
        orders=("about_on", "created_at"),
        search=_all_words,
        description="What the councils of this prison published and did not take back.",
    )
    council_publication = lookup(CouncilPublication)
    council_hits = connection(
        CouncilHit,
        filters=("source_kind", "source_id", "kind", "is_open"),
        orders=("field", "first"),
        description="Places in texts that name somebody or touch security, and what was decided.",
    )


@strawberry.type
class CouncilTakenBack:
    """Which entry of its history took a text back."""

    number: int


class PublicationMutation:
    @mutation("Publish a text as it was looked over; nothing goes out while a place waits for a decision.")
    async def council_publish(
        self, info: Info[Context, None], kind: SourceKind, source_id: ID
    ) -> CouncilPublication:
        async with writing(info) as (session, viewer):
            row = await services.publish(session, viewer, kind, as_uuid(source_id))
        return await answer(info, CouncilPublication, row.id)

    @mutation("Take back what was published; that it was out stays in its history.")
    async def council_withdraw(
        self, info: Info[Context, None], kind: SourceKind, source_id: ID, reason: WithdrawReason
    ) -> CouncilTakenBack:
        async with writing(info) as (session, viewer):
            row = await services.withdraw(session, viewer, kind, as_uuid(source_id), reason=reason)
        return CouncilTakenBack(number=row.number)
