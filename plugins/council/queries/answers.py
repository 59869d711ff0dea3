"""What was asked before: proposals that read alike, and those that ask the same thing, one after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.council.enums import ProposalStatus
from plugins.council.models import Action, Item, Outcome, Proposal, Step
from plugins.council.rules.likeness import most_alike
from plugins.council.rules.proposals import ANSWERS


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal as it is shown beside another: what was asked, and what was said to it last."""

    id: UUID
    number: int
    idea: str
    raised_on: date
    status: ProposalStatus
    said: str


async def alike_before(session: AsyncSession, text: str, *, before: int | None = None) -> list[Asked]:
    """Return the earlier proposals that read like this, with what was answered; a number looks before it."""
    statement = select(Proposal.id, Proposal.problem, Proposal.idea).order_by(Proposal.number)
    if before is not None:
        statement = statement.where(Proposal.number < before)
    rows = (await session.execute(statement)).all()
    found = most_alike(text, [f"{row.problem} {row.idea}" for row in rows])
    return await asked(session, [rows[place].id for place in found])


async def same_topic(session: AsyncSession, proposal_id: UUID) -> list[Asked]:
    """Return all that ask the same thing by their links, in the order in which they were asked."""
    rows = (await session.execute(select(Proposal.id, Proposal.earlier_id).order_by(Proposal.number))).all()
    linked: dict[UUID, set[UUID]] = {row.id: set() for row in rows}
    for row in rows:
        if row.earlier_id is not None:
            linked[row.id].add(row.earlier_id)
            linked[row.earlier_id].add(row.id)
    reached: dict[UUID, None] = {}
    ahead = [proposal_id] if proposal_id in linked else []
    while ahead:
        one = ahead.pop()
        reached[one] = None
        ahead += [other for other in linked[one] if other not in reached]
    return await asked(session, [row.id for row in rows if row.id in reached])


async def asked(session: AsyncSession, ids: list[UUID]) -> list[Asked]:
    """Return proposals in the order given, each with the reason of its last answer."""
    answers = await session.execute(
        select(Step.proposal_id, Step.reason)
        .where(Step.proposal_id.in_(ids), Step.status.in_(ANSWERS))
        .order_by(Step.position)
    )
    said = {row.proposal_id: row.reason or "" for row in answers}
    rows = {row.id: row for row in await session.scalars(select(Proposal).where(Proposal.id.in_(ids)))}
    return [
        Asked(one, row.number, row.idea, row.raised_on, row.status, said.get(one, ""))
        for one in ids
        if (row := rows.get(one)) is not None
    ]


async def actions_of(session: AsyncSession, proposal_id: UUID) -> list[Action]:
    """Return what somebody is to do, or did, so that a proposal is carried out, by the day it is due.

    It was agreed for the proposal itself, or as what came of the point of a meeting that was about it.
    """
    of_meetings = (
        select(Outcome.id)
        .join(Item, (Item.tenant_id == Outcome.tenant_id) & (Item.id == Outcome.item_id))
        .where(Item.proposal_id == proposal_id)
    )
    wanted = select(Action).where(or_(Action.proposal_id == proposal_id, Action.outcome_id.in_(of_meetings)))
    return list(await session.scalars(wanted.order_by(Action.due_on, Action.id)))
