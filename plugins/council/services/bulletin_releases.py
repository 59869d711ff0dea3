"""An issue goes out through the gate, is put on paper, and is taken back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today
from plugins.council.enums import BulletinStatus, ProposalStatus, SourceKind, WithdrawReason
from plugins.council.models import Bulletin
from plugins.council.permissions import BULLETIN_APPROVE, BULLETIN_WRITE
from plugins.council.queries import bulletins as found
from plugins.council.queries import proposal_to_change
from plugins.council.services.bulletins import looked_over, make_draft, move
from plugins.council.services.proposals import record_step
from plugins.council.services.publication import publish, withdraw


async def publish_bulletin(session: AsyncSession, viewer: Viewer, bulletin_id: UUID) -> Bulletin:
    """Publish what the prison approved; each proposal that was done is then done and told.

    Where today's scan finds what nobody has decided about, it is a draft again and nothing is published.
    """
    viewer.require(BULLETIN_WRITE)
    bulletin = await found.bulletin_to_change(session, bulletin_id)
    move(bulletin, BulletinStatus.PUBLISHED)
    if await looked_over(session, viewer, bulletin):
        make_draft(bulletin)
        await session.flush()
        return bulletin
    bulletin.published_on, bulletin.published_by = today(), viewer.account_id
    await session.flush()
    await publish(session, viewer, SourceKind.FEEDBACK, bulletin.id)
    await _close_the_loop(session, viewer, bulletin)
    return bulletin


async def _close_the_loop(session: AsyncSession, viewer: Viewer, bulletin: Bulletin) -> None:
    for entry in await found.entries_of(session, bulletin.id):
        if entry.left_out is not None:
            continue
        proposal = await proposal_to_change(session, entry.proposal_id)
        if proposal.status is ProposalStatus.IMPLEMENTED:
            await record_step(session, viewer, proposal.id, status=ProposalStatus.FEEDBACK_PUBLISHED)


async def take_back_bulletin(
    session: AsyncSession, viewer: Viewer, bulletin_id: UUID, *, reason: WithdrawReason
) -> Bulletin:
    """Take an issue back, by either side: it is at once on no page and on no paper that is printed anew."""
    if not viewer.may(BULLETIN_APPROVE):
        viewer.require(BULLETIN_WRITE)
    bulletin = await found.bulletin_to_change(session, bulletin_id)
    move(bulletin, BulletinStatus.TAKEN_BACK)
    bulletin.taken_back_on, bulletin.taken_back_by = today(), viewer.account_id
    await session.flush()
    await withdraw(session, viewer, SourceKind.FEEDBACK, bulletin.id, reason=reason)
    return bulletin
