"""Who is on the council in the demo: wings, a term whose members were elected, and the next election."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import AccountId, Viewer, today, uuid7
from plugins.council import services
from plugins.council.enums import (
    ConsentPurpose,
    ElectionStatus,
    Electorate,
    MemberRole,
    NominationStatus,
    Theme,
    WingSize,
)
from plugins.council.models import Council, Member, Party
from plugins.council.services.members import Particulars
from plugins.council.services.parties import Programme

S = ElectionStatus
P = ConsentPurpose
WINGS = {
    "A wing": WingSize.LARGE,
    "B wing": WingSize.LARGE,
    "C wing": WingSize.MIDDLE,
    "D wing": WingSize.MIDDLE,
    "F wing": WingSize.SMALL,
}
PARTIES = (
    Programme(
        name="A Fair Day",
        theme=Theme.RESPECT_DECENCY,
        manifesto="Clean showers, mended phones, and an answer to every application within a week.",
    ),
    Programme(
        name="Ready to Go",
        theme=Theme.RESETTLEMENT,
        manifesto="A bank account, proof of identity and an address for everybody before they leave.",
    ),
    Programme(
        name="Learn and Earn",
        theme=Theme.TRAINING_EDUCATION,
        manifesto="Courses in the evening, and the library open at the weekend.",
    ),
    Programme(
        name="Close to Home",
        theme=Theme.FAMILY_CONTACT,
        manifesto="Visits booked in one call, and a family day in every season.",
    ),
)
VOTES = {Electorate.PRISONER: (121, 98, 47, 33), Electorate.STAFF: (14, 21, 17, 9)}
SPOILT = {Electorate.PRISONER: 7, Electorate.STAFF: 0}
ELIGIBLE = {"prisoners_eligible": 512, "staff_eligible": 196}
SEATS = 10
LISTS = (
    (
        ("Ayo", "Fanshawe"),
        ("Marek", "Wisniak"),
        ("Dylan", "Prosserly"),
        ("Sean", "Tolvadden"),
        ("Kit", "Roskeary"),
    ),
    (("Jamal", "Hardcastow"), ("Luca", "Bramwithe"), ("Owen", "Carnyorthe"), ("Vikram", "Ashgrovely")),
    (("Idris", "Pemberlow"), ("Nathan", "Zelahgray")),
    (("Tyrone", "Maudley"), ("Femi", "Oxenholt")),
)
COMING = ((("Rohan", "Silverlake"), True), (("Callum", "Thistlewick"), False))


async def load_roll(session: AsyncSession, viewer: Viewer) -> None:
    """Let people be elected, join, leave and take consent back; open nominations for the next term."""
    council = await session.scalar(select(Council).order_by(Council.first_on).limit(1))
    if council is None:
        return
    wings = [
        (await services.set_wing(session, viewer, name=name, size=size)).id for name, size in WINGS.items()
    ]
    starts_on = today() - timedelta(days=170)
    term = await services.set_term(
        session, viewer, council.id, starts_on=starts_on, ends_on=today() + timedelta(days=60), seats=SEATS
    )
    await _elect(session, viewer, term.id, wings, starts_on)
    await services.add_member(
        session,
        viewer,
        term.id,
        particulars=Particulars(
            first_name="Gwen", last_name="Trelawnyson", role=MemberRole.GOVERNOR_LEAD, joined_on=starts_on
        ),
    )
    await _let_time_pass(session, viewer, term.id, starts_on)
    following = await services.set_term(
        session,
        viewer,
        council.id,
        starts_on=today() + timedelta(days=61),
        ends_on=today() + timedelta(days=425),
        seats=SEATS,
    )
    await _open_nominations(session, viewer, following.id, wings)


async def _elect(
    session: AsyncSession, viewer: Viewer, term_id: UUID, wings: list[UUID], starts_on: date
) -> None:
    """Hold the election of the running term; its staff count differed at first, and was settled."""
    election = await services.plan_election(session, viewer, term_id, votes_on=starts_on - timedelta(days=7))
    parties = await _stand(session, viewer, election.id)
    await services.move_election(session, viewer, election.id, status=S.NOMINATIONS)
    place = 0
    for party, names in zip(parties, LISTS, strict=True):
        for first_name, last_name in names:
            put = await services.nominate_member(
                session,
                viewer,
                party.id,
                first_name=first_name,
                last_name=last_name,
                wing_id=wings[place % len(wings)],
                agreed=(P.ROLL, P.QUOTATION) if place % 3 else (P.ROLL,),
            )
            await services.decide_nomination(
                session, viewer, put.id, status=NominationStatus.ACCEPTED, on=today()
            )
            place += 1
    await services.move_election(session, viewer, election.id, status=S.CAMPAIGN)
    await services.move_election(session, viewer, election.id, status=S.VOTING, **ELIGIBLE)
    for electorate, votes in VOTES.items():
        await _count(session, viewer, election.id, electorate, dict(zip(parties, votes, strict=True)))
    await services.move_election(session, viewer, election.id, status=S.COUNTED)
    await services.move_election(session, viewer, election.id, status=S.RESULT_PUBLISHED)
    await services.seat_elected(session, viewer, election.id, on=starts_on)


async def _stand(session: AsyncSession, viewer: Viewer, election_id: UUID) -> list[Party]:
    return [
        await services.add_party(session, viewer, election_id, programme=programme) for programme in PARTIES
    ]


async def _count(
    session: AsyncSession, viewer: Viewer, election_id: UUID, electorate: Electorate, votes: dict[Party, int]
) -> None:
    """Let two people type a count in; a slip in the second of staff is settled afterwards."""
    right = {party.id: figure for party, figure in votes.items()}
    slip = 2 if electorate is Electorate.STAFF else 0
    first = next(iter(right))
    for counting, wrong in ((viewer, 0), (replace(viewer, account_id=AccountId(uuid7())), slip)):
        await services.key_count(
            session,
            counting,
            election_id,
            electorate=electorate,
            votes={**right, first: right[first] - wrong},
            spoilt=SPOILT[electorate],
        )
    if slip:
        await services.agree_count(
            session, viewer, election_id, electorate=electorate, votes=right, spoilt=SPOILT[electorate]
        )


async def _let_time_pass(session: AsyncSession, viewer: Viewer, term_id: UUID, starts_on: date) -> None:
    """Give some roles, show most how the council works; one leaves, one takes a consent back."""
    members = list(
        await session.scalars(
            select(Member)
            .where(Member.term_id == term_id, Member.joined_on.is_not(None))
            .order_by(Member.number)
        )
    )
    roles = (MemberRole.CHAIR, MemberRole.THEME_REP, MemberRole.WING_REP, MemberRole.NOTE_TAKER)
    for place, member in enumerate(members[:-1]):
        member.role = roles[place] if place < len(roles) else member.role
        member.inducted_on = starts_on + timedelta(days=9) if (place + 1) % 4 else None
    await session.flush()
    await services.leave_council(session, viewer, members[5].id, on=today() - timedelta(days=20))
    await services.record_consent(session, viewer, members[2].id, purpose=P.QUOTATION, is_given=False)


async def _open_nominations(session: AsyncSession, viewer: Viewer, term_id: UUID, wings: list[UUID]) -> None:
    election = await services.plan_election(session, viewer, term_id, votes_on=today() + timedelta(days=40))
    parties = await _stand(session, viewer, election.id)
    await services.move_election(session, viewer, election.id, status=S.NOMINATIONS)
    for (first_name, last_name), is_accepted in COMING:
        put = await services.nominate_member(
            session,
            viewer,
            parties[0].id,
            first_name=first_name,
            last_name=last_name,
            wing_id=wings[0],
            agreed=(P.ROLL,),
        )
        if is_accepted:
            await services.decide_nomination(session, viewer, put.id, status=NominationStatus.ACCEPTED)
