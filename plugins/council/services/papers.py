"""Papers of a meeting: plain text, written on the page, each for a point of the agenda."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, InvalidInput, NotFound, Viewer, translate
from plugins.council.models import PackPart, Paper
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import meetings as queries
from plugins.council.services.agenda import planned_item

LONGEST_TITLE = 120
LONGEST_BODY = 20_000
"""Characters: some eight pages. What is longer is nobody's paper for a meeting."""
MOST_PAPERS = 30


async def write_paper(
    session: AsyncSession, viewer: Viewer, item_id: UUID, *, title: str, body: str
) -> Paper:
    """Add a paper for a point; after the pack was issued it comes with the next supplement."""
    viewer.require(MEETING_RUN)
    item = await planned_item(session, item_id)
    faults = []
    if not 1 <= len(title.strip()) <= LONGEST_TITLE:
        faults.append(Invalid(translate("Give the paper a title of 120 characters at most."), "title"))
    if not 1 <= len(body.strip()) <= LONGEST_BODY:
        faults.append(Invalid(translate("Write the paper, in 20,000 characters at most."), "body"))
    if faults:
        raise InvalidInput(tuple(faults))
    last = await session.scalar(select(func.max(Paper.position)).where(Paper.meeting_id == item.meeting_id))
    if (last or 0) >= MOST_PAPERS:
        raise Conflict(translate("There are 30 papers for this meeting: nobody reads more."))
    paper = Paper(
        meeting_id=item.meeting_id,
        item_id=item.id,
        position=(last or 0) + 1,
        title=" ".join(title.split()),
        body=body.strip(),
    )
    session.add(paper)
    await session.flush()
    return paper


async def remove_paper(session: AsyncSession, viewer: Viewer, paper_id: UUID) -> UUID:
    """Take a paper away that was not issued yet, and return its meeting; what was issued stays."""
    viewer.require(MEETING_RUN)
    paper = await session.scalar(select(Paper).where(Paper.id == paper_id))
    if paper is None:
        raise NotFound(translate("That paper is not in this prison."), "paperId")
    await queries.meeting_to_change(session, paper.meeting_id)
    if await session.scalar(select(PackPart.id).where(PackPart.paper_id == paper.id).limit(1)):
        raise Conflict(translate("This paper was issued with the pack, so it stays."), "paperId")
    meeting_id = paper.meeting_id
    await session.delete(paper)
    await session.flush()
    return meeting_id
