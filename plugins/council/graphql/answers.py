"""What the API says of answers: who owes one, what was asked before, what came back from HMPPS."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.council import services
from plugins.council.enums import ActionStatus, AnswerOwner, ProposalStatus
from plugins.council.graphql.nodes import CouncilProposal
from plugins.council.permissions import PROPOSAL_READ
from plugins.council.queries.answers import Asked, actions_of, alike_before, same_topic


@strawberry.type
class CouncilAsked:
    """A proposal as it stands beside another: what was asked, and what was said to it last."""

    id: ID
    number: int
    idea: str
    raised_on: date
    status: ProposalStatus
    said: str


@strawberry.type
class CouncilDeed:
    """Something that is done so that a proposal is carried out."""

    id: ID
    words: str
    due_on: date
    status: ActionStatus
    line: str | None


def _shown(found: list[Asked]) -> list[CouncilAsked]:
    return [
        CouncilAsked(
            id=ID(str(one.id)),
            number=one.number,
            idea=one.idea,
            raised_on=one.raised_on,
            status=one.status,
            said=one.said,
        )
        for one in found
    ]


async def _alike(info: Info[Context, None], text: str, before: int | None = None) -> list[CouncilAsked]:
    viewer = info.context.viewer
    viewer.require(PROPOSAL_READ)
    async with info.context.database.read(viewer) as session:
        return _shown(await alike_before(session, text, before=before))


async def _topic(info: Info[Context, None], proposal_id: ID) -> list[CouncilAsked]:
    viewer = info.context.viewer
    viewer.require(PROPOSAL_READ)
    async with info.context.database.read(viewer) as session:
        return _shown(await same_topic(session, as_uuid(proposal_id)))


async def _deeds(info: Info[Context, None], proposal_id: ID) -> list[CouncilDeed]:
    viewer = info.context.viewer
    viewer.require(PROPOSAL_READ)
    async with info.context.database.read(viewer) as session:
        return [
            CouncilDeed(
                id=ID(str(row.id)), words=row.words, due_on=row.due_on, status=row.status, line=row.line
            )
            for row in await actions_of(session, as_uuid(proposal_id))
        ]


@strawberry.input
class CouncilAnswerGiven:
    """Whose answer it is: a role's, or one's own with the role to stand in."""

    proposal_id: ID
    owner: AnswerOwner
    myself: bool = False


class AnswerQuery:
    council_alike: Any = strawberry.field(
        resolver=_alike, description="Earlier proposals that read like a text, with what was answered."
    )
    council_topic: Any = strawberry.field(
        resolver=_topic, description="Proposals that ask the same thing by their links, in order."
    )
    council_deeds: Any = strawberry.field(
        resolver=_deeds, description="What is done so that a proposal is carried out, by the day it is due."
    )


class AnswerMutation:
    @mutation("Say who owes the answer. The day by which it is owed stays.")
    async def council_give_answer_to(
        self, info: Info[Context, None], given: CouncilAnswerGiven
    ) -> CouncilProposal:
        async with writing(info) as (session, viewer):
            row = await services.give_answer_to(
                session, viewer, as_uuid(given.proposal_id), owner=given.owner, myself=given.myself
            )
        return await answer(info, CouncilProposal, row.id)

    @mutation("Write down what HMPPS answered.")
    async def council_record_national_answer(
        self, info: Info[Context, None], proposal_id: ID, said: str, on: date | None = None
    ) -> CouncilProposal:
        async with writing(info) as (session, viewer):
            row = await services.record_national_answer(
                session, viewer, as_uuid(proposal_id), said=said, on=on
            )
        return await answer(info, CouncilProposal, row.id)
