"""Training in the year: weekly courses with who came to them, and who is booked or waits for the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from core.clock import LONDON, is_working_day
from core.identifiers import uuid7
from infra.year.casework import Row
from infra.year.partnership import Member
from infra.year.teaching import COURSES, WEEK, T, Taught, taught_on
from plugins.vetting import rules
from plugins.vetting.enums import (
    BookingState,
    TrainingSessionState,
    TrainingStatus,
    TrainingType,
    VettingStage,
)
from plugins.vetting.policy import Policy

B = BookingState
YEAR = timedelta(days=365)
PLACES, WEEKS_AHEAD, CANCELLED_EVERY, MISSED_OF_TWENTY = 12, 6, 17, 3
FIRST_PLACES = 3
"""Of the next session of each course: more ask than can come."""
REFRESHED_OF_TEN, EXEMPT = 8, 2
ASKS = frozenset({VettingStage.ONBOARDING, VettingStage.ACTIVE, VettingStage.RENEWAL_DUE})
HERE = ASKS | {VettingStage.APPROVED, VettingStage.SUSPENDED}


def refreshed(chance: Random, member: Member, today: date) -> Member:
    """Let somebody who comes in learn again what would have run out; a few leave it too long."""
    walk = member.walk
    if walk.facts.stage not in HERE:
        return member
    learnt = list(walk.facts.trainings)
    for known in tuple(learnt):
        held: rules.Training | None = known
        while held is not None:
            held = _again(chance, held, walk.policy, today)
            learnt += [held] if held else []
    again = replace(walk, facts=replace(walk.facts, trainings=tuple(learnt)))
    return replace(member, walk=again)


def _again(chance: Random, held: rules.Training, policy: Policy, today: date) -> rules.Training | None:
    ends = rules.training_expires_on(held, policy)
    if ends is None or ends > today or chance.randrange(10) >= REFRESHED_OF_TEN:
        return None
    latest = min(ends + timedelta(days=14), today - timedelta(days=1))
    wanted = min(ends - timedelta(days=chance.randint(0, 28)), latest)
    on = taught_on(held.type, wanted, wanted, latest)
    return replace(held, completed_on=on, expires_on=None)


@dataclass(slots=True)
class Classroom:
    """All rows of courses, sessions and places."""

    desk: UUID
    courses: list[Row] = field(default_factory=list)
    sessions: list[Row] = field(default_factory=list)
    bookings: list[Row] = field(default_factory=list)
    exemptions: list[Row] = field(default_factory=list)

    def hold(self, course: Row, taught: Taught, on: date, state: TrainingSessionState, places: int) -> UUID:
        """Add a session and return its id."""
        made = uuid7()
        ends = datetime.combine(on, taught.starts_at) + timedelta(minutes=taught.minutes)
        self.sessions.append(
            {
                "id": made,
                "course_id": course["id"],
                "held_on": on,
                "state": state,
                "starts_at": taught.starts_at,
                "ends_at": ends.time(),
                "place": taught.place,
                "trainer": taught.trainer,
                "places": places,
                "partner_places": places,
                "places_taken": 0,
                "partner_places_taken": 0,
                "waiting": 0,
            }
        )
        return made

    def book(self, session_id: UUID, member: Member, state: BookingState, asked: datetime) -> None:
        self.bookings.append(
            {
                "session_id": session_id,
                "state": state,
                "asked_at": asked,
                "booked_by": self.desk,
                "person_id": member.person.id,
                "partner_id": member.person.partner_id,
            }
        )


def write_classroom(
    chance: Random, members: Sequence[Member], policy: Policy, today: date, desk: UUID
) -> Classroom:
    """Hold the courses of the year, as people's records say who came, and plan those to come."""
    room = Classroom(desk)
    came = _came(members, today)
    for taught in COURSES:
        course = _course(taught)
        room.courses.append(course)
        for day in sorted(came.get(taught.type, ())):
            _held(chance, room, course, taught, day, came[taught.type][day], members)
        _cancelled(room, course, taught, came.get(taught.type, {}), today)
        lacking = _lacking(members, taught.type, policy, today)
        if taught.type is T.SASH_ACCT:
            _exempt(room, lacking[:EXEMPT], today)
            lacking = lacking[EXEMPT:]
        _planned(room, course, taught, lacking, today)
    return room


def _course(taught: Taught) -> Row:
    return {
        "id": uuid7(),
        "type": taught.type,
        "title": taught.title,
        "title_key": taught.title.casefold(),
        "length_minutes": taught.minutes,
        "validity_months": None,
        "prerequisites": [],
        "suits": [],
    }


def _came(members: Sequence[Member], today: date) -> dict[TrainingType, dict[date, list[Member]]]:
    """Return who learnt what on which day of the year, as their records have it."""
    found: dict[TrainingType, dict[date, list[Member]]] = defaultdict(lambda: defaultdict(list))
    for member in members:
        for done in member.walk.facts.trainings:
            if done.completed_on is not None and today - YEAR <= done.completed_on < today:
                found[done.type][done.completed_on].append(member)
    return found


def _held(
    chance: Random,
    room: Classroom,
    course: Row,
    taught: Taught,
    day: date,
    came: Sequence[Member],
    members: Sequence[Member],
) -> None:
    """Hold a course on a day; now and then somebody had a place and did not come."""
    session_id = room.hold(course, taught, day, TrainingSessionState.HELD, max(PLACES, len(came)))
    asked = datetime.combine(day - 2 * WEEK, time(11), LONDON)
    there = {member.person.id for member in came}
    for member in came:
        room.book(session_id, member, B.ATTENDED, asked)
    if chance.randrange(20) < MISSED_OF_TWENTY:
        known = [
            one for one in members if one.person.id not in there and one.walk.opened_on <= day - 2 * WEEK
        ]
        if known:
            room.book(session_id, chance.choice(known), B.DID_NOT_ATTEND, asked)


def _cancelled(
    room: Classroom, course: Row, taught: Taught, held: dict[date, list[Member]], today: date
) -> None:
    """Cancel a session now and then, in weeks in which nobody learnt it."""
    for weeks in range(3, 52, CANCELLED_EVERY):
        day = today - weeks * WEEK
        day += timedelta(days=(taught.weekday - day.weekday()) % 7)
        if day not in held and is_working_day(day):
            room.hold(course, taught, day, TrainingSessionState.CANCELLED, PLACES)


def _planned(room: Classroom, course: Row, taught: Taught, lacking: Sequence[Member], today: date) -> None:
    """Plan the weeks to come. The next session is small, so that some wait; others have the one after."""
    first = today + timedelta(days=1 + (taught.weekday - today.weekday() - 1) % 7)
    days = [first + weeks * WEEK for weeks in range(0, WEEKS_AHEAD, taught.every_weeks)]
    asked = datetime.combine(today - timedelta(days=7), time(9), LONDON)
    queue = list(lacking)
    for place, day in enumerate(day for day in days if is_working_day(day)):
        places = FIRST_PLACES if place == 0 else PLACES
        session_id = room.hold(course, taught, day, TrainingSessionState.PLANNED, places)
        for number, member in enumerate(queue[: 2 * FIRST_PLACES]):
            room.book(session_id, member, B.WAITING, asked + timedelta(minutes=number))
        queue = queue[2 * FIRST_PLACES :] if place == 0 else []


def _lacking(members: Sequence[Member], kind: TrainingType, policy: Policy, today: date) -> list[Member]:
    """Return who comes in, or is about to, and lacks the training."""
    return [
        member
        for member in members
        if member.walk.facts.stage in ASKS
        and kind in rules.trainings_missing(member.walk.facts, today, policy)
    ]


def _exempt(room: Classroom, lacking: Sequence[Member], today: date) -> None:
    """Exempt a few who lack something: they learnt it elsewhere."""
    for member in lacking:
        room.exemptions.append(
            {
                "person_id": member.person.id,
                "partner_id": member.person.partner_id,
                "type": T.SASH_ACCT,
                "status": TrainingStatus.EXEMPT,
                "exempted_on": today - timedelta(days=30),
                "exempted_by": room.desk,
                "expires_on": today + timedelta(days=150),
            }
        )
