"""Feedback published (L04): each meeting that was held counts once, on the day its fourteen days end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from core.sdk import measures, today
from plugins.council import services
from plugins.council.enums import MemberRole, WithdrawReason
from plugins.council.metrics import FEEDBACK_PUBLISHED
from plugins.council.models import Meeting
from plugins.council.services.attendance import Line
from plugins.council.services.series import WhenWhere
from plugins.council.tests.bulletins import PLAIN, Desk
from plugins.council.tests.meeting_room import HERE, PRESENT

HELD = today() - timedelta(days=10)


async def held(desk: Desk, council_id: Any, on: date, at: WhenWhere = HERE) -> str:
    meeting = await desk.do(services.add_meeting, council_id, on=on, at=at)
    there = [Line(role=MemberRole.COUNCIL_MEMBER, state=PRESENT)]
    await desk.do(services.record_attendance, meeting.id, lines=there)
    await desk.do(services.hold_meeting, meeting.id)
    return str(meeting.id)


async def told(desk: Desk) -> Any:
    """Publish an issue today; it follows the last meeting that was held."""
    council_id = await desk.furnished()
    meeting_id = await held(desk, council_id, HELD)
    draft = await desk.do(services.compose_bulletin, council_id)
    for entry in await desk.entries(draft):
        await desk.do(services.reword_entry, entry.id, rewording=PLAIN)
    await desk.do(services.check_bulletin, draft.id)
    await desk.do(services.approve_bulletin, draft.id, by=desk.governor)
    await desk.do(services.publish_bulletin, draft.id)
    return council_id, meeting_id, draft


async def count(desk: Desk, first_on: date, last_on: date) -> tuple[int, int, set[str]]:
    async with desk.database.read(desk.coordinator) as session:
        period = measures.Period(first_on, last_on)
        figure = await measures.figure_of(session, FEEDBACK_PUBLISHED, period)
        rows = await measures.rows_of(session, FEEDBACK_PUBLISHED, period)
    assert (figure.above, figure.below) == (sum(row.adds for row in rows), sum(row.of for row in rows))
    return figure.above, figure.below, {str(row.id) for row in rows}


async def test_meeting_counts_on_the_day_its_fourteen_days_end(
    database: Any, registry: Any, prison: Any, other_prison: Any
) -> None:
    desk = Desk(database, registry, prison)
    council_id, meeting_id, issue = await told(desk)
    never = await held(desk, council_id, HELD - timedelta(days=30))
    ends = HELD + timedelta(days=14)

    assert await count(desk, ends, ends) == (1, 1, {meeting_id})
    assert await count(desk, HELD, ends - timedelta(days=1)) == (0, 0, set())
    assert await count(desk, HELD - timedelta(days=60), ends) == (1, 2, {meeting_id, never})
    await desk.do(services.take_back_bulletin, issue.id, reason=WithdrawReason.MISTAKE)
    assert await count(desk, ends, ends) == (1, 1, {meeting_id})  # people were told, and in time
    assert await count(Desk(database, registry, other_prison), HELD, ends) == (0, 0, set())


async def test_day_fourteen_is_in_time_and_day_fifteen_is_late(
    database: Any, registry: Any, prison: Any
) -> None:
    desk = Desk(database, registry, prison)
    _council_id, meeting_id, _issue = await told(desk)
    for days, in_time in ((14, 1), (15, 0)):
        async with database.write(desk.coordinator) as session:
            moved = update(Meeting).where(Meeting.id == UUID(meeting_id))
            await session.execute(moved.values(held_on=today() - timedelta(days=days)))
        above, below, _rows = await count(desk, today() - timedelta(days=30), today() + timedelta(days=30))
        assert (above, below) == (in_time, 1)
