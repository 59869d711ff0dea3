"""Packs, supplements and the calendar: what went out once is never numbered, dated or called otherwise."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from core.sdk import Conflict, Forbidden, Role, today
from core.testkit import Format, write_report
from plugins.council import services
from plugins.council.enums import ItemKind, MeetingState
from plugins.council.models import Council, Meeting
from plugins.council.reports.pack import build_pack
from plugins.council.rules.agenda import Way
from plugins.council.rules.calendar import LONDON, calendar
from plugins.council.services.agenda import ItemWords
from plugins.council.services.feed import entries_of, read_calendar
from plugins.council.services.pack_paper import Issue, issues_of
from plugins.council.tests.meeting_room import HERE, MeetingRoom

LONG = "\n\n".join(["The list of repairs on B wing had eleven entries, and nine of them are done."] * 60)
"""Some three pages, so that a page number is more than the number of a paper."""


async def issued(room: MeetingRoom, meeting: Meeting) -> list[Issue]:
    async with room.database.read(room.coordinator) as session:
        return await issues_of(session, meeting.id)


async def pages_of(room: MeetingRoom, meeting: Meeting) -> list[str]:
    """Return what stands on each page of the pack as it is printed now."""
    async with room.database.read(room.coordinator) as session:
        document = await build_pack(session, room.coordinator, {"meeting": str(meeting.id)})
    target = io.BytesIO()
    write_report(document, Format.PDF, target)
    return [page.extract_text() for page in PdfReader(target).pages]


def body(page: str) -> list[str]:
    """Return the lines of a page but those that say when this copy was made, and by whom."""
    return [line for line in page.splitlines() if "Produced" not in line]


async def test_trap_moderngov_page_numbers_on_paper_and_on_screen_are_one_and_stay(
    meeting_room: MeetingRoom,
) -> None:
    """Page numbers that differ between program and PDF, and supplements in separate mails (ModernGov)."""
    council = await meeting_room.council()
    on = today() + timedelta(days=7)
    meeting = await meeting_room.do(services.add_meeting, council.id, on=on, at=HERE)
    repairs = await meeting_room.item(meeting, "Repairs")
    for title, text in (("What is repaired", LONG), ("What it costs", "Nothing.")):
        await meeting_room.do(services.write_paper, repairs.id, title=title, body=text)
    await meeting_room.do(services.issue_pack, meeting.id)
    before = await pages_of(meeting_room, meeting)

    shop = await meeting_room.item(meeting, "Shop prices")
    await meeting_room.do(services.move_item, shop.id, way=Way.UP)
    other = ItemWords(kind=ItemKind.OTHER, title="Repairs of every kind there is")
    await meeting_room.do(services.change_item, repairs.id, words=other)
    await meeting_room.do(services.write_paper, shop.id, title="Prices of the shop", body=LONG)
    await meeting_room.do(services.issue_pack, meeting.id)
    after = await pages_of(meeting_room, meeting)

    assert len(after) > len(before) > len(("agenda", "a paper", "another"))
    assert [body(page) for page in after[: len(before)]] == [body(page) for page in before]
    assert all(f"Page {number}" in page for number, page in enumerate(after, start=1))
    parts = [part for issue in await issued(meeting_room, meeting) for part in issue.parts]
    assert [part.title for part in parts] == ["What is repaired", "What it costs", "Prices of the shop"]
    begins = {page.splitlines()[1].strip(): number for number, page in enumerate(after, start=1)}
    assert [begins[part.title] for part in parts] == [part.first_page for part in parts]


async def test_what_was_issued_is_issued_once_and_cannot_be_taken_away(
    meeting_room: MeetingRoom,
) -> None:
    council = await meeting_room.council()
    meeting = await meeting_room.do(services.add_meeting, council.id, on=today(), at=HERE)
    item = await meeting_room.item(meeting, "Repairs")
    paper = await meeting_room.do(services.write_paper, item.id, title="A paper", body="In short.")
    await meeting_room.do(services.issue_pack, meeting.id)

    with pytest.raises(Conflict, match="issued already"):
        await meeting_room.do(services.issue_pack, meeting.id)
    with pytest.raises(Conflict, match="it stays"):
        await meeting_room.do(services.remove_paper, paper.id)


async def events(room: MeetingRoom, council: Council) -> dict[str, Any]:
    """Read the calendar of a council as a calendar program does, each event by what it is known by."""
    async with room.database.read(room.coordinator) as session:
        entries = await entries_of(session, council)
    read = Calendar.from_ical(calendar(entries, name=council.name)).walk("VEVENT")
    by_id = {str(event["uid"]): event for event in read}
    assert len(by_id) == len(read)
    return by_id


async def test_trap_cachet_2613_calendars_are_told_of_every_change_of_a_meeting(
    meeting_room: MeetingRoom, other_meeting_room: MeetingRoom
) -> None:
    """Date changes that are not sent, cachet#2613: one event with a higher number, and never a second one."""
    council = await meeting_room.council()
    theirs = await other_meeting_room.council()
    await other_meeting_room.do(services.add_meeting, theirs.id, on=today(), at=HERE)
    on, until = today() + timedelta(days=7), today() + timedelta(days=9)
    meeting = await meeting_room.do(services.add_meeting, council.id, on=on, at=HERE)
    told = []

    async def look() -> None:
        [(uid, event)] = (await events(meeting_room, council)).items()
        day = event["dtstart"].dt.astimezone(LONDON).date()
        told.append((uid, event["sequence"], str(event["status"]), str(event["location"]), day))

    await look()
    chapel = replace(HERE, place="Chapel")
    await meeting_room.do(services.change_meeting, meeting.id, at=chapel)
    await look()
    instead = await meeting_room.do(services.postpone_meeting, meeting.id, until=until)
    await look()
    await meeting_room.do(services.cancel_meeting, instead.id, state=MeetingState.CANCELLED_PRISON)
    await look()

    uid = str(meeting.id)
    assert told == [
        (uid, 0, "CONFIRMED", "Library", on),
        (uid, 1, "CONFIRMED", "Chapel", on),
        (uid, 2, "CONFIRMED", "Chapel", until),
        (uid, 3, "CANCELLED", "Chapel", until),
    ]


async def test_calendar_is_read_by_its_address_alone(meeting_room: MeetingRoom) -> None:
    council = await meeting_room.council()
    with pytest.raises(Forbidden, match="sent a link"):
        await meeting_room.do(read_calendar)
    with pytest.raises(Forbidden):
        await meeting_room.do(services.make_calendar, council.id, by=meeting_room.role(Role.GOVERNOR))
