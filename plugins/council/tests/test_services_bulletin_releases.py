"""Tests that an issue goes out through the gate alone, tells each proposal once, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from core.sdk import Conflict, Forbidden, Invalid, NotFound, Role, today
from core.testkit import make_person
from plugins.council import services
from plugins.council.enums import (
    BulletinStatus,
    Layout,
    MeetingState,
    Paper,
    Release,
    SourceKind,
    Tongue,
    WithdrawReason,
)
from plugins.council.models import Hit, Meeting, Passage, Proposal, Publication
from plugins.council.queries.bulletins import first_told, issue_as_written, issue_that_is_out
from plugins.council.reports.printing import print_bulletin
from plugins.council.rules.bulletins import Words
from plugins.council.services.series import WhenWhere
from plugins.council.tests.bulletins import PLAIN, Desk, S

B = BulletinStatus
PLANTED = ("z. OKAFOR", "Okafor, Zoë", "O k a f o r", "Zoe\u0301 Oka\u00adfor", "A1234BC", "A 1234 bc")


@pytest.fixture
def desk(database: Any, registry: Any, prison: Any) -> Desk:
    return Desk(database, registry, prison)


async def released(desk: Desk) -> Any:
    return await desk.do(services.publish_bulletin, (await desk.approved()).id)


async def out(desk: Desk, bulletin: Any) -> Any:
    async with desk.database.read(desk.coordinator) as session:
        return await issue_that_is_out(session, bulletin.id)


async def count(desk: Desk, model: Any) -> int:
    async with desk.database.read(desk.coordinator) as session:
        return int(await session.scalar(select(func.count()).select_from(model)) or 0)


async def test_what_is_out_is_what_was_approved_and_done_proposals_are_told(desk: Desk) -> None:
    bulletin = await released(desk)

    async with desk.database.read(desk.coordinator) as session:
        written = await issue_as_written(session, bulletin)
        stands = dict((await session.execute(select(Proposal.number, Proposal.status))).all())
    assert bulletin.status is B.PUBLISHED
    assert await out(desk, bulletin) == written
    assert stands == {1: S.FEEDBACK_PUBLISHED, 2: S.NOT_ACCEPTED, 3: S.ACCEPTED_MODIFIED}


async def test_nothing_goes_out_before_the_prison_approved_it_nor_by_another_door(desk: Desk) -> None:
    draft = await desk.draft()
    with pytest.raises(Conflict):
        await desk.do(services.publish_bulletin, draft.id)
    await desk.do(services.check_bulletin, draft.id)
    await desk.do(services.approve_bulletin, draft.id, by=desk.governor)
    with pytest.raises(Conflict, match="own page"):
        await desk.do(services.publish, SourceKind.FEEDBACK, draft.id)
    assert await count(desk, Publication) == 0


@pytest.mark.parametrize("planted", PLANTED)
async def test_planted_name_stops_the_check_and_stays_to_be_decided(desk: Desk, planted: str) -> None:
    await make_person(desk.database, desk.coordinator, first_name="Zoë", surname="Okafor")
    draft = await desk.draft()
    entry = (await desk.entries(draft))[0]
    named = replace(PLAIN, easy=Words("Open the gym.", f"Ask {planted} about it."))
    await desk.do(services.reword_entry, entry.id, rewording=named)

    checked = await desk.do(services.check_bulletin, draft.id)

    assert (checked.status, checked.checked_by) == (B.DRAFT, None)
    assert await count(desk, Hit) > 0
    with pytest.raises(Conflict):
        await desk.do(services.approve_bulletin, draft.id, by=desk.governor)


async def test_name_that_came_onto_the_books_since_stops_the_publication(desk: Desk) -> None:
    bulletin = await desk.approved()
    await make_person(desk.database, desk.coordinator, first_name="Ann", surname="Library")

    stopped = await desk.do(services.publish_bulletin, bulletin.id)

    assert (stopped.status, stopped.approved_by) == (B.DRAFT, None)
    assert (await count(desk, Publication), await count(desk, Passage)) == (0, 0)
    assert await count(desk, Hit) == 1


async def test_what_was_taken_back_is_out_no_more_and_can_be_told_again(desk: Desk) -> None:
    bulletin = await released(desk)
    taken = await desk.do(services.take_back_bulletin, bulletin.id, reason=WithdrawReason.MISTAKE)

    assert (taken.status, await out(desk, bulletin)) == (B.TAKEN_BACK, None)
    with pytest.raises(Conflict, match="not published"):
        await printed(desk, bulletin)
    again = await desk.do(services.compose_bulletin, bulletin.council_id)
    assert (again.number, len(await desk.entries(again))) == (2, 3)


async def test_answer_is_told_anew_only_once_it_moved_on(desk: Desk) -> None:
    bulletin = await released(desk)
    with pytest.raises(Conflict, match="nothing to tell"):
        await desk.do(services.compose_bulletin, bulletin.council_id)

    third = (await desk.entries(bulletin))[2]
    await desk.step(third.proposal_id, S.IMPLEMENTED)
    again = await desk.do(services.compose_bulletin, bulletin.council_id)

    assert [one.proposal_id for one in await desk.entries(again)] == [third.proposal_id]


async def test_issue_the_gate_took_back_by_itself_is_told_again(desk: Desk) -> None:
    bulletin = await released(desk)
    row = await desk.do(services.withdraw, SourceKind.FEEDBACK, bulletin.id, reason=WithdrawReason.NAME_FOUND)

    assert (row.release, await out(desk, bulletin)) == (Release.WITHDRAWN, None)
    again = await desk.do(services.compose_bulletin, bulletin.council_id)
    assert len(await desk.entries(again)) == 3


async def printed(desk: Desk, bulletin: Any, tongue: Tongue = Tongue.ENGLISH, by: Any = None) -> Any:
    given = {"paper": Paper.POSTER_A4, "layout": Layout.EASY_READ, "tongue": tongue}
    return await desk.do(print_bulletin, bulletin.id, by=by, **given)


async def test_paper_is_asked_for_by_whoever_sees_what_is_out(desk: Desk, other_prison: Any) -> None:
    bulletin = await released(desk)
    assert await printed(desk, bulletin, by=desk.role(Role.PRISON_STAFF_READER)) is not None
    with pytest.raises(Forbidden):
        await printed(desk, bulletin, by=desk.role(Role.PARTNER_ADMIN))
    with pytest.raises(Invalid, match="English alone"):
        await printed(desk, bulletin, Tongue.WELSH)
    there = Desk(desk.database, desk.registry, other_prison)
    with pytest.raises(Conflict):
        await printed(there, bulletin)


async def test_issue_of_another_prison_is_neither_published_nor_taken_back(
    desk: Desk, other_prison: Any
) -> None:
    there = Desk(desk.database, desk.registry, other_prison)
    bulletin = await desk.approved()
    with pytest.raises(NotFound):
        await there.do(services.publish_bulletin, bulletin.id)
    with pytest.raises(NotFound):
        await there.do(services.take_back_bulletin, bulletin.id, reason=WithdrawReason.MISTAKE)


async def test_day_on_which_people_were_told_of_a_meeting_is_found(desk: Desk) -> None:
    council_id = await desk.furnished()
    held_on = today() - timedelta(days=9)
    meeting = await desk.do(
        services.add_meeting,
        council_id,
        on=held_on,
        at=WhenWhere(starts_at=time(14), ends_at=time(15), place="Chapel"),
    )
    async with desk.database.write(desk.coordinator) as session:
        held = update(Meeting).where(Meeting.id == meeting.id)
        await session.execute(held.values(state=MeetingState.HELD))
    draft = await desk.do(services.compose_bulletin, council_id)
    await desk.do(services.check_bulletin, draft.id)
    await desk.do(services.approve_bulletin, draft.id, by=desk.governor)
    await desk.do(services.publish_bulletin, draft.id)

    async with desk.database.read(desk.coordinator) as session:
        told = (await session.execute(first_told())).all()
    assert [(row.meeting_id, row.day) for row in told] == [(meeting.id, today())]


async def papers_taken_back(desk: Desk) -> list[str | None]:
    async with desk.database.read(desk.coordinator) as session:
        return list(await session.scalars(text("SELECT taken_back FROM report_file ORDER BY id")))


async def test_trap_paper_kept_for_download_goes_with_the_issue_that_is_taken_back(desk: Desk) -> None:
    bulletin = await released(desk)
    await printed(desk, bulletin)
    assert await papers_taken_back(desk) == [None]

    await desk.do(services.take_back_bulletin, bulletin.id, reason=WithdrawReason.MISTAKE)

    assert await papers_taken_back(desk) == ["WITHDRAWN"]


async def test_trap_paper_with_a_name_goes_once_the_name_is_masked_and_can_be_made_anew(desk: Desk) -> None:
    bulletin = await released(desk)
    await printed(desk, bulletin)
    await make_person(desk.database, desk.coordinator, first_name="Ann", surname="Library")

    assert len(await desk.do(services.rescan_published)) == 1

    assert await papers_taken_back(desk) == ["REDACTED"]
    await printed(desk, bulletin)
    assert await papers_taken_back(desk) == ["REDACTED", None]
