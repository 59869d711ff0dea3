"""Vetting in the demo: every kind of case a co-ordinator meets, for the fictional people of the demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Person, Viewer, add_working_days, today
from plugins.vetting import models, rules, services
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    TrainingStatus,
    TrainingType,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.services import training

S = VettingStage
EL1, EL2 = VettingLevel.HMPPS_EL1, VettingLevel.HMPPS_EL2
PREPARED = (S.INVITED, S.FORM_IN_PROGRESS, S.DOCUMENTS_BOOKED, S.DOCUMENTS_VERIFIED)
SENT = (*PREPARED, S.SUBMITTED, S.IN_CHECKS)
CLEARED = (*SENT, S.APPROVED, S.ONBOARDING, S.ACTIVE)
SPACING = 6
"""Working days between one stage and the next."""


@dataclass(frozen=True, slots=True)
class Story:
    """How far a case has come, how long it has stood there, and when its clearance runs out."""

    way: tuple[VettingStage, ...]
    waited: int
    """Working days in the last stage."""
    level: VettingLevel = EL1
    days_left: int | None = None
    """Calendar days until the clearance runs out; None when there is none."""
    on_record: bool = False
    """Called cleared by the co-ordinator's list alone, without a word from security."""


STORIES = (
    Story(CLEARED, 180, EL2, days_left=700),
    Story(SENT, 31, EL2),
    Story(CLEARED, 300, EL1, days_left=24),
    Story((S.INVITED,), 3),
    Story(CLEARED, 90, EL2, days_left=1600),
    Story(PREPARED[:3], 7),
    Story(SENT, 74, EL2),
    Story(CLEARED, 400, EL1, days_left=70),
    Story((*SENT, S.QUERY_RAISED), 12),
    Story(CLEARED, 260, EL1, days_left=900),
    Story(PREPARED, 1),
    Story((*SENT, S.DECISION_PENDING), 4, EL2),
    Story((*SENT, S.APPROVED), 2, EL2, days_left=1800),
    Story(CLEARED, 500, EL1, days_left=150, on_record=True),
    Story((S.SPONSOR_REVIEW,), 9),
    Story((*CLEARED, S.RENEWAL_DUE), 20, EL1, days_left=48),
    Story((*SENT, S.APPROVED, S.ONBOARDING), 5, EL1, days_left=1700),
    Story(PREPARED[:2], 22),
    Story((*SENT, S.REFUSED), 15),
    Story((*PREPARED[:2], S.LAPSED), 30),
    Story((*CLEARED, S.EXPIRED), 8, EL1, days_left=-12),
    Story((S.DRAFT,), 0),
    Story((*PREPARED[:2], S.WITHDRAWN), 25),
)
NEEDS_CLEARANCE = frozenset({S.APPROVED, S.ONBOARDING, S.ACTIVE, S.RENEWAL_DUE, S.EXPIRED})
TRAINED = frozenset({S.ACTIVE, S.RENEWAL_DUE, S.EXPIRED})


AWAITED = frozenset({S.IN_CHECKS, S.DECISION_PENDING, S.APPROVED, S.ONBOARDING})


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course of the demo, its next session and, of some, one that was held."""

    type: TrainingType
    title: str
    place: str
    in_days: int
    """Working days until its next session."""
    places: int
    booked: int
    """So many ask for its next session: more than can come wait."""
    held_before: int = 0
    """Working days since its last session, which the first few came to but for one."""


COURSES = (
    TaughtCourse(TrainingType.SECURITY_INDUCTION, "Security induction", "Training room", 6, 3, 5),
    TaughtCourse(TrainingType.SASH_ACCT, "Suicide and self-harm, ACCT", "Chapel", 9, 10, 0),
    TaughtCourse(TrainingType.PERSONAL_PROTECTION, "Personal protection", "Gym", 15, 8, 2, held_before=12),
)
CAME = 5


async def load_demo(session: AsyncSession, viewer: Viewer, _wishes: Mapping[str, Any]) -> None:
    """Give every person of the prison one story, in the order they were added; then hold courses for them."""
    people = (await session.scalars(select(Person).order_by(Person.created_at, Person.id))).all()
    lived = list(zip(people, cycle(STORIES), strict=False))
    for person, story in lived:
        await _live(session, viewer, person, story)
    trained = [person.id for person, story in lived if story.way[-1] in TRAINED]
    awaited = [person.id for person, story in lived if story.way[-1] in AWAITED]
    for course in COURSES:
        await _teach(session, viewer, course, trained if course.held_before else awaited)


async def _live(session: AsyncSession, viewer: Viewer, person: Person, story: Story) -> None:
    since = add_working_days(today(), -story.waited)
    steps = len(story.way) - 1
    days = [add_working_days(since, -SPACING * (steps - place)) for place in range(steps)]
    case = await services.take_over_case(
        session,
        viewer,
        person,
        stage=story.way[-1],
        since=since,
        earlier=tuple(zip(story.way[:-1], days, strict=True)),
        required_levels=(story.level,),
        access_mode=AccessMode.UNESCORTED_NO_KEYS,
        clearances=_clearances(story, since),
    )
    if S.APPROVED in story.way and not story.on_record:
        case.decided_by, case.decided_on = viewer.account_id, since
    if story.way[-1] in TRAINED:
        await _train(session, viewer, person, since)


def _clearances(story: Story, since: date) -> tuple[rules.Clearance, ...]:
    if story.days_left is None or story.way[-1] not in NEEDS_CLEARANCE:
        return ()
    end = today() + timedelta(days=story.days_left)
    granted = min(since - timedelta(days=30), end - timedelta(days=4 * 365))
    held = rules.Clearance(
        level=story.level,
        granted_on=granted,
        expires_on=end,
        scope=ClearanceScope.THIS_PRISON,
        reference=f"DEMO-{end:%y%m%d}",
        is_confirmed=not story.on_record,
    )
    return (held,)


async def _train(session: AsyncSession, viewer: Viewer, person: Person, since: date) -> None:
    for kind in (TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT):
        await services.record_training(
            session,
            viewer,
            person.id,
            type=kind,
            status=TrainingStatus.COMPLETED,
            completed_on=max(since, today() - timedelta(days=200)),
        )


async def _teach(session: AsyncSession, viewer: Viewer, taught: TaughtCourse, people: Sequence[UUID]) -> None:
    """Hold a course as it was held, plan it anew, and let these people ask for places."""
    course = await training.add_course(
        session, viewer, type=taught.type, title=taught.title, length_minutes=150
    )
    if taught.held_before:
        await _hold(session, viewer, taught, course.id, people[:CAME])
    planned = await _plan(
        session, viewer, taught, course.id, add_working_days(today(), taught.in_days), today()
    )
    asking = people[CAME:] if taught.held_before else people
    await training.book_places(session, viewer, planned.id, asking[: taught.booked])


async def _hold(
    session: AsyncSession, viewer: Viewer, taught: TaughtCourse, course_id: UUID, people: Sequence[UUID]
) -> None:
    """Hold a session to which all came but the last."""
    held_on = add_working_days(today(), -taught.held_before)
    asked_on = add_working_days(held_on, -taught.held_before)
    held = await _plan(session, viewer, taught, course_id, held_on, asked_on)
    await training.book_places(session, viewer, held.id, people, on=asked_on)
    booked = select(models.Booking.id).where(models.Booking.session_id == held.id)
    found = (await session.scalars(booked.order_by(models.Booking.asked_at, models.Booking.id))).all()
    marks = {booking_id: place + 1 < len(found) for place, booking_id in enumerate(found)}
    await training.key_attendance(session, viewer, held.id, marks=marks, on=held_on)


async def _plan(
    session: AsyncSession, viewer: Viewer, taught: TaughtCourse, course_id: UUID, held_on: date, on: date
) -> models.CourseSession:
    return await training.plan_session(
        session,
        viewer,
        course_id,
        held_on=held_on,
        starts_at="09:30",
        ends_at="12:00",
        place=taught.place,
        places=taught.places,
        trainer="Security",
        on=on,
    )
