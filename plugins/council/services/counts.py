"""Counts of paper ballots: each electorate's twice, each blind to the other; what differs is settled."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, InvalidInput, Viewer, now, translate, uuid7
from plugins.council.enums import ElectionStatus, Electorate, Keying
from plugins.council.models import Count, Election, Tally
from plugins.council.permissions import BALLOT_COUNT, ELECTION_RUN
from plugins.council.queries import elections as queries
from plugins.council.rules.counts import Sheet, agreed_faults, differences, settle, sheet_faults

Keyed = tuple[Count, Sheet]


async def key_count(
    session: AsyncSession,
    viewer: Viewer,
    election_id: UUID,
    *,
    electorate: Electorate,
    votes: Mapping[UUID, int],
    spoilt: int,
) -> Count:
    """Type in a count: the first of an electorate, or the second, which is told nothing of the first.

    Whoever typed in the first cannot do the second: they would type the same slip twice.
    """
    viewer.require(BALLOT_COUNT)
    election = await _counting(session, election_id)
    counts = await queries.counts_of(session, election.id)
    first = counts.get((electorate, Keying.FIRST))
    if first is not None and (electorate, Keying.SECOND) in counts:
        raise Conflict(translate("Both counts are typed in. Nothing was changed."))
    if first is not None and first[0].keyed_by == viewer.account_id:
        raise Conflict(translate("You typed in the first count. Somebody else types in the second."))
    sheet = Sheet({str(party): count for party, count in votes.items()}, spoilt)
    await _check(session, election, electorate, sheet)
    keying = Keying.FIRST if first is None else Keying.SECOND
    return await _add(session, viewer, election, electorate, keying, sheet)


async def agree_count(
    session: AsyncSession,
    viewer: Viewer,
    election_id: UUID,
    *,
    electorate: Electorate,
    votes: Mapping[UUID, int],
    spoilt: int,
) -> Count:
    """Write down what was found where two counts differed, once those papers were counted again."""
    viewer.require(BALLOT_COUNT)
    election = await _counting(session, election_id)
    counts = await queries.counts_of(session, election.id)
    first, second = counts.get((electorate, Keying.FIRST)), counts.get((electorate, Keying.SECOND))
    if first is None or second is None or not differences(first[1], second[1]):
        raise Conflict(translate("There is no difference to settle. Nothing was changed."))
    if (electorate, Keying.AGREED) in counts:
        raise Conflict(translate("The difference is settled already. Nothing was changed."))
    sheet = Sheet({str(party): count for party, count in votes.items()}, spoilt)
    await _check(session, election, electorate, sheet)
    faults = tuple(agreed_faults(first[1], second[1], sheet))
    if faults:
        raise InvalidInput(faults)
    return await _add(session, viewer, election, electorate, Keying.AGREED, sheet)


async def set_counts_aside(
    session: AsyncSession, viewer: Viewer, election_id: UUID, *, electorate: Electorate
) -> Election:
    """Begin the count of an electorate anew. What was typed in before stays, and counts no longer."""
    viewer.require(ELECTION_RUN)
    election = await _counting(session, election_id)
    counts = await queries.counts_of(session, election.id)
    for (whose, _keying), (count, _sheet) in counts.items():
        if whose is electorate:
            count.set_aside_at, count.set_aside_by = now(), viewer.account_id
    for party in await queries.parties_of(session, election.id):
        party.won_lot = False
    election.lot_drawn_on = election.lot_drawn_by = None
    await session.flush()
    return election


def settled_counts(counts: Mapping[tuple[Electorate, Keying], Keyed]) -> dict[Electorate, Sheet]:
    """Return the counts that stand, of the electorates whose count does."""
    found = {}
    for electorate in Electorate:
        keyed = [counts.get((electorate, keying)) for keying in Keying]
        first, second, agreed = (None if one is None else one[1] for one in keyed)
        settled = settle(first, second, agreed)
        if settled is not None:
            found[electorate] = settled
    return found


async def _counting(session: AsyncSession, election_id: UUID) -> Election:
    election, _term = await queries.election_to_change(session, election_id)
    if election.status is not ElectionStatus.VOTING:
        said = translate("Papers are counted while an election is at “{voting}”.")
        raise Conflict(said.format(voting=ElectionStatus.VOTING.label))
    return election


async def _check(session: AsyncSession, election: Election, electorate: Electorate, sheet: Sheet) -> None:
    parties = {str(party.id): party.name for party in await queries.parties_of(session, election.id)}
    eligible = election.prisoners_eligible if electorate is Electorate.PRISONER else election.staff_eligible
    faults = tuple(sheet_faults(sheet, parties, eligible or 0))
    if faults:
        raise InvalidInput(faults)


async def _add(
    session: AsyncSession,
    viewer: Viewer,
    election: Election,
    electorate: Electorate,
    keying: Keying,
    sheet: Sheet,
) -> Count:
    count = Count(
        id=uuid7(),
        election_id=election.id,
        electorate=electorate,
        keying=keying,
        spoilt=sheet.spoilt,
        keyed_by=viewer.account_id,
    )
    session.add(count)
    await session.flush()
    session.add_all(
        Tally(count_id=count.id, party_id=UUID(party), votes=votes) for party, votes in sheet.votes.items()
    )
    await session.flush()
    return count
