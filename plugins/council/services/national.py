"""What is given to HMPPS (figures, what each proposal is about), and what of it is published at the moment.

The last is shown to other prisons too.

It reads publications and no text of a proposal itself: what the gate did not let out is not here to be given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import measures, today, uuid7
from plugins.council.enums import ProposalStatus, Release, SourceKind
from plugins.council.models import Passage, Proposal, Publication, Shared, ShownAnswer
from plugins.council.rules.proposals import ANSWER_WITHIN

GONE = frozenset({ProposalStatus.WITHDRAWN, ProposalStatus.DUPLICATE_OF})
"""Nobody asks for them any more: they count under no theme."""
KEY = ("tenant_id", "proposal_id")
ASKED = ("problem", "idea")
TEXTS = (*ASKED, "answer", "words")


async def share_everything(session: AsyncSession, metrics: Iterable[measures.Metric]) -> int:
    """Give HMPPS these figures and every proposal as it is now; return how many proposals."""
    await measures.publish_figures(session, metrics, today=today())
    ids = list(await session.scalars(select(Proposal.id).order_by(Proposal.number)))
    for proposal_id in ids:
        await share_proposal(session, proposal_id)
    return len(ids)


async def share_proposal(session: AsyncSession, proposal_id: UUID) -> None:
    """Give a proposal as it is now, with what is published of it; take back what is not any more."""
    row = await session.scalar(select(Proposal).where(Proposal.id == proposal_id))
    if row is None or row.status in GONE:
        for shown in (Shared, ShownAnswer):
            await session.execute(delete(shown).where(shown.proposal_id == proposal_id))
        return
    texts = await _texts(session, proposal_id)
    said = {**_facts(row), **texts}
    given = insert(Shared).values(id=uuid7(), proposal_id=proposal_id, **said)
    await session.execute(given.on_conflict_do_update(index_elements=KEY, set_=said))
    await _show(session, row, texts)


async def _show(session: AsyncSession, row: Proposal, texts: dict[str, Any]) -> None:
    """Show other prisons what is published of a proposal that was answered, and nothing else."""
    if texts["published_on"] is None or row.answered_on is None:
        await session.execute(delete(ShownAnswer).where(ShownAnswer.proposal_id == row.id))
        return
    said = {"theme": row.theme, **texts}
    given = insert(ShownAnswer).values(id=uuid7(), proposal_id=row.id, **said)
    await session.execute(given.on_conflict_do_update(index_elements=KEY, set_=said))


def _facts(row: Proposal) -> dict[str, Any]:
    tabled_on = row.answer_due_on - ANSWER_WITHIN if row.answer_due_on else None
    waits_above = row.status is ProposalStatus.ESCALATED_NATIONAL
    return {
        "number": row.number,
        "theme": row.theme,
        "status": row.status,
        "raised_on": row.raised_on,
        "answered_on": row.answered_on,
        "days": (row.answered_on - tabled_on).days if row.answered_on and tabled_on else None,
        "escalated_on": row.status_on if waits_above else None,
    }


async def _texts(session: AsyncSession, proposal_id: UUID) -> dict[str, Any]:
    """Return what is published of it; nothing where it never was, or was taken back."""
    last = await session.scalar(
        select(Publication)
        .where(Publication.source_kind == SourceKind.PROPOSAL, Publication.source_id == proposal_id)
        .order_by(Publication.number.desc())
        .limit(1)
    )
    if last is None or last.release is Release.WITHDRAWN:
        return {"published_on": None, **dict.fromkeys(TEXTS)}
    passages = list(
        await session.scalars(
            select(Passage).where(Passage.publication_id == last.id).order_by(Passage.position)
        )
    )
    return {"published_on": last.created_at.date(), **_parts(passages)}


def _parts(passages: Sequence[Passage]) -> dict[str, str]:
    """Part the passages into what was asked and what was said to it, each as it was published."""
    asked = {one.field: one.text for one in passages if one.field in ASKED}
    steps = [one for one in passages if one.field.startswith("step/")]
    said = "\n".join(f"{one.heading}: {one.text}" for one in steps)
    problem, idea = (asked.get(field, "") for field in ASKED)
    return {"problem": problem, "idea": idea, "answer": said, "words": f"{problem}\n{idea}\n{said}".lower()}
