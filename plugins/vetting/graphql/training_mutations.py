"""What can be done to planned training: plan it, book it, move and give back places, key who came."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.vetting.enums import AccessMode, TrainingType
from plugins.vetting.graphql.training import VettingBooking, VettingCourse, VettingTrainingSession
from plugins.vetting.reports.attendance import print_attendance_sheet
from plugins.vetting.services import training


@strawberry.input
class VettingNewCourse:
    type: TrainingType
    title: str
    length_minutes: int | None = None
    validity_months: int | None = None
    prerequisites: list[TrainingType] = strawberry.field(default_factory=list)
    suits: list[AccessMode] = strawberry.field(default_factory=list)


@strawberry.input
class VettingNewTrainingSession:
    course_id: ID
    held_on: date
    starts_at: str
    """As 09:30, London time."""
    ends_at: str
    place: str
    places: int
    partner_places: int | None = None
    trainer: str | None = None


@strawberry.input
class VettingPlaces:
    training_session_id: ID
    places: int
    partner_places: int


@strawberry.input
class VettingMark:
    """A row of an attendance sheet: came, did not come, or (null) left blank."""

    booking_id: ID
    came: bool | None = None


@strawberry.type
class VettingNotBooked:
    person_id: ID
    person_name: str
    reason: str


@strawberry.type
class VettingBooked:
    """What became of those who were to be booked."""

    booked: int
    waiting: int
    skipped: list[VettingNotBooked]


@strawberry.type
class VettingSheetPrinted:
    """The report that goes on paper; the worker makes it."""

    report_id: ID


class TrainingMutation:
    @mutation("Put the attendance sheet of a training session on paper, to be signed.")
    async def vetting_print_attendance_sheet(
        self, info: Info[Context, None], training_session_id: ID
    ) -> VettingSheetPrinted:
        async with writing(info) as (session, viewer):
            asked = await print_attendance_sheet(session, viewer, as_uuid(training_session_id))
        return VettingSheetPrinted(report_id=ID(str(asked)))

    @mutation("Add a course that the prison holds.")
    async def vetting_add_course(self, info: Info[Context, None], given: VettingNewCourse) -> VettingCourse:
        async with writing(info) as (session, viewer):
            made = await training.add_course(
                session,
                viewer,
                type=given.type,
                title=given.title,
                length_minutes=given.length_minutes,
                validity_months=given.validity_months,
                prerequisites=given.prerequisites,
                suits=given.suits,
            )
        return await answer(info, VettingCourse, made.id)  # type: ignore[no-any-return]

    @mutation("Plan a course for a day.")
    async def vetting_plan_training_session(
        self, info: Info[Context, None], given: VettingNewTrainingSession
    ) -> VettingTrainingSession:
        async with writing(info) as (session, viewer):
            planned = await training.plan_session(
                session,
                viewer,
                as_uuid(given.course_id),
                held_on=given.held_on,
                starts_at=given.starts_at,
                ends_at=given.ends_at,
                place=given.place,
                places=given.places,
                partner_places=given.partner_places,
                trainer=given.trainer,
            )
        return await answer(info, VettingTrainingSession, planned.id)  # type: ignore[no-any-return]

    @mutation("Give a training session more places, or fewer; whoever waits is seated.")
    async def vetting_change_places(
        self, info: Info[Context, None], given: VettingPlaces
    ) -> VettingTrainingSession:
        async with writing(info) as (session, viewer):
            held = await training.change_places(
                session,
                viewer,
                as_uuid(given.training_session_id),
                places=given.places,
                partner_places=given.partner_places,
            )
        return await answer(info, VettingTrainingSession, held.id)  # type: ignore[no-any-return]

    @mutation("Cancel a training session: nobody is booked or waits any more.")
    async def vetting_cancel_training_session(
        self, info: Info[Context, None], training_session_id: ID
    ) -> VettingTrainingSession:
        async with writing(info) as (session, viewer):
            held = await training.cancel_session(session, viewer, as_uuid(training_session_id))
        return await answer(info, VettingTrainingSession, held.id)  # type: ignore[no-any-return]

    @mutation("Book people into a training session, in this order; past the last place they wait.")
    async def vetting_book_places(
        self, info: Info[Context, None], training_session_id: ID, person_ids: list[ID]
    ) -> VettingBooked:
        async with writing(info) as (session, viewer):
            people = [as_uuid(one) for one in person_ids]
            outcome = await training.book_places(session, viewer, as_uuid(training_session_id), people)
        skipped = [
            VettingNotBooked(person_id=ID(str(one.person_id)), person_name=one.person_name, reason=one.reason)
            for one in outcome.skipped
        ]
        return VettingBooked(booked=outcome.booked, waiting=outcome.waiting, skipped=skipped)

    @mutation("Move a booking to another day of the same training.")
    async def vetting_move_booking(
        self, info: Info[Context, None], booking_id: ID, training_session_id: ID
    ) -> VettingBooking:
        async with writing(info) as (session, viewer):
            moved = await training.move_booking(
                session, viewer, as_uuid(booking_id), as_uuid(training_session_id)
            )
        return await answer(info, VettingBooking, moved.id)  # type: ignore[no-any-return]

    @mutation("Take somebody off a training session or its queue; whoever waits first has the place.")
    async def vetting_give_up_place(self, info: Info[Context, None], booking_id: ID) -> VettingBooking:
        async with writing(info) as (session, viewer):
            given_up = await training.give_up_place(session, viewer, as_uuid(booking_id))
        return await answer(info, VettingBooking, given_up.id)  # type: ignore[no-any-return]

    @mutation("Type in an attendance sheet: all of it or nothing.")
    async def vetting_key_attendance(
        self, info: Info[Context, None], training_session_id: ID, marks: list[VettingMark]
    ) -> VettingTrainingSession:
        async with writing(info) as (session, viewer):
            keyed = {as_uuid(mark.booking_id): mark.came for mark in marks}
            held = await training.key_attendance(session, viewer, as_uuid(training_session_id), marks=keyed)
        return await answer(info, VettingTrainingSession, held.id)  # type: ignore[no-any-return]

    @mutation("Record that somebody attended who was not on the sheet.")
    async def vetting_record_walk_in(
        self, info: Info[Context, None], training_session_id: ID, person_id: ID
    ) -> VettingBooking:
        async with writing(info) as (session, viewer):
            row = await training.record_walk_in(
                session, viewer, as_uuid(training_session_id), as_uuid(person_id)
            )
        return await answer(info, VettingBooking, row.id)  # type: ignore[no-any-return]
