"""An election from plan to result: its states, and who was elected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, InvalidInput, Viewer, today, translate
from plugins.council.enums import ElectionStatus, Electorate, NominationStatus, SourceKind, WithdrawReason
from plugins.council.models import Election, Member, Party, Term
from plugins.council.permissions import ELECTION_RUN
from plugins.council.queries import elections as queries
from plugins.council.queries.roll import term_to_change
from plugins.council.rules import elections as rules
from plugins.council.rules.counts import MOST_PAPERS, Sheet
from plugins.council.services.counts import settled_counts
from plugins.council.services.publication import publish, withdraw

S = ElectionStatus
FURTHEST = timedelta(days=400)


async def plan_election(session: AsyncSession, viewer: Viewer, term_id: UUID, *, votes_on: date) -> Election:
    """Plan an election for the seats of a term."""
    viewer.require(ELECTION_RUN)
    term = await term_to_change(session, term_id)
    _check_day(term, votes_on)
    made = Election(
        term_id=term.id,
        number=await queries.next_election_number(session),
        status=S.PLANNED,
        status_on=today(),
        votes_on=votes_on,
    )
    session.add(made)
    await session.flush()
    return made


async def move_election(
    session: AsyncSession,
    viewer: Viewer,
    election_id: UUID,
    *,
    status: ElectionStatus | None,
    prisoners_eligible: int | None = None,
    staff_eligible: int | None = None,
) -> Election:
    """Take an election to its next state, if what that state needs is there."""
    viewer.require(ELECTION_RUN)
    if status is None:
        raise Invalid(translate("Say what comes next."), "status")
    election, term = await queries.election_to_change(session, election_id)
    if status not in rules.STEPS[election.status]:
        said = translate("This election is at “{now}”, so that cannot be next.")
        raise Conflict(said.format(now=election.status.label), "status")
    if status is S.CAMPAIGN:
        faults = tuple(rules.campaign_faults(await queries.standings_of(session, election.id)))
        if faults:
            raise InvalidInput(faults)
    elif status is S.VOTING and election.status is S.CAMPAIGN:
        _set_eligible(election, prisoners_eligible, staff_eligible)
    elif status is S.VOTING:
        await forget_result(session, election)
    elif status is S.COUNTED:
        await _write_result(session, election, term)
    elif status is S.RESULT_PUBLISHED:
        await publish(session, viewer, SourceKind.RESULT, election.id)
    elif status is S.VOID and election.status is S.RESULT_PUBLISHED:
        await withdraw(session, viewer, SourceKind.RESULT, election.id, reason=WithdrawReason.MISTAKE)
    election.status, election.status_on = status, today()
    await session.flush()
    return election


async def draw_lot(
    session: AsyncSession,
    viewer: Viewer,
    election_id: UUID,
    *,
    winners: Sequence[UUID],
    on: date | None = None,
) -> Election:
    """Write down which parties won the last seats by a lot that was drawn before witnesses."""
    viewer.require(ELECTION_RUN)
    election, term = await queries.election_to_change(session, election_id)
    parties = await queries.parties_of(session, election.id)
    settled = await _settled(session, election)
    keys = [str(party.id) for party in parties]
    open_ = rules.share_out(settled, keys, term.seats, term.seat_method)
    drawn = [str(winner) for winner in winners]
    if not open_.to_draw:
        raise Conflict(translate("The seats follow from the votes. There is no lot to draw."))
    if rules.share_out(settled, keys, term.seats, term.seat_method, drawn).to_draw:
        said = translate("Say who won the lot: {count} of the parties that stand equal.")
        raise Invalid(said.format(count=open_.to_draw), "winners")
    day = on or today()
    if not election.votes_on <= day <= today():
        raise Invalid(translate("Give a day between that of the vote and today."), "on")
    for party in parties:
        party.won_lot = str(party.id) in drawn
    election.lot_drawn_on, election.lot_drawn_by = day, viewer.account_id
    await session.flush()
    return election


async def seat_elected(
    session: AsyncSession, viewer: Viewer, election_id: UUID, *, on: date | None = None
) -> Election:
    """Put those elected on the council, from the top of each party's list; twice is once."""
    viewer.require(ELECTION_RUN)
    election, term = await queries.election_to_change(session, election_id)
    if election.status not in {S.COUNTED, S.RESULT_PUBLISHED}:
        raise Conflict(translate("The votes are not counted yet."))
    joined = min(max(term.starts_on, on or today()), term.ends_on)
    for party in await queries.parties_of(session, election.id):
        names = await queries.list_of(session, party.id)
        accepted = [one.member_id for one in names if one.status is NominationStatus.ACCEPTED]
        seated = accepted[: party.seats or 0]
        for member in await session.scalars(select(Member).where(Member.id.in_(seated))):
            member.joined_on = member.joined_on or joined
    await session.flush()
    return election


async def forget_result(session: AsyncSession, election: Election) -> None:
    """Take back what followed from counts that stand no longer."""
    for party in await queries.parties_of(session, election.id):
        party.prisoner_votes = party.staff_votes = party.seats = None
        party.won_lot = False
    election.prisoner_papers = election.prisoner_spoilt = None
    election.staff_papers = election.staff_spoilt = None
    election.lot_drawn_on = election.lot_drawn_by = None


def eligible_of(election: Election) -> dict[Electorate, int | None]:
    return {Electorate.PRISONER: election.prisoners_eligible, Electorate.STAFF: election.staff_eligible}


async def _settled(session: AsyncSession, election: Election) -> dict[Electorate, Sheet]:
    """Return the counts of all who vote; refuse while one is missing or differs from its second keying."""
    counts = await queries.counts_of(session, election.id)
    settled = settled_counts(counts)
    for electorate in rules.voters(eligible_of(election)):
        if electorate not in settled:
            said = translate(
                "The count of {electorate} does not stand yet: it is typed in twice, and has to be the same."
            )
            raise Conflict(said.format(electorate=electorate.label), "status")
    return settled


async def _write_result(session: AsyncSession, election: Election, term: Term) -> None:
    settled = await _settled(session, election)
    parties = await queries.parties_of(session, election.id)
    drawn = [str(party.id) for party in parties if party.won_lot]
    keys = [str(party.id) for party in parties]
    shared = rules.share_out(settled, keys, term.seats, term.seat_method, drawn)
    if shared.to_draw:
        equal = ", ".join(party.name for party in parties if str(party.id) in shared.tied)
        said = translate("These stand exactly equal before the last seat: {parties}. Draw a lot first.")
        raise Conflict(said.format(parties=equal), "status")
    prisoners = settled[Electorate.PRISONER]
    staff = settled.get(Electorate.STAFF)
    for party in parties:
        _write_party(party, shared.seats[str(party.id)], prisoners, staff)
    election.prisoner_papers, election.prisoner_spoilt = prisoners.papers, prisoners.spoilt
    election.staff_papers = staff.papers if staff else 0
    election.staff_spoilt = staff.spoilt if staff else 0


def _write_party(party: Party, seats: int, prisoners: Sheet, staff: Sheet | None) -> None:
    party.prisoner_votes = prisoners.votes[str(party.id)]
    party.staff_votes = staff.votes[str(party.id)] if staff else 0
    party.seats = seats


def _set_eligible(election: Election, prisoners: int | None, staff: int | None) -> None:
    if prisoners is None or not 1 <= prisoners <= MOST_PAPERS:
        said = translate("Say how many people in prison may vote: from 1 to 5000.")
        raise Invalid(said, "prisonersEligible")
    if staff is None or not 0 <= staff <= MOST_PAPERS:
        said = translate("Say how many members of staff may vote: from 0 to 5000. 0 if staff do not vote.")
        raise Invalid(said, "staffEligible")
    election.prisoners_eligible, election.staff_eligible = prisoners, staff


def _check_day(term: Term, votes_on: date) -> None:
    if votes_on > term.ends_on:
        raise Invalid(translate("That is after the term. Give a day before it ends."), "votesOn")
    if abs(votes_on - today()) > FURTHEST:
        raise Invalid(translate("Give a day within a year or so of today."), "votesOn")
