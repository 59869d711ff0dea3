"""What services of the councils read: a council or proposal to change, and what the scan looks for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Person, names_with_access, translate
from plugins.council.enums import WordUse
from plugins.council.models import Council, Proposal, Step, Word
from plugins.council.queries.roll import names_on_roll, small_wings
from plugins.council.rules import proposals as rules
from plugins.council.rules.scan import Known, KnownName
from plugins.council.rules.words import words_looked_for


async def council_to_change(session: AsyncSession, council_id: UUID) -> Council:
    """Return a council of this prison. All its councils are locked: they count their proposals together."""
    rows = await session.scalars(select(Council).order_by(Council.id).with_for_update())
    found = next((row for row in rows if row.id == council_id), None)
    if found is None:
        raise NotFound(translate("That council is not in this prison."), "councilId")
    return found


async def hold_councils(session: AsyncSession) -> None:
    """Let whoever else counts on for this prison's councils wait until this transaction ends."""
    await session.scalars(select(Council.id).order_by(Council.id).with_for_update())


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
    """Return what the scan looks for: everybody whom the prison knows by name, and its own words."""
    people = await session.execute(select(Person.first_name, Person.surname))
    words = (await session.execute(select(Word.word, Word.folded, Word.use))).all()
    return Known(
        names=(
            *await names_on_roll(session),
            *(KnownName(row.first_name, row.surname, is_staff=True) for row in people if row.surname),
            *(name_of(whole) for whole in await names_with_access(session)),
        ),
        small_wings=await small_wings(session),
        security_words=words_looked_for((row.word, row.use) for row in words),
        kept=frozenset(row.folded for row in words if row.use is WordUse.NO_NAME),
    )


def name_of(whole: str) -> KnownName:
    """Part the name of an account, which is one text, into first names and surname."""
    first, _blank, last = whole.strip().rpartition(" ")
    return KnownName(first, last, is_staff=True)
