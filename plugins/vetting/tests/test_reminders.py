"""What vetting finds to remind of: each end that nothing stands in for, and nobody who left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from core.sdk import Person, today
from plugins.vetting import models
from plugins.vetting.enums import TrainingStatus, TrainingType, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.reminders import (
    REMINDERS,
    find_expiring,
    find_renewals,
    find_training,
    find_turns,
)
from plugins.vetting.rules.reminding import RENEWAL, lasts_longer
from plugins.vetting.tests.desk import Desk

DAY = timedelta(days=1)
L, T = VettingLevel, TrainingStatus
SOON = today() + 30 * DAY
LATER = today() + 900 * DAY


async def holds(desk: Desk, level: VettingLevel, expires_on: date | None) -> UUID:
    """Give the person a clearance."""
    async with desk.database.write(desk.coordinator) as session:
        row = models.Clearance(
            person_id=desk.person.id,
            partner_id=desk.partner.id,
            level=level,
            scope="THIS_PRISON",
            granted_on=today() - 300 * DAY,
            expires_on=expires_on,
        )
        session.add(row)
        await session.flush()
        return row.id


async def trained(desk: Desk, status: TrainingStatus, **more: Any) -> UUID:
    """Give the person a record of a training."""
    given: dict[str, Any] = {"type": TrainingType.SASH_ACCT} | more
    async with desk.database.write(desk.coordinator) as session:
        row = models.Training(person_id=desk.person.id, partner_id=desk.partner.id, status=status, **given)
        session.add(row)
        await session.flush()
        return row.id


async def done(desk: Desk, expires_on: date, **more: Any) -> UUID:
    return await trained(desk, T.COMPLETED, completed_on=today() - 300 * DAY, expires_on=expires_on, **more)


async def found(desk: Desk, find: Callable[..., Any], subjects: list[UUID] | None = None) -> set[UUID]:
    async with desk.database.read(desk.coordinator) as session:
        dues = await find(session, desk.coordinator, today(), subjects)
    return {due.subject_id for due in dues}


@pytest.mark.parametrize(
    ("level", "expires_on"),
    [
        (L.BPSS, None),
        (L.HMPPS_EL2, None),
        (L.DBS_ENHANCED, LATER),
        (L.HMPPS_EL1, LATER),
        (L.HMPPS_EL2, today() - 3 * DAY),
    ],
)
async def test_trap_a_record_that_stands_for_nothing_silences_no_reminder(
    desk: Desk, level: VettingLevel, expires_on: date | None
) -> None:
    """TRAP: somebody whose clearance ends is never told, for they hold another that does not let them in."""
    ending = await holds(desk, L.HMPPS_EL2, SOON)
    await holds(desk, level, expires_on)
    assert ending in await found(desk, find_expiring)
    assert await found(desk, find_expiring, [ending]) == {ending}


@pytest.mark.parametrize(
    ("ends", "stands"), [(L.HMPPS_EL2, L.HMPPS_EL2), (L.HMPPS_EL1, L.HMPPS_EL2), (L.ESCORTED_VISITOR, L.BPSS)]
)
async def test_one_that_stands_for_it_and_lasts_longer_ends_the_reminders(
    desk: Desk, ends: VettingLevel, stands: VettingLevel
) -> None:
    ending = await holds(desk, ends, SOON)
    assert await found(desk, find_expiring) == {ending}
    await holds(desk, stands, LATER if POLICY.levels[stands].needs_end_date else None)
    assert await found(desk, find_expiring) == set()
    assert await found(desk, find_expiring, [ending]) == set()


class Held:
    """A clearance as the rule looks at it."""

    def __init__(self, level: VettingLevel, expires_on: date | None) -> None:
        self.id, self.level, self.expires_on = uuid4(), level, expires_on


HELD = st.builds(Held, st.sampled_from(VettingLevel), st.none() | st.sampled_from([SOON, SOON + DAY, LATER]))


@settings(deadline=None)
@given(st.lists(HELD, min_size=1, max_size=6))
def test_of_all_that_somebody_holds_the_last_end_is_always_told_of(held: list[Held]) -> None:
    """Clearances never silence each other in a circle; one that stands for another goes on as long."""
    for one in held:
        stands = [other for other in held if other is not one and lasts_longer(other, one, POLICY)]
        assert not any(lasts_longer(one, other, POLICY) for other in stands)
        for other in stands:
            assert one.expires_on is not None
            assert other.level in POLICY.standing_for(one.level)
            assert other.expires_on is None or other.expires_on >= one.expires_on


async def test_training_booked_before_it_ends_is_not_reminded_of(desk: Desk) -> None:
    ending = await done(desk, today() + 40 * DAY)
    assert await found(desk, find_training) == {ending}
    booked = await trained(desk, T.BOOKED, booked_on=today() + 20 * DAY)
    assert await found(desk, find_training) == set()
    async with desk.database.write(desk.coordinator) as session:
        missed = update(models.Training).where(models.Training.id == booked)
        await session.execute(missed.values(booked_on=today() - DAY))
    assert await found(desk, find_training) == {ending}, "Nobody came to it: it is still to be done."


async def test_training_that_somebody_is_excused_from_is_not_reminded_of(desk: Desk) -> None:
    ending = await done(desk, SOON)
    over = {"exempted_on": today() - 90 * DAY, "exempted_by": desk.coordinator.account_id}
    await trained(desk, T.EXEMPT, expires_on=today() - DAY, **over)
    assert await found(desk, find_training) == {ending}
    await trained(desk, T.EXEMPT, expires_on=today(), **over)
    assert await found(desk, find_training) == set()


async def test_each_local_course_is_reminded_of_by_itself(desk: Desk) -> None:
    async with desk.database.write(desk.coordinator) as session:
        courses = [
            models.Course(
                type=TrainingType.OTHER_LOCAL, title=title, title_key=title, prerequisites=[], suits=[]
            )
            for title in ("gardens", "kitchen")
        ]
        session.add_all(courses)
        await session.flush()
        gardens, kitchen = (course.id for course in courses)
    local = {"type": TrainingType.OTHER_LOCAL}
    first = await done(desk, SOON, course_id=gardens, **local)
    other = await done(desk, SOON + 5 * DAY, course_id=kitchen, **local)
    assert await found(desk, find_training) == {first, other}
    await done(desk, LATER, course_id=gardens, **local)
    assert await found(desk, find_training) == {other}


async def test_nobody_who_left_is_told_of_a_turn_or_a_renewal(desk: Desk) -> None:
    waits = await desk.opened()
    renewed = await desk.taken_over(VettingStage.RENEWAL_DUE, await desk.another("Rowan"))
    turns, renewals = await found(desk, find_turns), await found(desk, find_renewals)
    assert turns
    assert renewals
    async with desk.database.write(desk.coordinator) as session:
        gone = update(Person).where(Person.id.in_([waits.person_id, renewed.person_id]))
        await session.execute(gone.values(status="LEFT", left_on=today()))
    assert await found(desk, find_turns) == set()
    assert await found(desk, find_renewals) == set()
    assert await found(desk, find_turns, list(turns)) == set()


def test_renewal_is_brought_home_to_the_person_then_the_organisation_then_the_desk() -> None:
    assert [str(step.told) for step in RENEWAL] == ["PERSON", "PARTNER", "COORDINATOR"]
    [renewal] = [one for one in REMINDERS if one.name == "vetting.renewal"]
    assert renewal.ladder == RENEWAL
