"""What can be done: a council set up and ended, a proposal raised and taken a step further."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.council import services
from plugins.council.enums import MemberRole, ProposalStatus, Theme
from plugins.council.graphql.nodes import CouncilBody, CouncilProposal
from plugins.council.services.proposals import Wording


@strawberry.input
class CouncilNewProposal:
    """What a council asks for. Nobody is named: who raised it is a role."""

    council_id: ID
    theme: Theme
    problem: str
    idea: str
    who_benefits: str = ""
    cost: str = ""
    support: int | None = None
    raised_by: MemberRole = MemberRole.COUNCIL_MEMBER
    earlier_number: int | None = None
    is_new: bool = True
    """False asks to be told of earlier ones that read alike, before anything is written."""
    on: date | None = None

    def wording(self) -> Wording:
        return Wording(
            theme=self.theme,
            problem=self.problem,
            idea=self.idea,
            who_benefits=self.who_benefits,
            cost=self.cost,
            support=self.support,
            raised_by=self.raised_by,
        )


@strawberry.input
class CouncilNewStep:
    """The next step of a proposal; some need a reason, some a day until when."""

    proposal_id: ID
    status: ProposalStatus
    on: date | None = None
    reason: str = ""
    until: date | None = None
    earlier_number: int | None = None


class Mutation:
    @mutation("Set up a council.")
    async def council_set_up(self, info: Info[Context, None], name: str, quorum: int) -> CouncilBody:
        async with writing(info) as (session, viewer):
            made = await services.set_up_council(session, viewer, name=name, quorum=quorum)
        return await answer(info, CouncilBody, made.id)

    @mutation("Say how many members of a council have to be there to decide.")
    async def council_set_quorum(self, info: Info[Context, None], council_id: ID, quorum: int) -> CouncilBody:
        async with writing(info) as (session, viewer):
            row = await services.set_quorum(session, viewer, as_uuid(council_id), quorum=quorum)
        return await answer(info, CouncilBody, row.id)

    @mutation("End a council. What it proposed stays.")
    async def council_end(self, info: Info[Context, None], council_id: ID) -> CouncilBody:
        async with writing(info) as (session, viewer):
            row = await services.end_council(session, viewer, as_uuid(council_id))
        return await answer(info, CouncilBody, row.id)

    @mutation("Write down what a council proposes.")
    async def council_raise_proposal(
        self, info: Info[Context, None], given: CouncilNewProposal
    ) -> CouncilProposal:
        async with writing(info) as (session, viewer):
            made = await services.raise_proposal(
                session,
                viewer,
                as_uuid(given.council_id),
                wording=given.wording(),
                earlier_number=given.earlier_number,
                is_new=given.is_new,
                on=given.on,
            )
        return await answer(info, CouncilProposal, made.id)

    @mutation("Add the next step to a proposal's history: tabled, answered, done.")
    async def council_record_step(self, info: Info[Context, None], given: CouncilNewStep) -> CouncilProposal:
        async with writing(info) as (session, viewer):
            row = await services.record_step(
                session,
                viewer,
                as_uuid(given.proposal_id),
                status=given.status,
                on=given.on,
                reason=given.reason,
                until=given.until,
                earlier_number=given.earlier_number,
            )
        return await answer(info, CouncilProposal, row.id)
