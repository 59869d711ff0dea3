"""What the API says of "You said, we did": its issues as they are written."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, case, func, select
from strawberry import ID, Info

from core.sdk import Context, computed, connection, lookup, node, through
from plugins.council import models
from plugins.council.enums import (
    BulletinStatus,
    LeftOut,
    ProposalStatus,
    SourceKind,
    Theme,
    Told,
)
from plugins.council.graphql.publication import is_out
from plugins.council.permissions import PROPOSAL_READ
from plugins.council.queries.bulletins import notice_board

MODULE = "council"


@node(models.BulletinEntry, permission=PROPOSAL_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilBulletinEntry:
    id: ID
    bulletin_id: ID
    proposal_id: ID
    position: int
    theme: Theme
    status: ProposalStatus
    told: Told
    you_said: str
    we_did: str
    until_on: date | None
    easy_said: str | None
    easy_did: str | None
    welsh_said: str | None
    welsh_did: str | None
    left_out: LeftOut | None
    proposal_number: int = computed(through("proposal_id", models.Proposal, "number"))
    proposal_idea: str = computed(through("proposal_id", models.Proposal, "idea"))


def _status(row: Any) -> ColumnElement[str]:
    """Say where an issue stands: what the gate took back by itself is taken back."""
    publication = models.Publication
    seen = (
        select(publication.id)
        .where(
            publication.tenant_id == row.tenant_id,
            publication.source_kind == SourceKind.FEEDBACK,
            publication.source_id == row.id,
            is_out(publication),
        )
        .correlate(row)
        .exists()
    )
    gone = and_(row.status == BulletinStatus.PUBLISHED, ~seen)
    return case((gone, BulletinStatus.TAKEN_BACK.value), else_=row.status)


def _places(row: Any) -> ColumnElement[int]:
    hit = models.Hit
    return (
        select(func.count())
        .select_from(hit)
        .where(
            hit.tenant_id == row.tenant_id,
            hit.source_kind == SourceKind.FEEDBACK,
            hit.source_id == row.id,
            hit.is_current,
            hit.resolution.is_(None),
        )
        .correlate(row)
        .scalar_subquery()
    )


def _told(row: Any) -> ColumnElement[int]:
    entry = models.BulletinEntry
    return (
        select(func.count())
        .select_from(entry)
        .where(entry.tenant_id == row.tenant_id, entry.bulletin_id == row.id, entry.left_out.is_(None))
        .correlate(row)
        .scalar_subquery()
    )


@node(models.Bulletin, permission=PROPOSAL_READ, module=MODULE, sorted_by=("-number", "id"))
class CouncilBulletin:
    """An issue as it is written. What of it is published is in the publications."""

    id: ID
    council_id: ID
    meeting_id: ID | None
    number: int
    created_at: datetime
    checked_at: datetime | None
    approved_at: datetime | None
    published_on: date | None
    taken_back_on: date | None
    entries: list[CouncilBulletinEntry]
    status: BulletinStatus = computed(_status)
    council_name: str = computed(through("council_id", models.Council, "name"))
    met_on: date | None = computed(through("meeting_id", models.Meeting, "held_on"))
    answers_told: int = computed(_told)
    places_waiting: int = computed(_places)


@strawberry.type
class CouncilNoticeBoard:
    """Whether everybody may see what the council published."""

    is_open: bool
    since: datetime | None


async def _notice_board(info: Info[Context, None]) -> CouncilNoticeBoard:
    viewer = info.context.viewer
    viewer.require(PROPOSAL_READ)
    async with info.context.database.read(viewer) as session:
        last = await notice_board(session)
    return CouncilNoticeBoard(
        is_open=last is not None and last.is_open, since=last.created_at if last else None
    )


class BulletinQuery:
    council_bulletins = connection(
        CouncilBulletin,
        filters=("council_id", "status"),
        orders=("number", "published_on"),
        description="Issues of “You said, we did”, those being written too.",
    )
    council_bulletin = lookup(CouncilBulletin)
    council_bulletin_entry = lookup(CouncilBulletinEntry)
    council_notice_board: Any = strawberry.field(
        resolver=_notice_board, description="Whether everybody may see what the council published."
    )
