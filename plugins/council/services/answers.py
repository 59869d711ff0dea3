"""Who owes an answer: a role of the prison, or one who takes it on. The day it is owed by never moves."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, translate
from plugins.council import queries
from plugins.council.enums import AnswerOwner, ProposalStatus
from plugins.council.models import Proposal
from plugins.council.permissions import PROPOSAL_ANSWER
from plugins.council.rules.proposals import WAITING

NOT_ANSWERED = WAITING | {ProposalStatus.RAISED, ProposalStatus.CANVASSED}


async def give_answer_to(
    session: AsyncSession, viewer: Viewer, proposal_id: UUID, *, owner: AnswerOwner, myself: bool = False
) -> Proposal:
    """Say who owes the answer; `myself` gives it to whoever says so, and the role stands in for them."""
    viewer.require(PROPOSAL_ANSWER)
    proposal = await queries.proposal_to_change(session, proposal_id)
    if proposal.status not in NOT_ANSWERED:
        raise Conflict(translate("This proposal waits for no answer. Look at it again: it has moved on."))
    proposal.owner_role = owner
    proposal.owner_id = viewer.account_id if myself else None
    await session.flush()
    return proposal
