"""Issuing the pack and its supplements: what was issued stays, and so does every page number in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, now, reports, translate, translate_plural, uuid7
from plugins.council.models import Item, Pack, PackPart, Paper
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import meetings as queries
from plugins.council.services.pack_paper import Issue, Part, held_of, issues_of, pack_document


async def issue_pack(session: AsyncSession, viewer: Viewer, meeting_id: UUID) -> Pack:
    """Issue the agenda with its papers; after that, issue the papers that came since as a supplement.

    A supplement stands behind all that was issued before: no page there gets another number.
    """
    viewer.require(MEETING_RUN)
    meeting = await queries.planned_meeting(session, meeting_id)
    before = await issues_of(session, meeting.id)
    fresh = await _not_issued(session, meeting.id)
    if before and not fresh:
        raise Conflict(translate("Every paper is issued already. Write another one first."))
    issue = await _issue(session, meeting.id, fresh, number=len(before))
    at = await _laid_out(session, viewer, meeting.id, [*before, issue])
    pack = Pack(
        id=issue.id,
        meeting_id=meeting.id,
        number=issue.number,
        issued_at=issue.issued_at,
        issued_by=viewer.account_id,
        agenda=list(issue.agenda),
        first_page=at[str(issue.id)],
        last_page=at[f"end {issue.id}"],
    )
    session.add(pack)
    await session.flush()
    session.add_all(_kept(issue, fresh, at))
    await session.flush()
    return pack


async def _issue(session: AsyncSession, meeting_id: UUID, papers: Sequence[Paper], *, number: int) -> Issue:
    """Return what is issued now, not yet on any page: the first time the agenda stands in front."""
    items = await queries.items_of(session, meeting_id)
    points = {item.id: f"{item.position}. {item.title}" for item in items}
    return Issue(
        id=uuid7(),
        number=number,
        issued_at=now(),
        agenda=[_point(item) for item in items] if number == 0 else [],
        parts=[
            Part(id=uuid7(), title=paper.title, point=points[paper.item_id], body=paper.body)
            for paper in papers
        ],
    )


def _kept(issue: Issue, papers: Sequence[Paper], at: Mapping[str, int]) -> Iterator[PackPart]:
    """Yield each paper as it was issued, with the page it has for good: the paper itself may change."""
    for paper, part in zip(papers, issue.parts, strict=True):
        yield PackPart(
            id=part.id,
            pack_id=issue.id,
            paper_id=paper.id,
            point=part.point,
            title=part.title,
            body=part.body,
            first_page=at[str(part.id)],
        )


async def _laid_out(
    session: AsyncSession, viewer: Viewer, meeting_id: UUID, issues: Sequence[Issue]
) -> dict[str, int]:
    """Return on which page everything begins: measured beside the event loop, it takes a moment."""
    held = await held_of(session, meeting_id)
    prison = await reports.prison_name(session, viewer)
    document = pack_document(held, issues, prison=prison, viewer=viewer)
    return await asyncio.to_thread(reports.pages_of, document)


async def _not_issued(session: AsyncSession, meeting_id: UUID) -> list[Paper]:
    found = await session.scalars(
        select(Paper)
        .join(Item, Item.id == Paper.item_id)
        .where(
            Paper.meeting_id == meeting_id, ~select(PackPart.id).where(PackPart.paper_id == Paper.id).exists()
        )
        .order_by(Item.position, Paper.position)
    )
    return list(found)


def _point(item: Item) -> str:
    if item.minutes is None:
        return item.title
    length = translate_plural("{count} minute", "{count} minutes", item.minutes).format(count=item.minutes)
    return f"{item.title} ({length})"
