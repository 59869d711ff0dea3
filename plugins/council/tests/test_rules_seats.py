"""Seats follow votes: hand-worked cases, and the laws that hold for every count."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.council.enums import SeatMethod
from plugins.council.rules.seats import Allocation, allocate_seats

VOTES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 400), min_size=1)
SEATS = st.integers(0, 40)
METHODS = st.sampled_from(SeatMethod)


@pytest.mark.parametrize(
    ("votes", "seats", "method", "expected"),
    [
        # The worked example of most textbooks on the Hare quota.
        ((47000, 16000, 15900, 12000, 6000, 3100), 10, SeatMethod.LARGEST_REMAINDER, (5, 2, 1, 1, 1, 0)),
        ((100000, 80000, 30000, 20000), 8, SeatMethod.DHONDT, (4, 3, 1, 0)),
        ((100000, 80000, 30000, 20000), 8, SeatMethod.SAINTE_LAGUE, (3, 3, 1, 1)),
        # Quotas of Maidstone's council of 2011, as its 20 seats were shared: 9, 7, 2, 2.
        ((171, 139, 42, 38), 20, SeatMethod.LARGEST_REMAINDER, (9, 7, 2, 2)),
        # Aylesbury's of 2012, 15 seats: 7, 5, 3.
        ((148, 101, 63), 15, SeatMethod.LARGEST_REMAINDER, (7, 5, 3)),
        ((0, 0, 7), 3, SeatMethod.LARGEST_REMAINDER, (0, 0, 3)),
        ((0, 0, 7), 3, SeatMethod.DHONDT, (0, 0, 3)),
    ],
)
def test_seats_match_what_is_worked_by_hand(
    votes: tuple[int, ...], seats: int, method: SeatMethod, expected: tuple[int, ...]
) -> None:
    named = {f"party {place}": count for place, count in enumerate(votes)}

    assert tuple(allocate_seats(named, seats, method).seats.values()) == expected


@pytest.mark.parametrize("method", SeatMethod)
def test_equals_at_the_edge_are_left_to_a_lot(method: SeatMethod) -> None:
    votes = {"bread": 10, "roses": 10, "nobody": 0}

    assert allocate_seats(votes, 3, method) == Allocation(
        {"bread": 1, "roses": 1, "nobody": 0}, tied=("bread", "roses"), to_draw=1
    )
    assert allocate_seats(votes, 3, method, drawn=("roses",)).seats == {"bread": 1, "roses": 2, "nobody": 0}


@pytest.mark.parametrize("drawn", [("nobody",), ("bread", "roses"), ()])
def test_lot_that_was_not_between_the_tied_decides_nothing(drawn: tuple[str, ...]) -> None:
    votes = {"bread": 10, "roses": 10, "nobody": 0}

    assert allocate_seats(votes, 3, drawn=drawn).to_draw == 1


def test_where_nobody_voted_no_seat_is_filled() -> None:
    assert allocate_seats({"bread": 0, "roses": 0}, 5).seats == {"bread": 0, "roses": 0}


@pytest.mark.parametrize(("votes", "seats"), [({"bread": -1}, 3), ({"bread": 1}, -3)])
def test_counts_below_zero_are_refused(votes: dict[str, int], seats: int) -> None:
    with pytest.raises(ValueError, match="below zero"):
        allocate_seats(votes, seats)


@given(VOTES, SEATS, METHODS)
def test_seats_and_those_to_draw_sum_to_all(votes: dict[str, int], seats: int, method: SeatMethod) -> None:
    shared = allocate_seats(votes, seats, method)

    assert sum(shared.seats.values()) + shared.to_draw == (seats if any(votes.values()) else 0)
    assert all(not shared.seats[party] for party, count in votes.items() if not count)
    assert shared.to_draw == 0 or len(shared.tied) > shared.to_draw


@given(VOTES, SEATS, METHODS)
def test_any_lot_fills_every_seat(votes: dict[str, int], seats: int, method: SeatMethod) -> None:
    open_ = allocate_seats(votes, seats, method)
    drawn = allocate_seats(votes, seats, method, drawn=open_.tied[: open_.to_draw])

    assert drawn.to_draw == 0
    assert sum(drawn.seats.values()) == (seats if any(votes.values()) else 0)


@given(VOTES, SEATS, METHODS)
def test_more_votes_never_mean_fewer_seats(votes: dict[str, int], seats: int, method: SeatMethod) -> None:
    shared = allocate_seats(votes, seats, method)

    assert all(
        shared.seats[one] >= shared.seats[other]
        for one in votes
        for other in votes
        if votes[one] > votes[other]
    )


@given(VOTES, SEATS)
def test_remainders_stay_within_the_quota(votes: dict[str, int], seats: int) -> None:
    total = sum(votes.values()) or 1
    shared = allocate_seats(votes, seats)

    for party, count in votes.items():
        quota = Fraction(count * seats, total)
        assert int(quota) <= shared.seats[party] <= int(quota) + 1


@given(VOTES, SEATS)
def test_divisors_take_the_highest_shares(votes: dict[str, int], seats: int) -> None:
    shared = allocate_seats(votes, seats, SeatMethod.DHONDT)
    shares = sorted(Fraction(count, place) for count in votes.values() for place in range(1, seats + 1))
    edge = shares[-seats] if seats and shares and any(votes.values()) else None

    for party, count in votes.items():
        above = sum(Fraction(count, place) > (edge or 0) for place in range(1, seats + 1))
        assert shared.seats[party] >= above if edge else shared.seats[party] == 0
