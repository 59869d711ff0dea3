"""What can be done to vetting: open a case, take a step with one or many, chase, record what is beside."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, translate, writing
from plugins.vetting import rules, services
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    DecisionSource,
    KeyStatus,
    Pathway,
    TrainingStatus,
    TrainingType,
    Verb,
    VettingLevel,
)
from plugins.vetting.errors import ActionUnavailable
from plugins.vetting.graphql.documents import DocumentMutation
from plugins.vetting.graphql.nodes import VettingCase, VettingClearance, VettingTraining


@strawberry.input
class VettingNewCase:
    person_id: ID
    pathway: Pathway
    required_levels: list[VettingLevel]
    access_mode: AccessMode
    volunteer: bool = True
    role_title: str | None = None


@strawberry.input
class VettingMove:
    """A step and what it takes; no step takes a reason."""

    case_id: ID
    verb: Verb
    happened_on: date | None = None
    level: VettingLevel | None = None
    reference: str | None = None
    granted_on: date | None = None
    expires_on: date | None = None
    scope: ClearanceScope | None = None
    access_mode: AccessMode | None = None
    source: DecisionSource | None = None

    def inputs(self) -> rules.Inputs:
        return rules.Inputs(
            happened_on=self.happened_on,
            level=self.level,
            reference=self.reference,
            granted_on=self.granted_on,
            expires_on=self.expires_on,
            scope=self.scope,
            access_mode=self.access_mode,
            source=self.source,
        )


@strawberry.input
class VettingNewTraining:
    person_id: ID
    type: TrainingType
    status: TrainingStatus
    completed_on: date | None = None
    booked_on: date | None = None
    expires_on: date | None = None
    """Of an exemption, the last day on which it holds."""


@strawberry.input
class VettingNewClearance:
    """A clearance that somebody holds already: level, dates and a reference, nothing else."""

    person_id: ID
    level: VettingLevel
    granted_on: date
    expires_on: date | None = None
    reference: str
    scope: ClearanceScope = ClearanceScope.THIS_PRISON


@strawberry.input
class VettingClearanceEnd:
    clearance_id: ID
    expires_on: date


@strawberry.input
class VettingKeys:
    case_id: ID
    key_status: KeyStatus


@strawberry.input
class VettingReply:
    case_id: ID
    heard_on: date


@strawberry.type
class VettingPurged:
    """A case that is no more: nothing of it can be read any longer."""

    case_id: ID


@strawberry.type
class VettingSkipped:
    case_id: ID
    person_name: str
    reason: str


@strawberry.type
class VettingBulkOutcome:
    """What became of many cases: those done, and those left as they are with the reason."""

    done: int
    skipped: list[VettingSkipped]


def refuse_purge(verb: Verb) -> None:
    """Refuse to delete by a mutation that answers with the case, of which nothing would be left to read."""
    if verb is Verb.PURGE:
        raise ActionUnavailable(translate("A case is deleted by vettingPurgeCase."), "verb")


def _bulk(outcome: services.BulkOutcome) -> VettingBulkOutcome:
    return VettingBulkOutcome(
        done=outcome.done,
        skipped=[
            VettingSkipped(case_id=ID(str(left.case_id)), person_name=left.person_name, reason=left.reason)
            for left in outcome.skipped
        ],
    )


@strawberry.type
class VettingUnconfirmed:
    clearance_id: ID
    person_name: str
    reason: str


@strawberry.type
class VettingConfirmed:
    """What became of clearances: those confirmed, and those left as they are with the reason."""

    done: int
    skipped: list[VettingUnconfirmed]


class Mutation(DocumentMutation):
    @mutation("Open a vetting case for a person.")
    async def vetting_open_case(self, info: Info[Context, None], given: VettingNewCase) -> VettingCase:
        async with writing(info) as (session, viewer):
            case = await services.open_case(
                session,
                viewer,
                as_uuid(given.person_id),
                pathway=given.pathway,
                required_levels=given.required_levels,
                access_mode=given.access_mode,
                volunteer=given.volunteer,
                role_title=given.role_title,
            )
        return await answer(info, VettingCase, case.id)  # type: ignore[no-any-return]

    @mutation("Take a step with a case. One past its date is deleted by vettingPurgeCase.")
    async def vetting_move_case(self, info: Info[Context, None], given: VettingMove) -> VettingCase:
        refuse_purge(given.verb)
        async with writing(info) as (session, viewer):
            case = await services.move_case(
                session,
                viewer,
                as_uuid(given.case_id),
                verb=given.verb,
                inputs=given.inputs(),
            )
        return await answer(info, VettingCase, case.id)  # type: ignore[no-any-return]

    @mutation("Delete a case that was kept as long as it has to be. Nothing of it can be read afterwards.")
    async def vetting_purge_case(self, info: Info[Context, None], case_id: ID) -> VettingPurged:
        async with writing(info) as (session, viewer):
            case = await services.purge_case(session, viewer, as_uuid(case_id))
        return VettingPurged(case_id=ID(str(case.id)))

    @mutation("Take the next step with each of many cases; what cannot be moved is left, with the reason.")
    async def vetting_move_on_cases(
        self, info: Info[Context, None], case_ids: list[ID]
    ) -> VettingBulkOutcome:
        async with writing(info) as (session, viewer):
            return _bulk(await services.move_cases(session, viewer, [as_uuid(one) for one in case_ids]))

    @mutation("Note that whoever has the turn was asked again, for each of many cases.")
    async def vetting_chase_cases(self, info: Info[Context, None], case_ids: list[ID]) -> VettingBulkOutcome:
        async with writing(info) as (session, viewer):
            return _bulk(await services.chase_cases(session, viewer, [as_uuid(one) for one in case_ids]))

    @mutation("Record training that is done, booked, wanted or not needed.")
    async def vetting_record_training(
        self,
        info: Info[Context, None],
        given: VettingNewTraining,
    ) -> VettingTraining:
        async with writing(info) as (session, viewer):
            training = await services.record_training(
                session,
                viewer,
                as_uuid(given.person_id),
                type=given.type,
                status=given.status,
                completed_on=given.completed_on,
                booked_on=given.booked_on,
                expires_on=given.expires_on,
            )
        return await answer(info, VettingTraining, training.id)  # type: ignore[no-any-return]

    @mutation("Record a clearance that somebody holds beside the one a case decides.")
    async def vetting_record_clearance(
        self, info: Info[Context, None], given: VettingNewClearance
    ) -> VettingClearance:
        async with writing(info) as (session, viewer):
            clearance = await services.record_clearance(
                session,
                viewer,
                as_uuid(given.person_id),
                level=given.level,
                granted_on=given.granted_on,
                expires_on=given.expires_on,
                reference=given.reference,
                scope=given.scope,
            )
        return await answer(info, VettingClearance, clearance.id)  # type: ignore[no-any-return]

    @mutation("Give the end date that the record of a clearance left out.")
    async def vetting_date_clearance(
        self, info: Info[Context, None], given: VettingClearanceEnd
    ) -> VettingClearance:
        async with writing(info) as (session, viewer):
            clearance = await services.date_clearance(
                session, viewer, as_uuid(given.clearance_id), expires_on=given.expires_on
            )
        return await answer(info, VettingClearance, clearance.id)  # type: ignore[no-any-return]

    @mutation("Record that security stands by clearances which a list brought in.")
    async def vetting_confirm_clearances(
        self, info: Info[Context, None], clearance_ids: list[ID]
    ) -> VettingConfirmed:
        async with writing(info) as (session, viewer):
            ids = [as_uuid(one) for one in clearance_ids]
            outcome = await services.confirm_clearances(session, viewer, ids)
        left = [
            VettingUnconfirmed(
                clearance_id=ID(str(one.clearance_id)), person_name=one.person_name, reason=one.reason
            )
            for one in outcome.skipped
        ]
        return VettingConfirmed(done=outcome.done, skipped=left)

    @mutation("Record where somebody stands with keys.")
    async def vetting_record_keys(self, info: Info[Context, None], given: VettingKeys) -> VettingCase:
        async with writing(info) as (session, viewer):
            case = await services.record_keys(
                session, viewer, as_uuid(given.case_id), key_status=given.key_status
            )
        return await answer(info, VettingCase, case.id)  # type: ignore[no-any-return]

    @mutation("Record that applicant or sponsor was heard from, so that the case does not lapse.")
    async def vetting_record_reply(self, info: Info[Context, None], given: VettingReply) -> VettingCase:
        async with writing(info) as (session, viewer):
            case = await services.record_reply(
                session, viewer, as_uuid(given.case_id), heard_on=given.heard_on
            )
        return await answer(info, VettingCase, case.id)  # type: ignore[no-any-return]
