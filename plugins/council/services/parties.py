"""Parties of an election, and who is put forward for their lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    DomainError,
    Invalid,
    InvalidInput,
    Viewer,
    explain_constraint,
    today,
    translate,
)
from core.sdk import lazy_gettext as _
from plugins.council.enums import ConsentPurpose, ElectionStatus, HitKind, NominationStatus, Theme
from plugins.council.models import Election, Nomination, Party
from plugins.council.permissions import ELECTION_RUN, MEMBER_CHANGE
from plugins.council.queries import elections as queries
from plugins.council.queries import known_here
from plugins.council.rules.elections import LIST_OPEN
from plugins.council.rules.scan import Known, scan
from plugins.council.services.members import Particulars, add_member

LONGEST_NAME = 40
"""Characters: what a line of a ballot paper holds in large type."""
LONGEST_MANIFESTO = 600
MOST_PARTIES = 20
explain_constraint(
    "uq_council_party_tenant_id_election_id_name",
    _("There is a party of that name. Give this one another."),
    "name",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a party stands for."""

    name: str
    theme: Theme
    manifesto: str = ""


async def add_party(
    session: AsyncSession, viewer: Viewer, election_id: UUID, *, programme: Programme
) -> Party:
    """Put a party on the ballot paper, below those that stand there."""
    viewer.require(ELECTION_RUN)
    election, _term = await queries.election_to_change(session, election_id)
    _require_open(election)
    parties = await queries.parties_of(session, election.id)
    if len(parties) >= MOST_PARTIES:
        raise Conflict(translate("A ballot paper has room for 20 parties."), "name")
    party = Party(
        election_id=election.id,
        position=max((one.position for one in parties), default=0) + 1,
        won_lot=False,
    )
    await _write(session, party, programme)
    session.add(party)
    await session.flush()
    return party


async def change_party(
    session: AsyncSession, viewer: Viewer, party_id: UUID, *, programme: Programme
) -> Party:
    """Put right what a party stands for, until nominations close."""
    viewer.require(ELECTION_RUN)
    party, election, _term = await queries.party_to_change(session, party_id)
    _require_open(election)
    await _write(session, party, programme)
    await session.flush()
    return party


async def remove_party(session: AsyncSession, viewer: Viewer, party_id: UUID) -> Election:
    """Take a party off the ballot paper for which nobody is put forward any more; those below move up."""
    viewer.require(ELECTION_RUN)
    party, election, _term = await queries.party_to_change(session, party_id)
    _require_open(election)
    if await queries.list_of(session, party.id):
        raise Conflict(
            translate("Somebody was put forward for this party, so it stays. Void the election instead.")
        )
    await session.delete(party)
    await session.flush()
    for place, one in enumerate(await queries.parties_of(session, election.id), start=1):
        one.position = place
        await session.flush()
    return election


async def nominate_member(
    session: AsyncSession,
    viewer: Viewer,
    party_id: UUID,
    *,
    first_name: str,
    last_name: str,
    wing_id: UUID | None = None,
    agreed: tuple[ConsentPurpose, ...] = (),
) -> Nomination:
    """Put somebody forward for a party's list, below those on it. Their name is on the roll alone."""
    viewer.require(MEMBER_CHANGE)
    party, election, term = await queries.party_to_change(session, party_id)
    if election.status is not ElectionStatus.NOMINATIONS:
        said = translate("People are put forward while an election is at “{nominations}”.")
        raise Conflict(said.format(nominations=ElectionStatus.NOMINATIONS.label))
    particulars = Particulars(
        first_name=first_name, last_name=last_name, party_id=party.id, wing_id=wing_id, theme=party.theme
    )
    member = await add_member(session, viewer, term.id, particulars=particulars, agreed=agreed)
    made = Nomination(
        party_id=party.id,
        member_id=member.id,
        position=len(await queries.list_of(session, party.id)) + 1,
        status=NominationStatus.PUT_FORWARD,
        status_on=today(),
    )
    session.add(made)
    await session.flush()
    return made


async def decide_nomination(
    session: AsyncSession,
    viewer: Viewer,
    nomination_id: UUID,
    *,
    status: NominationStatus,
    on: date | None = None,
) -> Nomination:
    """Say whether somebody put forward is accepted, or has withdrawn. Never why."""
    viewer.require(MEMBER_CHANGE)
    nomination, election = await queries.nomination_to_change(session, nomination_id)
    if election.status is not ElectionStatus.NOMINATIONS:
        said = translate("Nominations are closed: this election is at “{now}”.")
        raise Conflict(said.format(now=election.status.label))
    if status is NominationStatus.PUT_FORWARD:
        raise Invalid(translate("Say whether they are accepted, not accepted, or withdrew."), "status")
    day = on or today()
    if day > today():
        raise Invalid(translate("That day is still to come. Give the day it was decided."), "on")
    nomination.status, nomination.status_on = status, day
    await session.flush()
    return nomination


def _require_open(election: Election) -> None:
    if election.status not in LIST_OPEN:
        said = translate("The ballot paper is fixed: this election is at “{now}”.")
        raise Conflict(said.format(now=election.status.label))


async def _write(session: AsyncSession, party: Party, given: Programme) -> None:
    name, manifesto = " ".join(given.name.split()), given.manifesto.strip()
    faults = tuple(_faults(name, manifesto, await known_here(session)))
    if faults:
        raise InvalidInput(faults)
    party.name, party.theme, party.manifesto = name, given.theme, manifesto


def _faults(name: str, manifesto: str, known: Known) -> Iterator[DomainError]:
    """A ballot paper hangs on every wing, so what names somebody is refused before it is printed."""
    if not 1 <= len(name) <= LONGEST_NAME:
        yield Invalid(translate("Give the party a name of 40 characters at most."), "name")
    if len(manifesto) > LONGEST_MANIFESTO:
        yield Invalid(
            translate("Say it in 600 characters at most: it is printed on the ballot paper."), "manifesto"
        )
    for field, text in (("name", name), ("manifesto", manifesto)):
        hits = [hit for hit in scan(text, known) if hit.kind is not HitKind.LIKELY_NAME]
        if hits:
            said = translate("“{words}” must not be printed: {why}. Say it in other words.")
            words = text[hits[0].start : hits[0].end]
            yield Invalid(said.format(words=words, why=hits[0].kind.label), field)
