"""What a prison cannot decide goes to HMPPS as it is published, and what comes back is written down."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, Viewer, today, translate
from plugins.council import queries
from plugins.council.enums import EscalationKind, ProposalStatus, SourceKind
from plugins.council.models import Escalation, Proposal
from plugins.council.permissions import PROPOSAL_ANSWER
from plugins.council.services.publication import publish
from plugins.council.services.redaction import look_over
from plugins.council.services.sources import read_proposal

LONGEST_ANSWER = 1000


async def hand_over(session: AsyncSession, viewer: Viewer, proposal: Proposal, *, on: date) -> Escalation:
    """Hand a proposal to HMPPS: through the gate, so that nobody is named; Conflict while somebody may be."""
    published = await publish(session, viewer, SourceKind.PROPOSAL, proposal.id)
    return await _add(session, viewer, proposal, on, kind=EscalationKind.HANDED_OVER, about=published.id)


async def record_national_answer(
    session: AsyncSession, viewer: Viewer, proposal_id: UUID, *, said: str, on: date | None = None
) -> Proposal:
    """Write down what HMPPS answered; what the prison makes of it is a step of its own."""
    viewer.require(PROPOSAL_ANSWER)
    proposal = await queries.proposal_to_change(session, proposal_id)
    words, day = said.strip(), on or today()
    if proposal.status is not ProposalStatus.ESCALATED_NATIONAL:
        raise Conflict(translate("This proposal is not with HMPPS. Look at it again: it may have moved on."))
    if not 1 <= len(words) <= LONGEST_ANSWER:
        raise Invalid(translate("Say what HMPPS answered, in 1000 characters at most."), "said")
    if not proposal.status_on <= day <= today():
        raise Invalid(translate("Give a day between the one on which it was sent and today."), "on")
    await _add(session, viewer, proposal, day, kind=EscalationKind.CAME_BACK, said=words)
    await look_over(session, await read_proposal(session, proposal.id))
    return proposal


async def _add(
    session: AsyncSession,
    viewer: Viewer,
    proposal: Proposal,
    on: date,
    *,
    kind: EscalationKind,
    about: UUID | None = None,
    said: str | None = None,
) -> Escalation:
    last = await session.scalar(
        select(func.max(Escalation.position)).where(Escalation.proposal_id == proposal.id)
    )
    row = Escalation(
        proposal_id=proposal.id,
        position=(last or 0) + 1,
        kind=kind,
        happened_on=on,
        publication_id=about,
        said=said,
        recorded_by=viewer.account_id,
    )
    session.add(row)
    await session.flush()
    return row
