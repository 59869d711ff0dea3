"""What a member of a council is handed of what is held about them; forgetting them, and holds."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import Text, select
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, Forbidden, Invalid, NotFound, Role, TenantModel, today, uuid7
from core.testkit import make_person
from plugins.council import models, services
from plugins.council.enums import Rhythm, Theme
from plugins.council.models import Member
from plugins.council.queries.member_data import TYPED, held_about
from plugins.council.reports import MEMBER_RECORD
from plugins.council.services.proposals import Wording
from plugins.council.services.series import Plan
from plugins.council.tests.council import Hall
from plugins.council.tests.lives import live, mentions

IN_A_YEAR = today() + timedelta(days=300)
NOT_TYPED = {
    "council_consent": {"purpose"},
    "council_count": {"electorate", "keying"},
    "council_member": {"first_name", "last_name", "hold_reference"},  # the roll is told whole
    "council_wing": {"name"},  # told with the roll
    "council_slip": {"code"},
    "council_shared": {"problem", "idea", "answer", "words"},  # a copy of what was published
    "council_shown_answer": {"problem", "idea", "answer", "words"},  # as above
    "council_publication": {"title", "language", "digest"},  # words of the house
    "council_passage": {"field"},
    "council_hit": {"field", "digest"},
    "council_word": {"folded"},  # the word is told
    "council_section": {"field"},
    "council_amendment": {"field"},
    "council_mention": {"field"},
}
"""Columns of text in which nobody types about somebody, or which are told elsewhere."""


async def copied(hall: Hall, member: Member) -> dict[str, list[str]]:
    async with hall.database.read(hall.role(Role.DPO_RECORDS)) as session:
        found = await session.scalar(select(Member).where(Member.id == member.id))
        assert found is not None
        return {
            str(kind.what): [" | ".join(row) for row in kind.rows]
            for kind in await held_about(session, found)
        }


async def test_copy_holds_all_that_every_table_has_of_them(hall: Hall) -> None:
    member = await live(hall)
    said = await copied(hall, member)
    assert "Ilan | Quarkenby | 1 | Council 8" in said["On the roll"][0]
    assert "Wing representative" in said["On the roll"][0]
    assert "F wing" in said["On the roll"][0]
    assert [row.split(" | ")[0] for row in said["What they agreed to, and took back"]] == [
        "Being listed by role and wing",
        "Being quoted",
        "Being listed by role and wing",
    ]
    assert said["Put forward for elections"][0].startswith("1 | Ready to Go | 1 | Accepted")
    assert said["At meetings"][0].endswith("Sent apologies | The laundry")
    assert said["Their own words in texts"][0].startswith("Proposal")
    assert said["Texts that say their name"] == []


async def test_copy_tells_every_text_that_says_their_name_and_nobody_elses(hall: Hall) -> None:
    member = await live(hall)
    await make_person(hall.database, hall.coordinator, first_name="Ben", surname="Trewartha")
    wording = Wording(
        theme=Theme.SAFETY,
        problem="ilan  QUÁRKENBY and Ben Trewartha asked for a lamp, as did A1234BC.",
        idea="Mend the lamp.",
    )
    council = await hall.read(_council_of, member)
    await hall.do(services.raise_proposal, council, wording=wording)
    (said,) = (await copied(hall, member))["Texts that say their name"]
    assert "QUÁRKENBY" in said
    assert "Trewartha" not in said
    assert "A1234BC" not in said


async def test_copy_tells_the_points_of_every_agenda_that_say_their_name(hall: Hall) -> None:
    series = Plan(
        name="Weekly",
        rhythm=Rhythm.WEEKS,
        weekday=0,
        starts_at=time(14),
        ends_at=time(15),
        place="Library",
        standing=("Welcome", "News from Quarkenby"),
    )
    council = await hall.do(services.set_up_council, name="Council of old", quorum=3, on=today())
    await hall.do(services.start_series, council.id, plan=series)
    member = await live(hall)

    said = (await copied(hall, member))["Texts that say their name"]

    assert [row for row in said if row.startswith("A series of meetings | ")]
    assert not [row for row in said if "Welcome" in row]


async def _council_of(session: Any, member: Member) -> Any:
    return await session.scalar(select(Member.council_id).where(Member.id == member.id))


def test_trap_every_column_in_which_people_type_is_looked_through() -> None:
    """TRAP: a new table takes words, and the copy for somebody who is named in it does not know it."""
    told = {(model.__tablename__, name) for model, (_what, names) in TYPED.items() for name in names}
    free = {
        (name, column.name)
        for name, table in TenantModel.metadata.tables.items()
        if name.startswith("council_")
        for column in table.columns
        for kind in (getattr(column.type, "item_type", column.type),)
        if isinstance(kind, Text) or type(kind).__name__ == "String"
    }
    left_out = {(table, column) for table, columns in NOT_TYPED.items() for column in columns}
    assert free - told - left_out == set()
    assert told <= free


async def test_copy_is_built_for_data_protection_alone(hall: Hall, other_hall: Hall) -> None:
    member = await live(hall)
    records = hall.role(Role.DPO_RECORDS)
    async with hall.database.read(records) as session:
        document = await MEMBER_RECORD.build(session, records, {"member_id": str(member.id)})
    assert document.title == "What is held about Ilan Quarkenby"
    assert [str(section.heading) for section in document.sections][:2] == [
        "On the roll",
        "What they agreed to, and took back",
    ]
    theirs = other_hall.role(Role.DPO_RECORDS)
    async with other_hall.database.read(theirs) as session:
        with pytest.raises(NotFound):
            await MEMBER_RECORD.build(session, theirs, {"member_id": str(member.id)})
    assert not hall.coordinator.may(MEMBER_RECORD.permission)
    assert not hall.role(Role.COUNCIL_FACILITATOR).may(MEMBER_RECORD.permission)


async def test_who_asks_is_forgotten_and_their_words_stay_out(hall: Hall) -> None:
    member = await live(hall)
    await hall.do(services.erase_member, member.id, by=hall.role(Role.COUNCIL_FACILITATOR))
    assert await mentions(hall) == [(None, True)]
    with pytest.raises(NotFound):
        await hall.do(services.erase_member, member.id)


async def test_nobody_is_forgotten_who_is_on_the_council_or_on_hold(hall: Hall) -> None:
    member = await live(hall)
    records = hall.role(Role.DPO_RECORDS)
    await hall.do(services.hold_member, member.id, by=records, reference="DP 2026/14", review_on=IN_A_YEAR)
    with pytest.raises(Conflict, match="on hold"):
        await hall.do(services.erase_member, member.id, by=records)
    await hall.do(services.release_member, member.id, by=records)
    with pytest.raises(Conflict, match="Nothing is on hold"):
        await hall.do(services.release_member, member.id, by=records)
    sitting = await hall.member(await hall.term(9))
    with pytest.raises(Conflict, match="They are on the council"):
        await hall.do(services.erase_member, sitting.id, by=records)


@pytest.mark.parametrize(
    ("reference", "review_on", "field"),
    [(" ", IN_A_YEAR, "reference"), ("x" * 81, IN_A_YEAR, "reference"), ("DP 1", today(), "reviewOn")],
)
async def test_hold_needs_a_reference_and_a_day(
    hall: Hall, reference: str, review_on: Any, field: str
) -> None:
    member = await hall.member(await hall.term())
    given = {"reference": reference, "review_on": review_on}
    with pytest.raises(Invalid) as refused:
        await hall.do(services.hold_member, member.id, by=hall.role(Role.DPO_RECORDS), **given)
    assert refused.value.field == field
    with pytest.raises(Forbidden):
        await hall.do(services.hold_member, member.id, reference="DP 1", review_on=IN_A_YEAR)


async def test_no_program_deletes_a_member_past_the_rules(hall: Hall) -> None:
    member = await hall.member(await hall.term())
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with hall.database.write(hall.coordinator) as session:
            await session.delete(await session.get(Member, (member.tenant_id, member.id)))


async def test_data_protection_finds_a_member_by_name_and_staff_do_not(hall: Hall, engine: Any) -> None:
    member = await live(hall)
    find = "query F($said: String) { councilPeople(search: $said) { nodes { id firstName } } }"
    found = await engine.execute(hall.role(Role.DPO_RECORDS), find, {"said": "quark"})
    assert found.data == {"councilPeople": {"nodes": [{"id": str(member.id), "firstName": "Ilan"}]}}
    refused = await engine.execute(hall.role(Role.PRISON_STAFF_READER), find, {"said": "quark"})
    assert refused.errors
    asked = "query H($id: ID!) { councilHeldAbout(councillorId: $id) { name onHold kinds { count } } }"
    for said, expected in ((str(member.id), "Ilan Quarkenby"), (str(uuid7()), None)):
        answer = (await engine.execute(hall.coordinator, asked, {"id": said})).data["councilHeldAbout"]
        assert (answer and answer["name"]) == expected
    assert models.Member.__tablename__ == "council_member"
