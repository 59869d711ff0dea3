"""An election as it is run: lists, counts keyed twice, a lot, and a result with no way past them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, DomainError, Forbidden, Invalid, InvalidInput, NotFound, Role, today
from core.testkit import make_person
from plugins.council import services
from plugins.council.enums import ElectionStatus, Electorate, MemberRole, Theme
from plugins.council.models import Count, Election, Member, Tally
from plugins.council.queries.elections import counts_of, list_of, parties_of
from plugins.council.services.parties import Programme
from plugins.council.tests.council import Hall
from plugins.council.tests.poll import Poll

S = ElectionStatus
E = Electorate


async def test_election_goes_from_plan_to_seats(hall: Hall) -> None:
    poll = await Poll.open(hall, staff=20)
    await poll.twice(40, 20, 10)
    await poll.twice(5, 3, 0, of=E.STAFF)

    counted = await poll.move(S.COUNTED)
    assert (counted.prisoner_papers, counted.staff_papers, counted.staff_spoilt) == (70, 8, 0)
    assert await poll.result() == [(40, 5, 3), (20, 3, 1), (10, 0, 1)]
    await poll.move(S.RESULT_PUBLISHED)
    await hall.do(services.seat_elected, poll.election.id)
    again = await hall.do(services.seat_elected, poll.election.id)

    async with hall.database.read(hall.coordinator) as session:
        seated = select(Member.last_name, Member.first_name).where(Member.joined_on.is_not(None))
        assert [tuple(row) for row in await session.execute(seated.order_by(Member.number))] == [
            ("Tree0", "Ash"),
            ("Tree0", "Birch"),
            ("Tree0", "Cedar"),
            ("Tree1", "Ash"),
            ("Tree2", "Ash"),
        ]
    assert again.status is S.RESULT_PUBLISHED


async def test_no_result_is_reached_while_a_difference_is_open(hall: Hall) -> None:
    poll = await Poll.open(hall)
    for by, figure in ((Role.COORDINATOR, 20), (Role.GOVERNOR, 21)):
        with pytest.raises(Conflict):
            await poll.move(S.COUNTED)
        await poll.key(40, figure, 10, by=by)
    with pytest.raises(Conflict):
        await poll.move(S.COUNTED)
    with pytest.raises(InvalidInput):
        await poll.agree(41, 21, 10)
    await poll.agree(40, 21, 10)

    await poll.move(S.COUNTED)
    assert [row[0] for row in await poll.result()] == [40, 21, 10]


async def test_election_whose_staff_vote_too_waits_for_both_counts(hall: Hall) -> None:
    poll = await Poll.open(hall, staff=30)
    await poll.twice(40, 20, 10)

    with pytest.raises(Conflict, match="Staff"):
        await poll.move(S.COUNTED)


async def test_more_papers_than_voters_are_refused(hall: Hall) -> None:
    poll = await Poll.open(hall)

    with pytest.raises(InvalidInput, match="101 papers"):
        await poll.key(60, 30, 10, spoilt=1)
    assert await hall.read(counts_of, poll.election.id) == {}


async def test_equals_before_the_last_seat_wait_for_a_lot(hall: Hall) -> None:
    poll = await Poll.open(hall, seats=4)
    await poll.twice(20, 20, 20)
    with pytest.raises(Conflict, match="Draw a lot"):
        await poll.move(S.COUNTED)
    for wrong in ([], [poll.parties[0].id, poll.parties[1].id]):
        with pytest.raises(Invalid):
            await hall.do(services.draw_lot, poll.election.id, winners=wrong)
    drawn = await hall.do(services.draw_lot, poll.election.id, winners=[poll.parties[2].id])
    await poll.move(S.COUNTED)

    assert (drawn.lot_drawn_on, drawn.lot_drawn_by) == (today(), hall.coordinator.account_id)
    assert [row[2] for row in await poll.result()] == [1, 1, 2]


async def test_no_lot_is_drawn_where_votes_decide(hall: Hall) -> None:
    poll = await Poll.open(hall)
    await poll.twice(40, 20, 10)

    with pytest.raises(Conflict, match="no lot"):
        await hall.do(services.draw_lot, poll.election.id, winners=[poll.parties[0].id])


async def test_counts_set_aside_stay_and_a_new_result_follows(hall: Hall) -> None:
    poll = await Poll.open(hall)
    await poll.twice(40, 20, 10)
    await poll.move(S.COUNTED)
    reopened = await poll.move(S.VOTING)
    assert (reopened.prisoners_eligible, reopened.prisoner_papers) == (100, None)
    await hall.do(services.set_counts_aside, poll.election.id, electorate=E.PRISONER)
    await poll.twice(20, 40, 10)
    await poll.move(S.COUNTED)

    async with hall.database.read(hall.coordinator) as session:
        aside = select(Count.set_aside_by).where(Count.set_aside_at.is_not(None))
        assert list(await session.scalars(aside)) == [hall.coordinator.account_id] * 2
    assert [row[0] for row in await poll.result()] == [20, 40, 10]


async def test_tally_cannot_be_rewritten(hall: Hall) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with hall.database.write(hall.coordinator) as session:
            await session.execute(update(Tally).values(votes=1))


async def test_ballot_paper_is_fixed_once_the_campaign_began(hall: Hall) -> None:
    poll = await Poll.open(hall)
    party = poll.parties[0]

    for asked in (
        hall.do(services.add_party, poll.election.id, programme=Programme(name="Late", theme=Theme.OTHER)),
        hall.do(services.change_party, party.id, programme=Programme(name="Late", theme=Theme.OTHER)),
        hall.do(services.remove_party, party.id),
        hall.do(services.nominate_member, party.id, first_name="A", last_name="B"),
        poll.move(S.NOMINATIONS),
        poll.move(S.RESULT_PUBLISHED),
        hall.do(services.seat_elected, poll.election.id),
    ):
        with pytest.raises(Conflict):
            await asked


async def test_party_taken_off_lets_the_others_move_up(hall: Hall) -> None:
    term = await hall.term()
    election = await hall.do(services.plan_election, term.id, votes_on=today())
    made = [
        await hall.do(services.add_party, election.id, programme=Programme(name=name, theme=Theme.HEALTH))
        for name in ("One", "Two", "Three")
    ]
    with pytest.raises(Conflict, match="Nominations"):
        await hall.do(services.nominate_member, made[0].id, first_name="A", last_name="B")
    await hall.do(services.remove_party, made[0].id)

    found = await hall.read(parties_of, election.id)
    assert [(one.name, one.position) for one in found] == [("Two", 1), ("Three", 2)]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": "Trewartha's friends"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "Fair Start", "manifesto": "Ask for A1234BC."}, "manifesto"),
        ({"name": "Fair Start", "manifesto": "x" * 601}, "manifesto"),
    ],
)
async def test_what_names_somebody_is_not_printed_on_a_ballot_paper(
    hall: Hall, words: dict[str, str], field: str
) -> None:
    await make_person(hall.database, hall.coordinator, first_name="Ben", surname="Trewartha")
    election = await hall.do(services.plan_election, (await hall.term()).id, votes_on=today())

    with pytest.raises(InvalidInput) as refused:
        await hall.do(services.add_party, election.id, programme=Programme(theme=Theme.HEALTH, **words))
    assert [fault.field for fault in refused.value.errors] == [field]


async def test_who_is_put_forward_stands_on_the_roll_alone(hall: Hall) -> None:
    poll = await Poll.open(hall)
    names = await hall.read(list_of, poll.parties[0].id)

    async with hall.database.read(hall.coordinator) as session:
        member = await session.scalar(select(Member).where(Member.id == names[0].member_id))
    assert member is not None
    assert (member.role, member.joined_on, member.party_id) == (
        MemberRole.COUNCIL_MEMBER,
        None,
        poll.parties[0].id,
    )


@pytest.mark.parametrize(
    ("prisoners", "staff", "field"),
    [(None, 0, "prisonersEligible"), (0, 0, "prisonersEligible"), (9, None, "staffEligible")],
)
async def test_voting_needs_to_know_who_may(
    hall: Hall, prisoners: int | None, staff: int | None, field: str
) -> None:
    election = await hall.do(services.plan_election, (await hall.term()).id, votes_on=today())
    async with hall.database.write(hall.coordinator) as session:
        await session.execute(update(Election).values(status=S.CAMPAIGN))

    with pytest.raises(Invalid) as refused:
        await hall.do(
            services.move_election,
            election.id,
            status=S.VOTING,
            prisoners_eligible=prisoners,
            staff_eligible=staff,
        )
    assert refused.value.field == field


async def test_election_of_another_prison_is_not_found(hall: Hall, other_hall: Hall) -> None:
    theirs = await Poll.open(other_hall)
    mine = Poll(hall, theirs.election, theirs.parties)

    for asked in (
        mine.move(S.VOID),
        mine.key(1, 1, 1),
        hall.do(services.remove_party, theirs.parties[0].id),
        hall.do(services.set_counts_aside, theirs.election.id, electorate=E.PRISONER),
    ):
        with pytest.raises(NotFound):
            await asked


@pytest.mark.parametrize("role", [Role.PRISON_STAFF_READER, Role.SECURITY_VETTING])
async def test_who_neither_runs_nor_counts_changes_nothing(hall: Hall, role: Role) -> None:
    poll = await Poll.open(hall)

    with pytest.raises(Forbidden):
        await poll.key(1, 1, 1, by=role)
    with pytest.raises(Forbidden):
        await hall.do(services.move_election, poll.election.id, by=hall.role(Role.GOVERNOR), status=S.VOID)


async def test_vote_is_planned_within_its_term(hall: Hall) -> None:
    term = await hall.term()

    for day in (term.ends_on + timedelta(days=1), today() - timedelta(days=500)):
        with pytest.raises(DomainError) as refused:
            await hall.do(services.plan_election, term.id, votes_on=day)
        assert refused.value.field == "votesOn"
