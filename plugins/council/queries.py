"""What services of the councils read: a council or proposal to change, and whom the scan knows."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Person, translate
from plugins.council.models import Council, Proposal, Step
from plugins.council.rules import proposals as rules
from plugins.council.rules.scan import Known, KnownName


async def council_to_change(session: AsyncSession, council_id: UUID) -> Council:
    """Return a council of this prison. All its councils are locked: they count their proposals together."""
    rows = await session.scalars(select(Council).order_by(Council.id).with_for_update())
    found = next((row for row in rows if row.id == council_id), None)
    if found is None:
        raise NotFound(translate("That council is not in this prison."), "councilId")
    return found


async def proposal_to_change(session: AsyncSession, proposal_id: UUID) -> Proposal:
    found = await session.scalar(select(Proposal).where(Proposal.id == proposal_id).with_for_update())
    if found is None:
        raise NotFound(translate("That proposal is not in this prison."), "proposalId")
    return found


async def proposal_of_number(session: AsyncSession, number: int) -> Proposal:
    found = await session.scalar(select(Proposal).where(Proposal.number == number))
    if found is None:
        said = translate("There is no proposal {number} in this prison. Look its number up.")
        raise NotFound(said.format(number=number), "earlierNumber")
    return found


async def next_number(session: AsyncSession) -> int:
    """Return the number of the prison's next proposal."""
    return (await session.scalar(select(func.max(Proposal.number))) or 0) + 1


async def history_of(session: AsyncSession, proposal_id: UUID) -> tuple[rules.Step, ...]:
    found = await session.scalars(select(Step).where(Step.proposal_id == proposal_id).order_by(Step.position))
    return tuple(rules.Step(row.status, row.happened_on, row.reason or "", row.until_on) for row in found)


async def known_here(session: AsyncSession) -> Known:
    """Return whose names the scan looks for: everybody whom the prison has on its books."""
    found = await session.execute(select(Person.first_name, Person.surname))
    return Known(
        names=tuple(KnownName(row.first_name, row.surname, is_staff=True) for row in found if row.surname)
    )
