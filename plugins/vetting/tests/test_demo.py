"""The training of the ordinary demo: a session that was held, and others with places, a queue and none."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from core.sdk import Role, today
from core.testkit import Database, Registry, make_person, viewer
from plugins.vetting import models
from plugins.vetting.demo import COURSES, STORIES, load_demo
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus

B, T = BookingState, TrainingSessionState


async def test_demo_has_training_that_was_held_and_training_to_come(
    database: Database, registry: Registry, prison: Any, other_prison: Any
) -> None:
    by, elsewhere = (viewer(registry, one, *Role) for one in (prison, other_prison))
    for number in range(len(STORIES)):
        await make_person(database, by, surname=f"Ashdown {number}")
    async with database.write(by) as session:
        await load_demo(session, by, {})
    async with database.read(by) as session:
        held = (await session.scalars(select(models.CourseSession))).all()
        bookings = (await session.scalars(select(models.Booking))).all()
        done = (await session.scalars(select(models.Training))).all()
    async with database.read(elsewhere) as session:
        assert (await session.scalars(select(models.CourseSession))).all() == []
    assert {(one.state, one.held_on < today()) for one in held} == {(T.HELD, True), (T.PLANNED, False)}
    assert len(held) == len(COURSES) + sum(1 for course in COURSES if course.held_before)
    states = Counter(one.state for one in bookings)
    assert min(states[one] for one in (B.ATTENDED, B.DID_NOT_ATTEND, B.BOOKED, B.WAITING)) > 0
    assert all(one.places_taken <= one.places for one in held)
    came = {one.person_id for one in bookings if one.state is B.ATTENDED}
    trained = {one.person_id for one in done if one.status is TrainingStatus.COMPLETED}
    assert came <= trained
    booked = {one.person_id for one in bookings if one.state is B.BOOKED}
    assert booked == {one.person_id for one in done if one.status is TrainingStatus.BOOKED}
