"""What a meeting leaves open goes on, over any chain of meetings: nothing is lost, and nothing doubled."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.sdk import today
from plugins.council import services
from plugins.council.enums import ItemKind, MeetingState, Rhythm
from plugins.council.models import Council, Item, Meeting
from plugins.council.rules.agenda import AT_EVERY_MEETING, Way
from plugins.council.services.agenda import ItemWords
from plugins.council.services.series import Plan
from plugins.council.tests.meeting_room import HERE, PRESENT, MeetingRoom

MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ("add", "add", "close", "reopen", "move", "over", "cancel", "put off", "call", "restart")
        ),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=8,
)

EXAMPLES = 12
"""Each is a chain of meetings in the database. None is made smaller: a walk says what was done in it."""


@dataclass
class Walk:
    """A council that does as it is told, and what its points should have come to."""

    room: MeetingRoom
    council: Council
    closed: dict[str, bool] = field(default_factory=dict)

    async def items(self) -> Sequence[tuple[Item, MeetingState]]:
        wanted = (
            select(Item, Meeting.state)
            .join(Meeting, Meeting.id == Item.meeting_id)
            .where(Meeting.council_id == self.council.id)
            .order_by(Meeting.id, Item.position)
        )
        async with self.room.database.read(self.room.coordinator) as session:
            return [(item, state) for item, state in await session.execute(wanted)]

    async def next_meeting(self) -> Meeting | None:
        meetings = await self.room.meetings(self.council)
        return next((one for one in meetings if one.state is MeetingState.SCHEDULED), None)

    async def last_links(self) -> dict[str, Item]:
        """Return the last link of each point's chain, by its title."""
        items = [item for item, _state in await self.items() if item.kind not in AT_EVERY_MEETING]
        gone_on = {item.from_item_id for item in items}
        return {item.title: item for item in items if item.id not in gone_on}

    async def do(self, what: str, number: int) -> None:
        meeting = await self.next_meeting()
        if what == "restart":
            await self.restart(number)
        elif what == "call":
            on = today() + timedelta(days=number)
            await self.room.do(services.add_meeting, self.council.id, on=on, at=HERE)
        elif meeting is not None:
            await getattr(self, what.replace(" ", "_"))(meeting, number)

    async def restart(self, number: int) -> None:
        """End the series there is, cancel what it planned, and begin another."""
        meetings = await self.room.meetings(self.council)
        for series_id in {one.series_id for one in meetings if one.series_id}:
            await self.room.do(services.end_series, series_id)
        for meeting in meetings:
            if meeting.series_id and meeting.state is MeetingState.SCHEDULED:
                await self.cancel(meeting, number)
        plan = Plan(
            name=f"From the day on {len(meetings)}",
            rhythm=Rhythm.WEEKS,
            every=12,
            weekday=number,
            starts_at=HERE.starts_at,
            ends_at=HERE.ends_at,
            place=HERE.place,
        )
        await self.room.do(services.start_series, self.council.id, plan=plan)

    async def add(self, meeting: Meeting, _number: int) -> None:
        title = f"Point {len(self.closed)}"
        words = ItemWords(kind=ItemKind.OTHER, title=title)
        await self.room.do(services.add_item, meeting.id, words=words)
        self.closed[title] = False

    async def close(self, _meeting: Meeting, number: int, *, is_closed: bool = True) -> None:
        links = sorted((await self.last_links()).items())
        if links:
            title, item = links[number % len(links)]
            await self.room.do(services.close_item, item.id, is_closed=is_closed)
            self.closed[title] = is_closed

    async def reopen(self, meeting: Meeting, number: int) -> None:
        await self.close(meeting, number, is_closed=False)

    async def move(self, meeting: Meeting, number: int) -> None:
        items = await self.room.items(meeting)
        await self.room.do(services.move_item, items[number % len(items)].id, way=list(Way)[number % 2])

    async def over(self, meeting: Meeting, _number: int) -> None:
        if meeting.held_on > today():
            return
        await self.room.attend(meeting, PRESENT, PRESENT, PRESENT)
        await self.room.do(services.hold_meeting, meeting.id)

    async def cancel(self, meeting: Meeting, _number: int) -> None:
        await self.room.do(services.cancel_meeting, meeting.id, state=MeetingState.CANCELLED_COUNCIL)

    async def put_off(self, meeting: Meeting, number: int) -> None:
        taken = {one.held_on for one in await self.room.meetings(self.council)}
        until = meeting.held_on + timedelta(days=number + 1)
        while until in taken:
            until += timedelta(days=1)
        await self.room.do(services.postpone_meeting, meeting.id, until=until)

    async def check(self) -> None:
        """See that each point has one end, as closed as it was left, and that each agenda is numbered."""
        rows = await self.items()
        following = Counter(item.from_item_id for item, _state in rows if item.from_item_id)
        assert set(following.values()) <= {1}
        ends = [
            (item, state)
            for item, state in rows
            if item.kind not in AT_EVERY_MEETING and item.id not in following
        ]
        assert sorted(item.title for item, _state in ends) == sorted(self.closed)
        assert {item.title: item.closed_on is not None for item, _state in ends} == self.closed
        coming = [one for one in await self.room.meetings(self.council) if one.held_on >= today()]
        if any(one.state is MeetingState.SCHEDULED for one in coming):
            left = [item.title for item, state in ends if state != MeetingState.SCHEDULED]
            assert [title for title in left if not self.closed[title]] == []
        positions: dict[Any, list[int]] = {}
        for item, _state in rows:
            positions.setdefault(item.meeting_id, []).append(item.position)
        assert all(places == list(range(1, len(places) + 1)) for places in positions.values())


async def walk(room: MeetingRoom, number: int, moves: Sequence[tuple[str, int]]) -> None:
    council = await room.council(f"Council {number}")
    going = Walk(room, council)
    for days in (-14, -7, 7):
        on = today() + timedelta(days=days)
        await room.do(services.add_meeting, council.id, on=on, at=HERE)
    for what, which in moves:
        await going.do(what, which)
        await going.check()


async def test_trap_4minitz_nothing_open_is_lost_or_doubled_over_any_chain_of_meetings(
    meeting_room: MeetingRoom,
) -> None:
    """Meetings are held, cancelled, put off and called in any order; a series ends and another begins."""
    loop, numbers = asyncio.get_running_loop(), iter(range(10_000))

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(MOVES)
    def any_chain(moves: list[tuple[str, int]]) -> None:
        asyncio.run_coroutine_threadsafe(walk(meeting_room, next(numbers), moves), loop).result()

    await asyncio.to_thread(any_chain)
