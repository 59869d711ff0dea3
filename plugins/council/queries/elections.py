"""What services of elections read: one to change, its parties and lists, and the counts that stand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, translate
from plugins.council.enums import Electorate, Keying, NominationStatus
from plugins.council.models import Count, Election, Nomination, Party, Tally, Term
from plugins.council.queries.roll import term_to_change
from plugins.council.rules.counts import Sheet
from plugins.council.rules.elections import Standing

Counts = dict[tuple[Electorate, Keying], tuple[Count, Sheet]]


async def election_to_change(session: AsyncSession, election_id: UUID) -> tuple[Election, Term]:
    """Return an election with its term, both locked."""
    term_id = await session.scalar(select(Election.term_id).where(Election.id == election_id))
    if term_id is None:
        raise NotFound(translate("That election is not in this prison."), "electionId")
    term = await term_to_change(session, term_id)
    found = await session.scalars(select(Election).where(Election.id == election_id).with_for_update())
    return found.one(), term


async def party_to_change(session: AsyncSession, party_id: UUID) -> tuple[Party, Election, Term]:
    """Return a party with its election and term, all locked."""
    election_id = await session.scalar(select(Party.election_id).where(Party.id == party_id))
    if election_id is None:
        raise NotFound(translate("That party is not in this prison."), "partyId")
    election, term = await election_to_change(session, election_id)
    found = await session.scalars(select(Party).where(Party.id == party_id).with_for_update())
    return found.one(), election, term


async def nomination_to_change(session: AsyncSession, nomination_id: UUID) -> tuple[Nomination, Election]:
    party_id = await session.scalar(select(Nomination.party_id).where(Nomination.id == nomination_id))
    if party_id is None:
        raise NotFound(translate("That nomination is not in this prison."), "nominationId")
    _party, election, _term = await party_to_change(session, party_id)
    found = await session.scalars(select(Nomination).where(Nomination.id == nomination_id).with_for_update())
    return found.one(), election


async def next_election_number(session: AsyncSession) -> int:
    return (await session.scalar(select(func.max(Election.number))) or 0) + 1


async def parties_of(session: AsyncSession, election_id: UUID) -> Sequence[Party]:
    """Return the parties in the order of the ballot paper."""
    found = await session.scalars(
        select(Party).where(Party.election_id == election_id).order_by(Party.position)
    )
    return found.all()


async def standings_of(session: AsyncSession, election_id: UUID) -> tuple[Standing, ...]:
    """Return how the lists stand, in the order of the ballot paper."""
    accepted = func.count().filter(Nomination.status == NominationStatus.ACCEPTED)
    undecided = func.count().filter(Nomination.status == NominationStatus.PUT_FORWARD)
    rows = await session.execute(
        select(Party.name, accepted, undecided)
        .outerjoin(Nomination, Nomination.party_id == Party.id)
        .where(Party.election_id == election_id)
        .group_by(Party.id, Party.name, Party.position)
        .order_by(Party.position)
    )
    return tuple(Standing(*row) for row in rows)


async def list_of(session: AsyncSession, party_id: UUID) -> Sequence[Nomination]:
    """Return everybody put forward for a party, in the order of its list."""
    found = await session.scalars(
        select(Nomination).where(Nomination.party_id == party_id).order_by(Nomination.position)
    )
    return found.all()


async def counts_of(session: AsyncSession, election_id: UUID) -> Counts:
    """Return the counts that stand, by electorate and keying; those set aside are left out."""
    rows = await session.scalars(
        select(Count).where(Count.election_id == election_id, Count.set_aside_at.is_(None))
    )
    counts = {row.id: row for row in rows}
    votes: dict[UUID, dict[str, int]] = {key: {} for key in counts}
    tallies = await session.execute(
        select(Tally.count_id, Tally.party_id, Tally.votes)
        .join(Party, Party.id == Tally.party_id)
        .where(Tally.count_id.in_(counts))
        .order_by(Party.position)
    )
    for count_id, party_id, number in tallies:
        votes[count_id][str(party_id)] = number
    return {(row.electorate, row.keying): (row, Sheet(votes[key], row.spoilt)) for key, row in counts.items()}
