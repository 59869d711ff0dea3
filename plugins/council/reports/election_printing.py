"""Puts an election on paper: what is printed is looked over once more for whoever it could name."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, Viewer, prison_names, reports, translate
from plugins.council.enums import ElectionPaper, ElectionStatus, HitKind, Tongue
from plugins.council.permissions import ELECTION_RUN
from plugins.council.queries import known_here
from plugins.council.queries.results import ballot_of, poll_of, published_result
from plugins.council.reports import ELECTION_PAPERS
from plugins.council.rules.elections import FEWEST_PARTIES
from plugins.council.rules.scan import scan

BEFORE = frozenset({ElectionPaper.BALLOT, ElectionPaper.COUNT_SHEETS})


async def print_election(
    session: AsyncSession,
    viewer: Viewer,
    election_id: UUID,
    *,
    paper: ElectionPaper,
    tongue: Tongue = Tongue.ENGLISH,
) -> UUID:
    """Ask for the paper of an election; the worker sets it. Return which report it is."""
    viewer.require(ELECTION_RUN)
    poll = await poll_of(session, election_id)
    if tongue is not Tongue.ENGLISH and not (await prison_names(session, viewer)).is_welsh:
        raise Invalid(translate("This prison tells it in English alone. Choose English."), "tongue")
    if paper in BEFORE:
        if poll.status not in {ElectionStatus.CAMPAIGN, ElectionStatus.VOTING}:
            raise Conflict(translate("Ballot papers are printed once the lists are closed."), "paper")
        await _look_over(session, election_id)
    else:
        await published_result(session, election_id)
    given = {"election_id": election_id, "paper": paper, "tongue": tongue}
    asked = await reports.request_report(session, viewer, ELECTION_PAPERS[paper], parameters=given)
    return asked.id


async def _look_over(session: AsyncSession, election_id: UUID) -> None:
    """Refuse what names somebody by the roll and the books of today: it was written on an earlier one."""
    parties = await ballot_of(session, election_id)
    if len(parties) < FEWEST_PARTIES:
        raise Conflict(translate("There is nothing to choose between. Add a second party first."), "paper")
    known = await known_here(session)
    for party in parties:
        for text in (party.name, party.manifesto):
            for hit in scan(text, known):
                if hit.kind is not HitKind.LIKELY_NAME:
                    said = translate(
                        "“{words}” must not be printed: {why}. Void the election, or ask data protection."
                    )
                    raise Conflict(said.format(words=text[hit.start : hit.end], why=hit.kind.label), "paper")
