"""What the API says of who may be ticked at a meeting, and who can be given an action."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, as_uuid
from plugins.council.enums import AttendanceState, MemberRole
from plugins.council.services.actions import list_colleagues
from plugins.council.services.ticking import Expected, expected_members, guests_at


@strawberry.type
class CouncilExpected:
    """Somebody on the roll on the day of a meeting, and what was ticked for them."""

    member_id: ID
    number: int
    name: str
    role: MemberRole
    wing: str
    state: AttendanceState | None
    declared_item_id: ID | None

    @classmethod
    def of(cls, one: Expected) -> CouncilExpected:
        declared = one.declared_item_id
        return cls(
            member_id=ID(str(one.member_id)),
            number=one.number,
            name=one.name,
            role=one.role,
            wing=one.wing,
            state=one.state,
            declared_item_id=None if declared is None else ID(str(declared)),
        )


async def _expected(info: Info[Context, None], meeting_id: ID) -> list[CouncilExpected]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        found = await expected_members(session, viewer, as_uuid(meeting_id))
    return [CouncilExpected.of(one) for one in found]


async def _guests(info: Info[Context, None], meeting_id: ID) -> list[MemberRole]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        return await guests_at(session, viewer, as_uuid(meeting_id))


read_expected: Any = strawberry.field(
    resolver=_expected, description="Who is on the roll on the day of a meeting, to be ticked."
)
read_guests: Any = strawberry.field(
    resolver=_guests, description="The roles of the guests at a meeting, as recorded."
)


@strawberry.type
class CouncilColleague:
    """Somebody who works here and can be given an action."""

    id: ID
    name: str


async def _colleagues(info: Info[Context, None]) -> list[CouncilColleague]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        found = await list_colleagues(session, viewer)
    return [CouncilColleague(id=ID(str(one.account_id)), name=one.name) for one in found]


read_colleagues: Any = strawberry.field(
    resolver=_colleagues, description="Who works here and can be given an action."
)
