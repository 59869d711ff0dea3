"""What may be done about what is kept: periods set, records held, a person erased or given a copy."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.errors import NotFound
from core.partnership.existing import existing_person
from core.reads.filters import as_uuid
from core.reads.mutations import Context, mutation, writing
from core.reports.services import request_report
from core.retention import services
from core.retention.enums import HoldReason
from core.retention.graphql.known import rules_known_to
from core.retention.permissions import PERSON_EXPORT
from core.retention.report import CODE
from core.translation import translate


@strawberry.input
class NewHold:
    person_id: ID
    record_id: ID | None = None
    reason: HoldReason
    reference: str
    review_on: date


@strawberry.type
class RetentionOutcome:
    """That it was done, and of how many records."""

    done: int


@strawberry.type
class PersonCopy:
    """The report in which the copy will be."""

    report_id: ID


class Mutation:
    @mutation("Set for how long this prison keeps records of one kind.")
    async def set_retention_period(self, info: Info[Context, None], code: str, keep: int) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            if code not in rules_known_to(info):
                raise NotFound(translate("There is no such kind of record."), "code")
            await services.set_period(session, viewer, code, keep=keep)
        return RetentionOutcome(done=1)

    @mutation("Keep what is held about somebody on hold: nothing of it is deleted until that is lifted.")
    async def place_hold(self, info: Info[Context, None], given: NewHold) -> RetentionOutcome:
        record = None if given.record_id is None else as_uuid(given.record_id)
        async with writing(info) as (session, viewer):
            await services.place_hold(
                session,
                viewer,
                as_uuid(given.person_id),
                record_id=record,
                reason=given.reason,
                reference=given.reference,
                review_on=given.review_on,
            )
        return RetentionOutcome(done=1)

    @mutation("Record that a hold was looked at and is still needed.")
    async def review_hold(self, info: Info[Context, None], hold_id: ID, review_on: date) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            await services.review_hold(session, viewer, as_uuid(hold_id), review_on=review_on)
        return RetentionOutcome(done=1)

    @mutation("Lift a hold: what is past its date goes with the next night.")
    async def lift_hold(self, info: Info[Context, None], hold_id: ID) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            await services.lift_hold(session, viewer, as_uuid(hold_id))
        return RetentionOutcome(done=1)

    @mutation("Erase all that is held about somebody and has not to stay.")
    async def erase_person(self, info: Info[Context, None], person_id: ID) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            return RetentionOutcome(done=await services.erase_person(session, viewer, as_uuid(person_id)))

    @mutation("Have a copy made of all that is held about somebody, to be handed to them.")
    async def copy_person_record(self, info: Info[Context, None], person_id: ID) -> PersonCopy:
        info.context.viewer.require(PERSON_EXPORT)
        async with writing(info) as (session, viewer):
            await existing_person(session, as_uuid(person_id))
            report = info.context.registry.reports[CODE]
            asked = await request_report(
                session, viewer, report, parameters={"person_id": as_uuid(person_id)}
            )
        return PersonCopy(report_id=ID(str(asked.id)))
