"""What the API does with slips of paper: print them, and type them back."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, computed, connection, mutation, node, through, writing
from plugins.council import models, services
from plugins.council.enums import SlipPaper, Tongue
from plugins.council.graphql.nodes import MODULE, CouncilProposal
from plugins.council.permissions import PROPOSAL_RAISE
from plugins.council.reports.slip_printing import print_slips


@node(models.Slip, permission=PROPOSAL_RAISE, module=MODULE, sorted_by=("-number", "id"))
class CouncilSlip:
    id: ID
    number: int
    code: str
    printed_on: date
    proposal_id: ID | None
    is_used: bool = computed(lambda row: row.proposal_id.is_not(None))
    proposal_number: int | None = computed(through("proposal_id", models.Proposal, "number"))


@strawberry.type
class CouncilPrintedSlips:
    """Slips that are being printed."""

    count: int
    report_id: ID


@strawberry.input
class CouncilSlipPrint:
    """How many slips, on which paper, in which language."""

    council_id: ID
    count: int
    paper: SlipPaper
    tongue: Tongue = Tongue.ENGLISH


@strawberry.input
class CouncilTypedSlip:
    """What stands on a slip, in the order in which it is printed; `box` is the number of the ticked one."""

    code: str
    box: int
    problem: str
    idea: str
    who_benefits: str = ""
    cost: str = ""
    earlier_number: int | None = None
    is_new: bool = False
    """Somebody has looked: it was not asked before. Without it, earlier ones that read alike are told."""


class SlipQuery:
    council_slips = connection(
        CouncilSlip,
        filters=("is_used", "printed_on"),
        orders=("number", "printed_on"),
        description="Slips for proposals that were printed, and what became of each.",
    )


class SlipMutation:
    @mutation("Print slips for proposals, each with a code of its own.")
    async def council_print_slips(
        self, info: Info[Context, None], given: CouncilSlipPrint
    ) -> CouncilPrintedSlips:
        async with writing(info) as (session, viewer):
            made = await print_slips(
                session,
                viewer,
                as_uuid(given.council_id),
                count=given.count,
                paper=given.paper,
                tongue=given.tongue,
            )
        return CouncilPrintedSlips(count=made.count, report_id=ID(str(made.report_id)))

    @mutation("Type a slip back: it becomes a proposal, and its code is used.")
    async def council_type_back_slip(
        self, info: Info[Context, None], given: CouncilTypedSlip
    ) -> CouncilProposal:
        async with writing(info) as (session, viewer):
            made = await services.type_back_slip(
                session,
                viewer,
                code=given.code,
                box=given.box,
                problem=given.problem,
                idea=given.idea,
                who_benefits=given.who_benefits,
                cost=given.cost,
                earlier_number=given.earlier_number,
                is_new=given.is_new,
            )
        return await answer(info, CouncilProposal, made.id)
