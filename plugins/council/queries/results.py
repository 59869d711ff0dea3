"""A result as it was published: the parties under the names that left the house, and their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, NotFound, translate
from plugins.council.enums import ElectionStatus, Electorate, Release, SourceKind, Theme
from plugins.council.models import Council, Election, Party, Passage, Publication, Term


@dataclass(frozen=True, slots=True)
class PartyResult:
    """A party, its votes of both electorates together, and its seats."""

    name: str
    votes: int
    seats: int
    won_lot: bool


@dataclass(frozen=True, slots=True)
class BallotParty:
    """A party as the ballot paper says it."""

    position: int
    name: str
    theme: Theme
    manifesto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """An election as paper speaks of it."""

    number: int
    council: str
    status: ElectionStatus
    votes_on: date
    seats: int
    eligible: dict[Electorate, int | None]
    papers: dict[Electorate, int | None]
    spoilt: int


async def poll_of(session: AsyncSession, election_id: UUID) -> Poll:
    """Return an election of this prison."""
    found = await session.execute(
        select(Election, Term.seats, Council.name)
        .join(Term, Term.id == Election.term_id)
        .join(Council, Council.id == Term.council_id)
        .where(Election.id == election_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound(translate("That election is not in this prison."), "electionId")
    election, seats, council = row
    return Poll(
        number=election.number,
        council=council,
        status=election.status,
        votes_on=election.votes_on,
        seats=seats,
        eligible={
            Electorate.PRISONER: election.prisoners_eligible,
            Electorate.STAFF: election.staff_eligible,
        },
        papers={Electorate.PRISONER: election.prisoner_papers, Electorate.STAFF: election.staff_papers},
        spoilt=(election.prisoner_spoilt or 0) + (election.staff_spoilt or 0),
    )


async def ballot_of(session: AsyncSession, election_id: UUID) -> tuple[BallotParty, ...]:
    """Return the parties in the order of the ballot paper."""
    rows = await session.execute(
        select(Party.position, Party.name, Party.theme, Party.manifesto)
        .where(Party.election_id == election_id)
        .order_by(Party.position)
    )
    return tuple(BallotParty(*row) for row in rows)


async def published_result(session: AsyncSession, election_id: UUID) -> tuple[PartyResult, ...]:
    """Return the result that is out, with the names of parties as they were published.

    Refuses while nothing of it is out: what hangs on a wall left the house by the one gate.
    """
    out = await session.scalar(
        select(Publication)
        .where(Publication.source_kind == SourceKind.RESULT, Publication.source_id == election_id)
        .order_by(Publication.number.desc())
        .limit(1)
    )
    if out is None or out.release is Release.WITHDRAWN:
        raise Conflict(translate("This result is not published, so there is no poster of it yet."))
    said = await session.execute(select(Passage.field, Passage.text).where(Passage.publication_id == out.id))
    names = {row.field: row.text for row in said}
    parties = await session.scalars(
        select(Party).where(Party.election_id == election_id).order_by(Party.position)
    )
    return tuple(
        PartyResult(
            names.get(f"party/{party.position}", ""),
            (party.prisoner_votes or 0) + (party.staff_votes or 0),
            party.seats or 0,
            party.won_lot,
        )
        for party in parties
    )
