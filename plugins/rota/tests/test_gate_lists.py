"""Making a day's list: who stands on it, codes that stay, what changed, and two who make it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from core.sdk import Forbidden, Invalid, Role, entry, today
from plugins.rota import services
from plugins.rota.enums import SessionOutcome
from plugins.rota.models import GateList, Visit
from plugins.rota.tests.desk import Desk
from plugins.rota.tests.gate import lines, make_list, make_session

A = entry.EntryAnswer
GATE = "query($on: Date!) { rotaGateDay(on: $on) { comers { personId answer reasons { words } } } }"
DECISION = """
query($person: ID!, $service: ID!, $on: Date!) {
  entryDecision(personId: $person, serviceId: $service, on: $on) { answer reasons { code bearing words } }
}
"""


async def test_list_has_everybody_expected_by_entrance_and_time(desk: Desk) -> None:
    late, early = await desk.another("Zephyr"), await desk.another("Birch")
    await make_session(desk, late, desk.person, starts=14, entrance="Main gate")
    await make_session(desk, early, starts=9, entrance="Main gate", place="Library")
    await make_session(desk, early, starts=16, entrance="East gate")
    made = await make_list(desk)
    found = await lines(desk)
    assert made.expected == len(found) == 4
    assert [(one.entrance, one.starts_at.hour, one.name) for one in found] == [
        ("East gate", 16, "Robin Birch"),
        ("Main gate", 9, "Robin Birch"),
        ("Main gate", 14, "Robin Ashdown"),
        ("Main gate", 14, "Robin Zephyr"),
    ]
    assert len({one.code for one in found}) == 4
    assert {one.answer for one in found} == {A.NO}, "Nobody here has a case: nobody comes in."
    assert found[1].place == "Library"


async def test_trap_pretix_2988_the_gate_asks_every_check_that_the_page_asks(desk: Desk, engine: Any) -> None:
    """A check that one place forgets would let somebody in there: list and page give the same reasons."""
    away = await desk.another("Birch")
    held = await make_session(desk, desk.person, away)
    day = {"on": today().isoformat()}
    listed = (await engine.execute(desk.coordinator, GATE, day)).data["rotaGateDay"]["comers"]
    assert {one["personId"] for one in listed} == {str(desk.person.id), str(away.id)}
    codes = set()
    for one in listed:
        given = {**day, "person": one["personId"], "service": str(held.service_id)}
        told = (await engine.execute(desk.coordinator, DECISION, given)).data["entryDecision"]
        against = [row for row in told["reasons"] if row["bearing"] in {"BLOCKS", "NEEDS_ESCORT", "WARNS"}]
        assert one["answer"] == told["answer"]
        assert [row["words"] for row in one["reasons"]] == [row["words"] for row in against]
        codes |= {row["code"].partition(".")[0] for row in against}
    assert {"core", "vetting"} <= codes


async def test_codes_stay_when_the_list_is_made_again(desk: Desk) -> None:
    await make_session(desk, desk.person, await desk.another("Birch"))
    await make_list(desk)
    before = {one.name: (one.code, one.listed_at) for one in await lines(desk)}
    await make_session(desk, await desk.another("Abel"), starts=9)
    made = await make_list(desk)
    after = {one.name: (one.code, one.listed_at) for one in await lines(desk)}
    assert (len(made.changes.added), len(made.changes.changed), len(made.changes.dropped)) == (1, 0, 0)
    assert {name: after[name] for name in before} == before
    assert len({code for code, _at in after.values()}) == 3


async def test_making_the_same_list_again_writes_nothing_of_its_lines(desk: Desk) -> None:
    await make_session(desk, desk.person)
    await make_list(desk)
    before = [vars(row) for row in await desk.rows(Visit)]
    assert (await make_list(desk)).changes.count == 0
    after = [vars(row) for row in await desk.rows(Visit)]
    for one in (*before, *after):
        one.pop("_sa_instance_state")
    assert before == after


async def test_who_is_no_longer_expected_is_taken_off_and_keeps_the_code(desk: Desk) -> None:
    held = await make_session(desk, desk.person)
    await make_list(desk, printed=True)
    [first] = await lines(desk)
    await desk.do(services.cancel_session, held.id, outcome=SessionOutcome.CANCELLED_PRISON)
    assert len((await make_list(desk)).changes.dropped) == 1
    [off] = await lines(desk)
    assert off.is_dropped
    await desk.do(services.restore_session, held.id)
    assert len((await make_list(desk)).changes.added) == 1
    [back] = await lines(desk)
    assert (back.code, back.is_dropped) == (first.code, False)


async def test_session_with_an_escort_lets_nobody_in_alone_and_keeps_a_no(desk: Desk) -> None:
    await make_session(desk, desk.person, escort_needed=True)
    await make_list(desk)
    assert [one.answer for one in await lines(desk)] == [A.NO]


async def test_day_without_sessions_has_an_empty_list(desk: Desk) -> None:
    made = await make_list(desk)
    assert (made.expected, await lines(desk)) == (0, [])


async def test_other_prison_is_never_on_the_list(desk: Desk, other_desk: Desk) -> None:
    await make_session(desk, desk.person)
    await make_session(other_desk, other_desk.person)
    await make_list(desk)
    await make_list(other_desk)
    assert [one.person_id for one in await lines(desk)] == [desk.person.id]
    assert [one.person_id for one in await lines(other_desk)] == [other_desk.person.id]
    assert len(await desk.rows(GateList)) == 1


async def test_two_who_make_the_list_at_once_give_each_person_one_code(desk: Desk) -> None:
    people = [desk.person, *[await desk.another(name) for name in ("Abel", "Birch", "Cole")]]
    await make_session(desk, *people)
    made = await asyncio.gather(*(make_list(desk) for _number in range(4)))
    found = await lines(desk)
    assert len(found) == len({one.code for one in found}) == len(people)
    assert sorted(len(one.changes.added) for one in made) == [0, 0, 0, 4]


async def test_list_of_a_past_day_stays_as_the_gate_had_it(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        await make_list(desk, today() - timedelta(days=1))
    assert refused.value.field == "on"
    with pytest.raises(Invalid):
        await make_list(desk, today() + timedelta(days=61))


@pytest.mark.parametrize("role", [Role.PRISON_STAFF_READER, Role.GOVERNOR])
async def test_who_only_reads_does_not_make_the_list(desk: Desk, role: Role) -> None:
    with pytest.raises(Forbidden):
        await make_list(desk, by=desk.role(role))


async def test_partner_sees_its_own_peoples_lines_and_no_list(desk: Desk) -> None:
    await make_session(desk, desk.person)
    await make_list(desk)
    assert await desk.rows(GateList, by=desk.partner_lead()) == []
    assert len(await desk.rows(Visit, by=desk.partner_lead())) == 1


async def test_many_people_take_no_more_statements_than_one(desk: Desk) -> None:
    """A list of five hundred is made in as many statements as a list of one."""
    asked: list[int] = []
    for day, count in ((today(), 1), (today() + timedelta(days=1), 8)):
        people = [await desk.another(f"Birch {number}") for number in range(count)]
        await make_session(desk, *people, day=day)
        with counted(desk.database.engine) as sent:
            await make_list(desk, day)
        asked.append(len(sent))
        assert len(await lines(desk, day)) == count
    assert asked[0] == asked[1] > 0


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """Note what is sent to PostgreSQL while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
