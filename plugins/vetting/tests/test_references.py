"""References in the services: who may ask, what stays out of reach, and what goes with the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from core.sdk import (
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    Viewer,
    add_working_days,
    messages,
    today,
)
from plugins.vetting import models, services
from plugins.vetting.enums import Verb, VettingStage
from plugins.vetting.enums.reference import ReferenceState, Relation
from plugins.vetting.reminders import find_lapsed
from plugins.vetting.rules.references import (
    REFEREE,
    REMINDED_BEFORE,
    Referee,
    answer_by,
    asking_faults,
    shown_state,
)
from plugins.vetting.rules.stages import OPEN
from plugins.vetting.services.letters import AGAIN, remind_referees
from plugins.vetting.tests.desk import Desk

FRANCES = Referee(name="Frances Hollow", email="frances@example.org", relation=Relation.TEACHER)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


@given(on=DAYS, asked=DAYS, state=st.sampled_from(ReferenceState))
def test_only_what_is_waited_for_lapses_and_only_after_its_last_day(
    on: date, asked: date, state: ReferenceState
) -> None:
    shown = shown_state(state, answer_by(asked), on)
    lapsed = state is ReferenceState.ASKED and on > asked + timedelta(days=REFEREE.days or 0)
    assert shown is (ReferenceState.LAPSED if lapsed else state)


@given(stage=st.sampled_from(VettingStage))
def test_reference_is_asked_for_while_the_case_is_in_progress_and_not_otherwise(stage: VettingStage) -> None:
    faults = list(asking_faults(stage, FRANCES, own_email=None, asked=()))
    assert bool(faults) is (stage not in OPEN)


async def ask(desk: Desk, case: models.Case, by: Viewer | None = None) -> services.Asked:
    who = by or desk.coordinator
    async with desk.database.write(who) as session:
        return await services.ask_reference(session, who, case.id, referee=FRANCES)


async def test_partner_volunteer_and_governor_cannot_ask(desk: Desk) -> None:
    case = await desk.opened()
    for who in (desk.governor, desk.partner_lead(desk.partner.id), desk.volunteer(desk.person.id)):
        with pytest.raises(Forbidden):
            await ask(desk, case, who)


async def test_case_of_another_prison_is_not_there(desk: Desk, other_desk: Desk) -> None:
    case = await desk.opened()
    with pytest.raises(NotFound):
        await ask(other_desk, case)


async def test_desk_cannot_answer_in_the_referees_name(desk: Desk) -> None:
    await ask(desk, await desk.opened())
    for who in (desk.coordinator, desk.security, desk.records):
        with pytest.raises(Forbidden):
            async with desk.database.write(who) as session:
                await services.decline_reference(session, who)


async def test_withdrawn_reference_is_neither_sent_again_nor_withdrawn_twice(desk: Desk) -> None:
    asked = await ask(desk, await desk.opened())
    by = desk.coordinator
    async with desk.database.write(by) as session:
        await services.withdraw_reference(session, by, asked.reference.id)
    for again in (services.ask_reference_again, services.withdraw_reference):
        with pytest.raises(InvalidInput) as refused:
            async with desk.database.write(by) as session:
                await again(session, by, asked.reference.id)
        assert [type(error).__mro__[1] for error in refused.value.errors] == [Conflict]


async def test_purge_leaves_no_trace_of_a_referee_in_any_table_nor_in_the_trail(desk: Desk) -> None:
    case = await desk.opened()
    asked = await ask(desk, case)
    await desk.moved(case, Verb.WITHDRAW, on=today() - timedelta(days=230))
    await desk.moved(case, Verb.CLOSE, on=today() - timedelta(days=220))
    async with desk.database.write(desk.records) as session:
        await services.purge_case(session, desk.records, case.id)
    async with desk.database.read(desk.coordinator) as session:
        left: Any = await session.scalars(select(models.Reference).where(models.Reference.case_id == case.id))
        assert left.all() == []
        trail = (await session.execute(text("SELECT table_name, before, after FROM audit_entry"))).all()
        links = (await session.scalars(text("SELECT id FROM link"))).all()
    assert links == []
    assert not any("Frances" in str(entry) or "frances@" in str(entry) for entry in trail)
    assert {str(entry.after) for entry in trail if entry.table_name in {"link", "vetting_reference"}} == {
        "None"
    }
    assert asked.link is None


async def second_letters(desk: Desk, on: date) -> int:
    async with desk.database.write(desk.coordinator) as session:
        return await remind_referees(session, desk.coordinator, on=on)


async def lapsed(desk: Desk, on: date) -> list[Any]:
    async with desk.database.read(desk.coordinator) as session:
        return [one.subject_id for one in await find_lapsed(session, desk.coordinator, on, None)]


async def test_referee_is_written_to_once_more_some_days_before_the_last(
    desk: Desk, other_desk: Desk
) -> None:
    row = (await ask(desk, await desk.opened())).reference
    near = add_working_days(row.answer_by, -REMINDED_BEFORE)
    assert near > today()
    assert await second_letters(desk, near - timedelta(days=1)) == 0
    assert await second_letters(other_desk, near) == 0
    assert [await second_letters(desk, day) for day in (near, near, row.answer_by)] == [1, 0, 0]
    letters = await desk.rows(messages.Message, messages.Message.template == AGAIN.code)
    assert [(one.subject_id, one.address) for one in letters] == [(row.id, FRANCES.email)]


async def test_worker_that_was_away_writes_late_and_never_after_the_last_day(desk: Desk) -> None:
    row = (await ask(desk, await desk.opened())).reference
    assert await second_letters(desk, row.answer_by + timedelta(days=1)) == 0
    assert await second_letters(desk, row.answer_by) == 1


async def test_alaveteli_7111_no_second_letter_where_nobody_waits_or_a_link_was_handed_over(
    desk: Desk,
) -> None:
    by, case = desk.coordinator, await desk.opened()
    row = (await ask(desk, case)).reference
    async with desk.database.write(by) as session:
        await services.withdraw_reference(session, by, row.id)
    handed = Referee(name="Ewan Brook", email="ewan@example.org", relation=Relation.FRIEND)
    async with desk.database.write(by) as session:
        await services.ask_reference(session, by, case.id, referee=handed, by_mail=False)
    closed = await desk.opened(await desk.another("Rowan"))
    await ask(desk, closed)
    await desk.moved(closed, Verb.WITHDRAW, on=today())
    assert await second_letters(desk, row.answer_by) == 0


async def test_desk_is_told_of_a_reference_that_lapsed_until_it_is_asked_again(desk: Desk) -> None:
    by, case = desk.coordinator, await desk.opened()
    row = (await ask(desk, case)).reference
    after = row.answer_by + timedelta(days=1)
    assert await lapsed(desk, row.answer_by) == []
    assert await lapsed(desk, after) == [row.id]
    async with desk.database.write(by) as session:
        found = (await session.scalars(select(models.Reference))).one()
        found.answer_by = today() - timedelta(days=1)
    assert await lapsed(desk, today()) == [row.id]
    async with desk.database.write(by) as session:
        await services.ask_reference_again(session, by, row.id)
    assert await lapsed(desk, today()) == []


async def test_lapsed_reference_of_a_case_that_is_over_is_told_to_nobody(desk: Desk) -> None:
    case = await desk.opened()
    row = (await ask(desk, case)).reference
    after = row.answer_by + timedelta(days=1)
    assert await lapsed(desk, after) == [row.id]
    await desk.moved(case, Verb.WITHDRAW, on=today())
    assert await lapsed(desk, after) == []
