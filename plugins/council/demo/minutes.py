"""What was published, minutes on each step of their way, and a text in which somebody has still to decide."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer
from plugins.council import services
from plugins.council.enums import (
    MeetingState,
    MemberRole,
    ProposalStatus,
    SourceKind,
    Theme,
    WordUse,
)
from plugins.council.models import Council, Meeting, Proposal
from plugins.council.services.proposals import Wording

NAMING = Wording(
    theme=Theme.SAFETY,
    problem="The light over the stairs to cell 14 has been out since the spring.",
    idea="Say on the wing when a light is mended.",
)
OUT = frozenset({ProposalStatus.NOT_ACCEPTED, ProposalStatus.FEEDBACK_PUBLISHED})


async def load_published(session: AsyncSession, viewer: Viewer) -> None:
    """Publish what is done with, and take minutes of the meetings that were held as far as each would be."""
    council = await session.scalar(select(Council).order_by(Council.first_on).limit(1))
    if council is None:
        return
    answered = list(await session.scalars(select(Proposal.id).where(Proposal.status.in_(OUT))))
    for proposal_id in answered:
        await services.publish(session, viewer, SourceKind.PROPOSAL, proposal_id)
    await services.raise_proposal(session, viewer, council.id, wording=NAMING)
    await services.add_word(session, viewer, word="kit change", use=WordUse.SECURITY)
    await _load_minutes(session, viewer, council)


async def _load_minutes(session: AsyncSession, viewer: Viewer, council: Council) -> None:
    held = list(
        await session.scalars(
            select(Meeting)
            .where(Meeting.council_id == council.id, Meeting.state == MeetingState.HELD)
            .order_by(Meeting.held_on)
        )
    )
    first, second, third = [await services.draft_minutes(session, viewer, one.id) for one in held]
    for minutes in (first, second):
        for _step in range(2):
            await services.move_minutes_on(session, viewer, minutes.id)
    await services.approve_minutes(session, viewer, first.id, meeting_id=held[1].id)
    await services.publish(session, viewer, SourceKind.MINUTES, first.id)
    named = {"opening": "Officer P. Tregarth opened the meeting in the library, beside cell 14."}
    await services.edit_minutes(session, viewer, second.id, texts=named)
    await services.ask_amendment(
        session,
        viewer,
        third.id,
        role=MemberRole.NOTE_TAKER,
        field="attendance",
        text="Present: everybody but one.",
    )
