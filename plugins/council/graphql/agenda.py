"""What the API says of an agenda: its points, the papers to them, and the packs sent out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased
from strawberry import ID

from core.sdk import computed, node, through
from plugins.council import models
from plugins.council.enums import ItemKind, Theme
from plugins.council.graphql.actions import CouncilOutcome
from plugins.council.graphql.nodes import MODULE
from plugins.council.permissions import MEETING_READ

_CAME_FROM = through("from_item_id", models.Item, through("meeting_id", models.Meeting, "held_on"))


def has_gone_on(row: Any) -> ColumnElement[bool]:
    later = aliased(models.Item)
    return exists(
        select(later.id).where(later.tenant_id == row.tenant_id, later.from_item_id == row.id).correlate(row)
    )


@node(models.Item, permission=MEETING_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilItem:
    id: ID
    meeting_id: ID
    position: int
    kind: ItemKind
    title: str
    theme: Theme | None
    minutes: int | None
    proposal_id: ID | None
    closed_on: date | None
    outcomes: list[CouncilOutcome]
    came_from: date | None = computed(_CAME_FROM)
    went_on: bool = computed(has_gone_on)
    proposal_number: int | None = computed(through("proposal_id", models.Proposal, "number"))


def _page_of_paper(row: Any) -> ColumnElement[Any]:
    return (
        select(models.PackPart.first_page)
        .where(models.PackPart.tenant_id == row.tenant_id, models.PackPart.paper_id == row.id)
        .correlate(row)
        .scalar_subquery()
    )


@node(models.Paper, permission=MEETING_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilMeetingPaper:
    id: ID
    meeting_id: ID
    item_id: ID
    position: int
    title: str
    body: str
    page: int | None = computed(_page_of_paper)


@node(models.Pack, permission=MEETING_READ, module=MODULE, sorted_by=("number", "id"))
class CouncilPack:
    id: ID
    number: int
    issued_at: datetime
    first_page: int
    last_page: int
