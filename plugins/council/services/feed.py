"""The calendar of a council's meetings: its address is made and ended, and read by whoever has it."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Viewer, links, pages, today, translate
from plugins.council.enums import MeetingState
from plugins.council.models import Council, Meeting
from plugins.council.permissions import CALENDAR_READ, CALENDAR_SHARE
from plugins.council.rules.calendar import Entry, calendar, span_of

PURPOSE = links.Purpose(code="council.meetings", days=None, suffix=".ics")
"""Good until it is made anew: a calendar that stops without a word is worse than none."""
CANCELLED = frozenset({MeetingState.CANCELLED_PRISON, MeetingState.CANCELLED_COUNCIL})


async def make_calendar(session: AsyncSession, viewer: Viewer, council_id: UUID) -> links.MadeLink:
    """Make the address of a council's calendar; the one there was is dead at once."""
    viewer.require(CALENDAR_SHARE)
    await _council(session, council_id)
    return await links.make_link(session, viewer, PURPOSE, council_id)


async def end_calendar(session: AsyncSession, viewer: Viewer, council_id: UUID) -> Council:
    """Make the address of a council's calendar useless."""
    viewer.require(CALENDAR_SHARE)
    council = await _council(session, council_id)
    await links.end_links(session, PURPOSE, council_id)
    return council


async def calendar_standing(
    session: AsyncSession, viewer: Viewer, council_id: UUID
) -> tuple[Council, links.LinkStanding | None]:
    """Return a council, and how the address of its calendar stands."""
    viewer.require(CALENDAR_SHARE)
    council = await _council(session, council_id)
    return council, (await links.link_standings(session, PURPOSE, [council_id])).get(council_id)


async def read_calendar(session: AsyncSession, viewer: Viewer) -> pages.FileContent | None:
    """Build the calendar of the council that a link is about."""
    viewer.require(CALENDAR_READ)
    council_id = links.require_link(viewer, PURPOSE).subject_id
    council = await session.scalar(select(Council).where(Council.id == council_id))
    if council is None:
        return None
    entries = await entries_of(session, council)
    content = await asyncio.to_thread(calendar, entries, name=council.name)
    return pages.FileContent(content, "meetings.ics")


async def entries_of(session: AsyncSession, council: Council) -> list[Entry]:
    """Return what calendars are told of a council's meetings; one put off stands on its new day alone."""
    rows = await session.scalars(
        select(Meeting)
        .where(
            Meeting.council_id == council.id,
            Meeting.state != MeetingState.POSTPONED,
            Meeting.held_on.between(*span_of(today())),
        )
        .order_by(Meeting.held_on, Meeting.starts_at, Meeting.id)
    )
    return [_entry(council, row) for row in rows]


def _entry(council: Council, row: Meeting) -> Entry:
    return Entry(
        calendar_id=row.calendar_id,
        name=council.name,
        held_on=row.held_on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        revision=row.revision,
        changed_at=row.changed_at,
        is_cancelled=row.state in CANCELLED,
    )


async def _council(session: AsyncSession, council_id: UUID) -> Council:
    found = await session.scalar(select(Council).where(Council.id == council_id))
    if found is None:
        raise NotFound(translate("That council is not in this prison."), "councilId")
    return found
