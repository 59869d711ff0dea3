"""Somebody of whom every table of the councils has something, for tests of copies and of forgetting."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sqlalchemy import select, update

from core.sdk import today
from plugins.council import services
from plugins.council.enums import (
    AttendanceState,
    ConsentPurpose,
    ElectionStatus,
    ItemKind,
    MemberRole,
    NominationStatus,
    SourceKind,
    Theme,
    WingSize,
)
from plugins.council.models import Member, Mention, Term
from plugins.council.services.agenda import ItemWords
from plugins.council.services.attendance import Line
from plugins.council.services.members import Particulars
from plugins.council.services.parties import Programme
from plugins.council.services.proposals import Wording
from plugins.council.services.series import WhenWhere
from plugins.council.tests.council import Hall

AT = WhenWhere(starts_at=time(14), ends_at=time(15), place="Library")
WORDS = Wording(theme=Theme.REGIME, problem="Meals come late.", idea="Ring a bell at noon.")


async def live(hall: Hall, *, first_name: str = "Ilan", last_name: str = "Quarkenby") -> Member:
    """Let somebody stand for a party, join, agree, meet, say something, take consent back, and leave."""
    term = await hall.term()
    wing = await hall.wing("F wing", WingSize.SMALL)
    party = await _party(hall, term)
    put = await hall.do(
        services.nominate_member,
        party.id,
        first_name=first_name,
        last_name=last_name,
        wing_id=wing.id,
        agreed=(ConsentPurpose.ROLL, ConsentPurpose.QUOTATION),
    )
    await hall.do(services.decide_nomination, put.id, status=NominationStatus.ACCEPTED)
    particulars = Particulars(
        first_name=first_name,
        last_name=last_name,
        role=MemberRole.WING_REP,
        wing_id=wing.id,
        party_id=party.id,
        joined_on=today(),
        inducted_on=today(),
    )
    member = await hall.do(services.change_member, put.member_id, particulars=particulars)
    await hall.do(services.record_consent, member.id, purpose=ConsentPurpose.ROLL, is_given=False)
    await _meet(hall, term, member)
    await _say(hall, term, member)
    await hall.do(services.leave_council, member.id)
    assert isinstance(member, Member)
    return member


async def end_term(hall: Hall, member: Member, *, days_ago: int) -> None:
    """Let the term of a member have ended so long ago: no service writes a term that is over."""
    ended = {"starts_on": today() - timedelta(days=900), "ends_on": today() - timedelta(days=days_ago)}
    async with hall.database.write(hall.coordinator) as session:
        await session.execute(update(Term).where(Term.id == member.term_id).values(ended))


async def mentions(hall: Hall) -> list[tuple[Any, bool]]:
    async with hall.database.read(hall.coordinator) as session:
        rows = await session.execute(select(Mention.member_id, Mention.is_withdrawn))
        return [tuple(row) for row in rows]


async def _party(hall: Hall, term: Term) -> Any:
    election = await hall.do(services.plan_election, term.id, votes_on=today())
    programme = Programme(name="Ready to Go", theme=Theme.RESETTLEMENT)
    party = await hall.do(services.add_party, election.id, programme=programme)
    await hall.do(services.move_election, election.id, status=ElectionStatus.NOMINATIONS)
    return party


async def _meet(hall: Hall, term: Term, member: Member) -> None:
    meeting = await hall.do(services.add_meeting, term.council_id, on=today(), at=AT)
    item = await hall.do(
        services.add_item, meeting.id, words=ItemWords(kind=ItemKind.OTHER, title="The laundry")
    )
    line = Line(
        role=MemberRole.WING_REP,
        state=AttendanceState.APOLOGIES,
        wing_size=WingSize.SMALL,
        member_id=member.id,
        declared_item_id=item.id,
    )
    await hall.do(services.record_attendance, meeting.id, lines=(line,))


async def _say(hall: Hall, term: Term, member: Member) -> None:
    proposal = await hall.do(services.raise_proposal, term.council_id, wording=WORDS)
    async with hall.database.write(hall.coordinator) as session:
        session.add(
            Mention(
                source_kind=SourceKind.PROPOSAL,
                source_id=proposal.id,
                field="idea",
                member_id=member.id,
                purpose=ConsentPurpose.QUOTATION,
            )
        )
