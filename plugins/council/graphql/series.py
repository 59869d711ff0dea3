"""What the API says of when councils meet."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased
from strawberry import ID

from core.sdk import computed, node, through, today
from plugins.council import models
from plugins.council.enums import MeetingState, Rhythm
from plugins.council.graphql.nodes import MODULE
from plugins.council.permissions import MEETING_READ


def _meetings_to_come(row: Any) -> ColumnElement[int]:
    coming = aliased(models.Meeting)
    return (
        select(func.count())
        .select_from(coming)
        .where(
            coming.tenant_id == row.tenant_id,
            coming.series_id == row.id,
            coming.state == MeetingState.SCHEDULED,
            coming.held_on >= today(),
        )
        .correlate(row)
        .scalar_subquery()
    )


@node(models.Series, permission=MEETING_READ, module=MODULE, sorted_by=("name", "id"))
class CouncilSeries:
    id: ID
    council_id: ID
    name: str
    rhythm: Rhythm
    every: int
    weekday: int
    place_in_month: int | None
    starts_at: time
    ends_at: time
    place: str
    standing: list[str]
    first_on: date
    ended_on: date | None
    is_going_on: bool = computed(lambda row: row.ended_on.is_(None))
    meetings_to_come: int = computed(_meetings_to_come)
    council_name: str = computed(through("council_id", models.Council, "name"))
