"""One prison's council and its meetings, for tests: who runs them, and what is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.sdk import Role, Viewer, today
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import AttendanceState, ItemKind, MemberRole, Rhythm
from plugins.council.models import Council, Item, Meeting, Series
from plugins.council.services.agenda import ItemWords
from plugins.council.services.attendance import Line
from plugins.council.services.series import Plan, WhenWhere

HERE = WhenWhere(starts_at=time(14), ends_at=time(15, 30), place="Library")
PRESENT, AWAY = AttendanceState.PRESENT, AttendanceState.APOLOGIES


@dataclass(frozen=True, slots=True)
class MeetingRoom:
    """One prison's council, and who works with it."""

    database: Any
    registry: Any
    prison: Any
    coordinator: Viewer

    def role(self, role: Role, account_id: UUID | None = None) -> Viewer:
        return viewer(self.registry, self.prison, role, account_id=account_id)

    async def do(self, service: Any, *ids: Any, by: Viewer | None = None, **given: Any) -> Any:
        who = by or self.coordinator
        async with self.database.write(who) as session:
            return await service(session, who, *ids, **given)

    async def council(self, name: str = "Prison council", quorum: int = 3) -> Council:
        made = await self.do(
            services.set_up_council, name=name, quorum=quorum, on=today() - timedelta(days=300)
        )
        assert isinstance(made, Council)
        return made

    async def series(self, council: Council, first_on: date | None = None) -> Series:
        """Start weekly meetings on today's weekday, so that one is today."""
        plan = Plan(
            name="Weekly",
            rhythm=Rhythm.WEEKS,
            weekday=today().weekday(),
            starts_at=HERE.starts_at,
            ends_at=HERE.ends_at,
            place=HERE.place,
            standing=("Welcome", "Minutes of the last meeting"),
        )
        made = await self.do(services.start_series, council.id, plan=plan, first_on=first_on)
        assert isinstance(made, Series)
        return made

    async def meetings(self, council: Council) -> list[Meeting]:
        async with self.database.read(self.coordinator) as session:
            found = await session.scalars(
                select(Meeting).where(Meeting.council_id == council.id).order_by(Meeting.held_on, Meeting.id)
            )
            return list(found)

    async def items(self, meeting: Meeting) -> list[Item]:
        async with self.database.read(self.coordinator) as session:
            found = await session.scalars(
                select(Item).where(Item.meeting_id == meeting.id).order_by(Item.position)
            )
            return list(found)

    async def titles(self, meeting: Meeting) -> list[str]:
        return [item.title for item in await self.items(meeting)]

    async def item(self, meeting: Meeting, title: str, kind: ItemKind = ItemKind.OTHER) -> Item:
        made = await self.do(services.add_item, meeting.id, words=ItemWords(kind=kind, title=title))
        assert isinstance(made, Item)
        return made

    async def attend(self, meeting: Meeting, *states: AttendanceState) -> None:
        lines = [Line(role=MemberRole.COUNCIL_MEMBER, state=state) for state in states]
        await self.do(services.record_attendance, meeting.id, lines=lines)


def room_in(database: Any, registry: Any, prison: Any) -> MeetingRoom:
    return MeetingRoom(database, registry, prison, viewer(registry, prison, Role.COORDINATOR))
