"""Who lacks which training on a day, who may see it, and how many of the places offered were taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import Forbidden, Role
from core.testkit import viewer
from plugins.vetting.enums import AccessMode, TrainingStatus, TrainingType, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04
from plugins.vetting.rules import CaseFacts, StageEvent, Training, needs_of, trainings_missing
from plugins.vetting.services import training
from plugins.vetting.tests.classroom import HELD_ON, TODAY, Classroom
from plugins.vetting.tests.desk import Desk

S, T = TrainingStatus, TrainingType
INDUCTION, SASH = T.SECURITY_INDUCTION, T.SASH_ACCT
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
RECORDS = st.builds(
    Training,
    type=st.sampled_from((INDUCTION, SASH, T.PREVENT)),
    status=st.sampled_from((S.COMPLETED, S.EXEMPT)),
    completed_on=DAYS,
)


@pytest_asyncio.fixture
async def classroom(desk: Desk) -> Classroom:
    return Classroom(desk)


def case_with(trainings: list[Training], stage: VettingStage, mode: AccessMode) -> CaseFacts:
    return CaseFacts(
        history=(StageEvent(stage=stage, on=date(2024, 1, 1)),),
        required_levels=frozenset({VettingLevel.HMPPS_EL2}),
        access_mode=mode,
        trainings=tuple(trainings),
    )


@given(st.lists(RECORDS, max_size=6), st.sampled_from(list(AccessMode)), DAYS)
def test_need_is_what_the_gate_will_miss(records: list[Training], mode: AccessMode, on: date) -> None:
    """The list of who lacks what never contradicts the answer at the gate on the same day."""
    case = case_with(records, VettingStage.ACTIVE, mode)
    needed = tuple(need.type for need in needs_of([case], on, POLICY_2026_04))
    assert needed == trainings_missing(case, on, POLICY_2026_04)


@pytest.mark.parametrize("stage", [VettingStage.WITHDRAWN, VettingStage.REFUSED, VettingStage.SUSPENDED])
def test_nobody_who_is_not_on_the_way_in_needs_anything(stage: VettingStage) -> None:
    case = case_with([], stage, AccessMode.KEY_HOLDER)
    assert list(needs_of([case], TODAY, POLICY_2026_04)) == []


async def test_needs_say_since_when_and_what_is_booked(classroom: Classroom) -> None:
    desk = classroom.desk
    case = await desk.approved(await desk.opened())
    await desk.trained(case.person_id, INDUCTION, TODAY - timedelta(days=500))
    held = await classroom.planned(await classroom.course())
    await classroom.book(held, desk.person)
    async with desk.database.read(desk.coordinator) as session:
        found = await training.training_needs(session, desk.coordinator, TODAY)
    shown = [(row.person_name, row.need.type, row.need.expired_on, row.need.booked_on) for row in found]
    assert shown == [
        ("Robin Ashdown", SASH, None, HELD_ON),
        ("Robin Ashdown", INDUCTION, date(2026, 6, 20), None),
    ]
    assert all(row.is_cleared for row in found)


async def test_a_case_beside_a_suspended_one_does_not_count_as_cleared(classroom: Classroom) -> None:
    desk = classroom.desk
    await desk.taken_over(VettingStage.ACTIVE)
    await desk.taken_over(VettingStage.SUSPENDED)
    async with desk.database.read(desk.coordinator) as session:
        found = await training.training_needs(session, desk.coordinator, TODAY)
    assert found
    assert not any(row.is_cleared for row in found)


async def test_partner_and_volunteer_see_their_own_alone(classroom: Classroom, other_desk: Desk) -> None:
    desk, other = classroom.desk, await classroom.another_partner()
    (stranger,) = await classroom.people(1, other.id)
    held = await classroom.planned(await classroom.course())
    for person in (desk.person, stranger):
        await desk.opened(person)
        await classroom.book(held, person)
    for who, expected in (
        (desk.coordinator, {desk.person.id, stranger.id}),
        (desk.partner_lead(desk.partner.id), {desk.person.id}),
        (desk.volunteer(desk.person.id), {desk.person.id}),
        (other_desk.coordinator, set()),
    ):
        async with desk.database.read(who) as session:
            needs = await training.training_needs(session, who, TODAY)
        assert {row.person_id for row in needs} == expected
        assert {row.person_id for row in await classroom.bookings(held, by=who)} == expected
    council = viewer(desk.registry, desk.prison, Role.COUNCIL_FACILITATOR)
    async with desk.database.read(council) as session:
        with pytest.raises(Forbidden):
            await training.training_needs(session, council, TODAY)


async def test_places_taken_by_partners_never_exceed_those_offered(classroom: Classroom) -> None:
    """Rates above 100% (DHIS2), and a session nobody held counted as one that was offered."""
    desk, course = classroom.desk, await classroom.course()
    held = await classroom.planned(course, places=3, partner_places=2)
    cancelled = await classroom.planned(course, places=9)
    people = await classroom.people(4)
    await classroom.book(held, *people)
    first, second, *_waiting = await classroom.bookings(held)
    await classroom.key(held, {first.id: True, second.id: False})
    async with desk.database.write(desk.coordinator) as session:
        await training.cancel_session(session, desk.coordinator, cancelled.id, on=TODAY)
    async with desk.database.read(desk.coordinator) as session:
        counted = await training.partner_places(session, desk.coordinator, TODAY, HELD_ON)
        before = await training.partner_places(session, desk.coordinator, TODAY, TODAY)
    assert (counted.taken, counted.offered) == (1, 2)
    assert (before.taken, before.offered) == (0, 0)
