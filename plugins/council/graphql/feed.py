"""The calendar of a council in the API; its address is in the one answer that makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, NotFound, as_uuid, mutation, writing
from plugins.council import services
from plugins.council.permissions import CALENDAR_SHARE


@strawberry.type
class CouncilCalendar:
    """The calendar of a council's meetings. Without `madeAt` it has no address."""

    council_id: ID
    name: str
    made_at: datetime | None = None
    last_used_at: datetime | None = None
    path: str = ""
    """The address itself: in the one answer that makes it, and nowhere else."""


async def _calendar(info: Info[Context, None], council_id: ID) -> CouncilCalendar | None:
    viewer, wanted = info.context.viewer, as_uuid(council_id)
    viewer.require(CALENDAR_SHARE)
    async with info.context.database.read(viewer) as session:
        try:
            council, standing = await services.calendar_standing(session, viewer, wanted)
        except NotFound:
            return None
    return CouncilCalendar(
        council_id=council_id,
        name=council.name,
        made_at=standing.made_at if standing else None,
        last_used_at=standing.last_used_at if standing else None,
    )


read_calendar: Any = strawberry.field(
    resolver=_calendar,
    description="The calendar of a council's meetings; null where there is no such council.",
)


class FeedQuery:
    council_calendar = read_calendar


class FeedMutation:
    @mutation("Make the address of a council's calendar; the one there was is dead at once.")
    async def council_make_calendar(self, info: Info[Context, None], council_id: ID) -> CouncilCalendar:
        wanted = as_uuid(council_id)
        async with writing(info) as (session, viewer):
            made = await services.make_calendar(session, viewer, wanted)
            council, _standing = await services.calendar_standing(session, viewer, wanted)
        return CouncilCalendar(council_id=council_id, name=council.name, path=made.path)

    @mutation("Make the address of a council's calendar useless.")
    async def council_end_calendar(self, info: Info[Context, None], council_id: ID) -> CouncilCalendar:
        async with writing(info) as (session, viewer):
            council = await services.end_calendar(session, viewer, as_uuid(council_id))
        return CouncilCalendar(council_id=council_id, name=council.name)
