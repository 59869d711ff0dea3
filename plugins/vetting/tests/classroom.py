"""A classroom in a test prison: courses, sessions and bookings, through the services themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.sdk import Person, Viewer
from core.testkit import make_partner
from plugins.vetting import models
from plugins.vetting.enums import BookingState, TrainingType
from plugins.vetting.services import training
from plugins.vetting.tests.desk import Desk

TODAY = date(2026, 11, 2)
HELD_ON = date(2026, 11, 27)


@dataclass(frozen=True, slots=True)
class Classroom:
    """Plans, books and keys, each in a transaction of its own."""

    desk: Desk

    async def course(self, kind: TrainingType = TrainingType.SASH_ACCT, **more: Any) -> models.Course:
        by, given = self.desk.coordinator, {"type": kind, "title": str(kind.label), **more}
        async with self.desk.database.write(by) as session:
            return await training.add_course(session, by, **given)

    async def planned(
        self, course: models.Course, places: int = 2, held_on: date = HELD_ON, **more: Any
    ) -> models.CourseSession:
        by = self.desk.coordinator
        given: dict[str, Any] = {
            "held_on": held_on,
            "starts_at": "09:30",
            "ends_at": "12:30",
            "place": "Training room",
            "places": places,
            "on": TODAY,
        }
        async with self.desk.database.write(by) as session:
            return await training.plan_session(session, by, course.id, **(given | more))

    async def book(
        self, held: models.CourseSession, *people: Person, by: Viewer | None = None, on: date = TODAY
    ) -> training.BookingOutcome:
        who = by or self.desk.coordinator
        async with self.desk.database.write(who) as session:
            return await training.book_places(session, who, held.id, [one.id for one in people], on=on)

    async def give_up(self, booking_id: UUID, by: Viewer | None = None, on: date = TODAY) -> models.Booking:
        who = by or self.desk.coordinator
        async with self.desk.database.write(who) as session:
            return await training.give_up_place(session, who, booking_id, on=on)

    async def key(
        self, held: models.CourseSession, marks: dict[UUID, bool | None], on: date = HELD_ON
    ) -> models.CourseSession:
        by = self.desk.coordinator
        async with self.desk.database.write(by) as session:
            return await training.key_attendance(session, by, held.id, marks=marks, on=on)

    async def people(self, count: int, partner_id: UUID | None = None) -> list[Person]:
        return [await self.desk.another(f"Learner{number}", partner_id) for number in range(count)]

    async def another_partner(self, name: str = "Lantern Table") -> Any:
        return await make_partner(self.desk.database, self.desk.coordinator, name)

    async def bookings(
        self, held: models.CourseSession, by: Viewer | None = None
    ) -> Sequence[models.Booking]:
        found = await self.desk.rows(models.Booking, models.Booking.session_id == held.id, by=by)
        return sorted(found, key=lambda row: (row.asked_at, row.id))

    async def states(self, held: models.CourseSession) -> list[BookingState]:
        return [row.state for row in await self.bookings(held)]

    async def session(self, held: models.CourseSession) -> models.CourseSession:
        (found,) = await self.desk.rows(models.CourseSession, models.CourseSession.id == held.id)
        assert isinstance(found, models.CourseSession)
        return found

    async def records(self, person: Person) -> Sequence[models.Training]:
        return await self.desk.rows(models.Training, models.Training.person_id == person.id)
