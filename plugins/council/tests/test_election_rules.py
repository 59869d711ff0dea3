"""Elections: counts keyed twice, hand-worked results of real councils, and laws over generated counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.council.enums import ElectionStatus, Electorate, SeatMethod
from plugins.council.rules.counts import (
    Difference,
    Sheet,
    agreed_faults,
    differences,
    settle,
    sheet_faults,
)
from plugins.council.rules.elections import (
    STEPS,
    Standing,
    campaign_faults,
    letter_of,
    share_out,
    turnout,
    voters,
)

S = ElectionStatus
E = Electorate
PARTIES = ("a", "b", "c")
SHEETS = st.builds(
    lambda votes, spoilt: Sheet(dict(zip(PARTIES, votes, strict=True)), spoilt),
    st.tuples(*[st.integers(0, 60)] * 3),
    st.integers(0, 9),
)


def test_maidstone_2011_is_shared_out_as_it_was() -> None:
    prisoners = Sheet({"diversity": 150, "resettlement": 122, "training": 37, "community": 33}, 6)
    staff = Sheet({"diversity": 21, "resettlement": 17, "training": 5, "community": 5})

    shared = share_out(
        {E.PRISONER: prisoners, E.STAFF: staff}, tuple(prisoners.votes), 20, SeatMethod.LARGEST_REMAINDER
    )

    assert dict(shared.seats) == {"diversity": 9, "resettlement": 7, "training": 2, "community": 2}
    assert (prisoners.papers, staff.papers) == (348, 48)
    assert (turnout(348, 580), turnout(48, 185)) == ("60%", "26%")


def test_aylesbury_2012_is_shared_out_as_it_was() -> None:
    sheet = Sheet({"lifestyle": 148, "relations": 101, "training": 63})

    shared = share_out({E.PRISONER: sheet}, tuple(sheet.votes), 15, SeatMethod.LARGEST_REMAINDER)

    assert dict(shared.seats) == {"lifestyle": 7, "relations": 5, "training": 3}


@pytest.mark.parametrize(
    ("papers", "eligible", "said"), [(0, 0, ""), (0, 9, "0%"), (9, 9, "100%"), (1, 8, "13%"), (1, 3, "33%")]
)
def test_turnout_is_in_whole_per_cent(papers: int, eligible: int, said: str) -> None:
    assert turnout(papers, eligible) == said


def test_difference_is_said_for_each_party_and_the_spoilt() -> None:
    first, second = Sheet({"a": 40, "b": 12, "c": 3}, 2), Sheet({"a": 40, "b": 21, "c": 3}, 1)

    assert differences(first, second) == (Difference("b", 12, 21), Difference("spoilt", 2, 1))
    assert settle(first, second) is None
    assert settle(first, second, Sheet({"a": 40, "b": 21, "c": 3}, 1)) == second
    assert settle(first, second, Sheet({"a": 41, "b": 21, "c": 3}, 1)) is None
    assert settle(first, None) is None


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (Sheet({"a": 1}), "each party"),
        (Sheet({"a": 1, "b": 0, "c": 0, "d": 0}), "each party"),
        (Sheet({"a": -1, "b": 0, "c": 0}), "0 to 5000"),
        (Sheet({"a": 60, "b": 30, "c": 10}, 1), "101 papers, and 100 people"),
    ],
)
def test_count_that_cannot_be_is_refused(sheet: Sheet, words: str) -> None:
    faults = list(sheet_faults(sheet, dict.fromkeys(PARTIES, ""), 100))

    assert len(faults) == 1
    assert words in str(faults[0])


def test_nominations_close_when_every_list_is_decided() -> None:
    stands = [Standing("Fair Start", 2, 0), Standing("Open Doors", 1, 1), Standing("New Leaf", 0, 0)]

    said = [str(fault) for fault in campaign_faults(stands)]
    assert ["Open Doors" in said[0], "New Leaf" in said[1], len(said)] == [True, True, 2]
    assert list(campaign_faults([*stands[:1], Standing("b", 1, 0)])) == []
    assert len(list(campaign_faults(stands[:1]))) == 1


def test_no_election_passes_by_its_count() -> None:
    assert {before for before, after in STEPS.items() if S.RESULT_PUBLISHED in after} == {S.COUNTED}
    assert {before for before, after in STEPS.items() if S.COUNTED in after} == {S.VOTING}
    assert all(S.VOID in after for before, after in STEPS.items() if before is not S.VOID)
    assert (letter_of(1), letter_of(20)) == ("A", "T")
    assert voters({E.PRISONER: 400, E.STAFF: 0}) == (E.PRISONER,)


@settings(max_examples=60)
@given(SHEETS, SHEETS, st.none() | SHEETS)
def test_no_count_stands_while_a_difference_is_open(
    first: Sheet, second: Sheet, agreed: Sheet | None
) -> None:
    settled = settle(first, second, agreed)
    open_ = differences(first, second)
    is_agreed = agreed is not None and not any(agreed_faults(first, second, agreed))

    assert (settled is not None) == (not open_ or is_agreed)
    if settled is not None:
        same = set(first.figures) - {one.of for one in open_}
        assert all(settled.figures[of] == first.figures[of] == second.figures[of] for of in same)


@settings(max_examples=60)
@given(SHEETS, SHEETS, st.integers(1, 20), st.sampled_from(SeatMethod))
def test_seats_sum_and_are_the_same_whoever_is_counted_first(
    prisoners: Sheet, staff: Sheet, seats: int, method: SeatMethod
) -> None:
    shared = share_out({E.PRISONER: prisoners, E.STAFF: staff}, PARTIES, seats, method)
    other = share_out({E.STAFF: prisoners, E.PRISONER: staff}, PARTIES, seats, method)
    voted = prisoners.papers + staff.papers - prisoners.spoilt - staff.spoilt

    assert shared == other
    assert sum(shared.seats.values()) + shared.to_draw == (seats if voted else 0)
