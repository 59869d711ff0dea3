"""The second keying of a count is told nothing of the first: by no road, until both are in."""

from __future__ import annotations

from typing import Any

import pytest

from core.sdk import Conflict, Invalid, InvalidInput, Role, Viewer
from plugins.council import services
from plugins.council.enums import ElectionStatus, Electorate, Keying
from plugins.council.queries.elections import counts_of
from plugins.council.tests.council import Hall
from plugins.council.tests.poll import Poll

S = ElectionStatus
ASKED = """query Blind($id: ID!) {
  councilElection(id: $id) {
    prisonerPapers prisonerSpoilt staffPapers
    parties { prisonerVotes staffVotes seats }
    counts { electorate keying isStanding spoilt tallies { partyId votes } }
  }
  councilElections { nodes { prisonerPapers prisonerSpoilt counts { spoilt tallies { votes } } } }
}"""
FIRST = (41, 23, 17)
MAY_COUNT = (Role.COORDINATOR, Role.COUNCIL_FACILITATOR, Role.GOVERNOR, Role.SMT_LEAD)


async def shown(engine: Any, viewer: Viewer, poll: Poll) -> Any:
    return (await engine.execute(viewer, ASKED, {"id": str(poll.election.id)})).data


def votes_in(count: Any) -> list[int | None]:
    return [one["votes"] for one in count["tallies"]]


def figures(answer: Any) -> list[int]:
    """Return every number that stands anywhere in an answer."""
    if isinstance(answer, dict | list):
        inner = answer.values() if isinstance(answer, dict) else answer
        return [number for one in inner for number in figures(one)]
    return [answer] if isinstance(answer, int) and not isinstance(answer, bool) else []


async def test_trap_no_field_shows_a_first_count_to_anybody(hall: Hall, engine: Any) -> None:
    """TRAP: whoever types in the second count looks the first up, and the two agree on one slip."""
    poll = await Poll.open(hall)
    await poll.key(*FIRST, spoilt=5, by=Role.COORDINATOR)
    for role in (*MAY_COUNT, Role.PRISON_STAFF_READER):
        said = await shown(engine, hall.role(role), poll)
        (count,) = said["councilElection"]["counts"]
        assert (count["keying"], count["spoilt"]) == ("FIRST", None), role
        assert votes_in(count) == [None] * 3
        assert figures(said) == []


async def test_both_are_shown_as_soon_as_both_are_in_and_not_once_they_are_set_aside(
    hall: Hall, engine: Any
) -> None:
    poll = await Poll.open(hall)
    await poll.key(*FIRST, spoilt=5)
    await poll.key(41, 22, 17, spoilt=5, by=Role.GOVERNOR)
    said = (await shown(engine, hall.role(Role.SMT_LEAD), poll))["councilElection"]["counts"]
    assert [sorted(one["votes"] for one in count["tallies"]) for count in said] == [
        [17, 23, 41],
        [17, 22, 41],
    ]

    await hall.do(services.set_counts_aside, poll.election.id, electorate=Electorate.PRISONER)
    await poll.key(*FIRST, by=Role.GOVERNOR)
    counts = (await shown(engine, hall.coordinator, poll))["councilElection"]["counts"]
    assert [count["isStanding"] for count in counts].count(True) == 1
    assert {votes for count in counts for votes in votes_in(count)} == {None}


async def test_who_typed_in_the_first_count_cannot_type_in_the_second(hall: Hall) -> None:
    poll = await Poll.open(hall)
    await poll.key(*FIRST, by=Role.COUNCIL_FACILITATOR)
    for wrong in (FIRST, (40, 23, 17)):
        with pytest.raises(Conflict, match="Somebody else"):
            await poll.key(*wrong, by=Role.COUNCIL_FACILITATOR)
    await poll.key(*FIRST, by=Role.GOVERNOR)
    with pytest.raises(Conflict, match="Both counts"):
        await poll.key(1, 1, 1, by=Role.SMT_LEAD)
    assert {keying for _of, keying in await hall.read(counts_of, poll.election.id)} == {
        Keying.FIRST,
        Keying.SECOND,
    }


@pytest.mark.parametrize("first", [FIRST, (0, 0, 81), (20, 20, 20)])
async def test_no_refusal_tells_what_the_first_count_found(hall: Hall, first: tuple[int, ...]) -> None:
    """What is tried before the second keying is refused in the same words, whatever the first says."""
    poll = await Poll.open(hall)
    await poll.key(*first, by=Role.COORDINATOR)
    second = hall.role(Role.COUNCIL_FACILITATOR)
    party = poll.parties[0].id
    tried = (
        hall.do(services.move_election, poll.election.id, by=second, status=S.COUNTED),
        hall.do(services.draw_lot, poll.election.id, by=second, winners=[party]),
        hall.do(
            services.agree_count,
            poll.election.id,
            by=second,
            electorate=Electorate.PRISONER,
            votes=poll.votes(*first),
            spoilt=0,
        ),
        poll.key(90, 90, 90, by=Role.COUNCIL_FACILITATOR),
    )
    said = [await refusal(one) for one in tried]
    assert said == [
        "The count of People in prison does not stand yet: it is typed in twice, and has to be the same.",
        "The count of People in prison does not stand yet: it is typed in twice, and has to be the same.",
        "There is no difference to settle. Nothing was changed.",
        "That is 270 papers, and 100 people may vote. Check each figure.",
    ]


async def refusal(asked: Any) -> str:
    with pytest.raises((Conflict, Invalid, InvalidInput)) as refused:
        await asked
    error = refused.value
    return str(error.errors[0] if isinstance(error, InvalidInput) else error)


async def test_first_count_of_staff_is_as_blind(hall: Hall, engine: Any) -> None:
    poll = await Poll.open(hall, staff=50)
    await poll.twice(*FIRST)
    await poll.key(9, 8, 7, of=Electorate.STAFF, by=Role.SMT_LEAD)
    counts = (await shown(engine, hall.role(Role.GOVERNOR), poll))["councilElection"]["counts"]
    seen = {
        (one["electorate"], one["keying"]): [tally["votes"] for tally in one["tallies"]] for one in counts
    }
    assert seen["STAFF", "FIRST"] == [None] * 3
    assert sorted(seen["PRISONER", "FIRST"]) == sorted(FIRST)
