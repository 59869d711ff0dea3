"""References in the services: who may ask, what stays out of reach, and what goes with the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from core.sdk import Conflict, Forbidden, InvalidInput, NotFound, Viewer, today
from plugins.vetting import models, services
from plugins.vetting.enums import Verb, VettingStage
from plugins.vetting.enums.reference import ReferenceState, Relation
from plugins.vetting.rules.references import REFEREE, Referee, answer_by, asking_faults, shown_state
from plugins.vetting.rules.stages import OPEN
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
