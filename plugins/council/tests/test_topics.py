"""One topic over the years: what is published, and for those with the right what is not."""

from __future__ import annotations

import io
from typing import Any

import pytest
import pytest_asyncio
from pypdf import PdfReader
from sqlalchemy import select, text

from core.sdk import Conflict, Role, Viewer
from core.testkit import Format, write_report
from plugins.council import services
from plugins.council.enums import MinutesPaper, ProposalStatus, SourceKind, Theme, Tongue, WithdrawReason
from plugins.council.models import Item
from plugins.council.pages.words import DOCUMENTS
from plugins.council.reports.topic import build_topic
from plugins.council.reports.topic_printing import print_topic
from plugins.council.rules.topics import Said, Topic, parts_of
from plugins.council.services.proposals import Wording
from plugins.council.services.topics import Entry, read_topic
from plugins.council.tests.test_minutes_services import Table, table

__all__ = ["table"]
LAUNDRY = Topic(words="laundry machine")
ASKED = Wording(theme=Theme.HEALTH, problem="The laundry is slow.", idea="Mend the máchine.")


async def told(
    table: Table, topic: Topic, by: Viewer | None = None, *, unpublished: bool = False
) -> list[Entry]:
    who = by or table.room.coordinator
    async with table.room.database.read(who) as session:
        return await read_topic(session, who, topic, unpublished=unpublished)


@pytest_asyncio.fixture
async def answered(table: Table) -> Any:
    """Return a proposal that was answered; the minutes of the table are about the same thing."""
    proposal = await table.do(services.raise_proposal, table.council_id, wording=ASKED)
    await table.do(services.record_step, proposal.id, status=ProposalStatus.TABLED)
    return await table.do(
        services.record_step, proposal.id, status=ProposalStatus.NOT_ACCEPTED, reason="No money."
    )


async def test_staff_see_what_is_published_and_who_writes_minutes_sees_the_rest_marked(
    table: Table, answered: Any
) -> None:
    staff = table.room.role(Role.PRISON_STAFF_READER)
    assert await told(table, LAUNDRY, staff) == []
    assert [one.kind for one in await told(table, LAUNDRY, staff, unpublished=True)] == [SourceKind.PROPOSAL]
    found = await told(table, LAUNDRY, unpublished=True)
    assert [(one.kind, one.publication_id) for one in found] == [
        (SourceKind.MINUTES, None),
        (SourceKind.PROPOSAL, None),
    ]

    await table.approved()
    await table.publish()
    await table.do(services.publish, SourceKind.PROPOSAL, answered.id)
    found = await told(table, LAUNDRY, staff)

    assert [one.kind for one in found] == [SourceKind.MINUTES, SourceKind.PROPOSAL]  # in the order of time
    assert all(one.publication_id for one in found)
    assert [said.text for said in found[0].passages] == [
        "Laundry on D wing",
        "Decision: The machine was mended.\nFor: 3. Against: 0.",
    ]
    assert "No money." in [said.text for said in found[1].passages]
    assert await told(table, Topic(words="laundry bicycle"), unpublished=True) == []
    assert await told(table, Topic(), unpublished=True) == []


async def test_theme_takes_in_the_points_of_minutes_that_were_about_its_proposals(
    table: Table, answered: Any
) -> None:
    await table.do(services.publish, SourceKind.PROPOSAL, answered.id)
    health = Topic(theme=Theme.HEALTH)
    assert [one.kind for one in await told(table, health, unpublished=True)] == [SourceKind.PROPOSAL]
    async with table.room.database.write(table.room.coordinator) as session:
        row = (await session.scalars(select(Item).where(Item.meeting_id == table.held.id).limit(1))).one()
        row.proposal_id = answered.id

    found = await told(table, health, unpublished=True)

    assert [one.kind for one in found] == [SourceKind.MINUTES, SourceKind.PROPOSAL]
    assert len(found[0].passages) == 1
    assert await told(table, Topic(theme=Theme.SAFETY), unpublished=True) == []


async def test_paper_holds_what_is_published_and_goes_with_it(table: Table, answered: Any) -> None:
    given: dict[str, Any] = {"paper": MinutesPaper.A5, "tongue": Tongue.ENGLISH}
    with pytest.raises(Conflict, match="Nothing is published"):
        await table.do(print_topic, LAUNDRY, **given)
    await table.do(services.publish, SourceKind.PROPOSAL, answered.id)
    await table.do(print_topic, LAUNDRY, **given)
    async with table.room.database.read(table.room.coordinator) as session:
        parameters = await session.scalar(text("SELECT parameters FROM report_file"))
        assert "laundry" not in str(parameters)  # what somebody typed is kept nowhere
        document = await build_topic(session, table.room.coordinator, parameters)
    target = io.BytesIO()
    write_report(document, Format.PDF, target)
    said = "".join(page.extract_text() for page in PdfReader(target).pages)

    assert b"pdfuaid:part" in target.getvalue()
    assert "No money." in said
    assert "mended" not in said  # the minutes are not published
    await table.do(services.withdraw, SourceKind.PROPOSAL, answered.id, reason=WithdrawReason.MISTAKE)
    async with table.room.database.read(table.room.coordinator) as session:
        assert list(await session.scalars(text("SELECT taken_back FROM report_file"))) == ["WITHDRAWN"]


async def test_another_prison_is_in_no_history(table: Table, other_meeting_room: Any, answered: Any) -> None:
    await table.do(services.publish, SourceKind.PROPOSAL, answered.id)
    async with other_meeting_room.database.read(other_meeting_room.coordinator) as session:
        assert await read_topic(session, other_meeting_room.coordinator, LAUNDRY, unpublished=True) == []


def test_issue_is_told_once_in_plain_words_and_a_point_of_minutes_with_its_title() -> None:
    issue = [Said(f"4/{half}", "", half) for half in ("said", "did/HEALTH/DID/", "easy_said", "welsh_did")]
    minutes = [
        Said("item/1/title", "", "Laundry"),
        Said("item/1", "", "Mended."),
        Said("next", "Next", "May."),
    ]

    assert [len(part) for part in parts_of(SourceKind.FEEDBACK, [Said("council", "", "C"), *issue])] == [2]
    assert [len(part) for part in parts_of(SourceKind.MINUTES, minutes)] == [2, 1]


async def test_api_puts_a_topic_together_and_asks_for_its_paper(
    table: Table, answered: Any, engine: Any
) -> None:
    await table.do(services.publish, SourceKind.PROPOSAL, answered.id)
    asked = {"theme": "HEALTH", "words": "", "unpublished": True}
    page = await engine.execute(table.room.coordinator, DOCUMENTS["topic"], asked)
    printed = await engine.execute(
        table.room.coordinator,
        DOCUMENTS["print_topic"],
        {"theme": "HEALTH", "words": "", "paper": "A4", "tongue": "ENGLISH"},
    )

    [entry] = page.data["councilTopicHistory"]["entries"]
    assert (entry["kind"], entry["title"]) == ("PROPOSAL", "Proposal 1")
    assert entry["passages"][0]["text"] == ASKED.problem
    assert printed.data["councilPrintTopic"]["reportId"]
