"""Seats of a party-list election: votes are cast for a party, and seats follow votes."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from plugins.council.enums import SeatMethod

DIVISORS: dict[SeatMethod, tuple[int, int]] = {
    SeatMethod.DHONDT: (1, 1),
    SeatMethod.SAINTE_LAGUE: (1, 2),
}
"""First divisor, and how much each seat adds to it."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Seats by party, and the parties that stand exactly equal before the last of them."""

    seats: Mapping[str, int]
    tied: tuple[str, ...] = ()
    """In the order of the parties given. Between them somebody draws lots."""
    to_draw: int = 0
    """How many seats are drawn between those tied; the others are counted in `seats`."""


def allocate_seats(
    votes: Mapping[str, int],
    seats: int,
    method: SeatMethod = SeatMethod.LARGEST_REMAINDER,
    drawn: Sequence[str] = (),
) -> Allocation:
    """Share out the seats; what is drawn by lot decides between parties that stand equal.

    Largest remainder is by the Hare quota (votes / seats), in exact fractions. A party nobody voted for gets
    no seat, and where nobody voted at all no seat is filled. `drawn` names the parties that won a lot, in any
    order; without it the seats in question stay open and are said in `to_draw`.
    """
    if seats < 0 or any(count < 0 for count in votes.values()):
        raise ValueError("Seats and votes are counts: none of them is below zero.")
    total = sum(votes.values())
    if total == 0 or seats == 0:
        return Allocation(seats=dict.fromkeys(votes, 0))
    if method is SeatMethod.LARGEST_REMAINDER:
        return _by_remainder(votes, seats, total, drawn)
    return _by_divisor(votes, seats, DIVISORS[method], drawn)


def _by_remainder(votes: Mapping[str, int], seats: int, total: int, drawn: Sequence[str]) -> Allocation:
    given = {party: count * seats // total for party, count in votes.items()}
    remainders = {party: count * seats % total for party, count in votes.items()}
    left = seats - sum(given.values())
    ranked = sorted((party for party in votes if remainders[party]), key=lambda party: -remainders[party])
    return _settle(given, [(party, Fraction(remainders[party], total)) for party in ranked], left, drawn)


def _by_divisor(
    votes: Mapping[str, int], seats: int, divisor: tuple[int, int], drawn: Sequence[str]
) -> Allocation:
    first, step = divisor
    given = dict.fromkeys(votes, 0)
    waiting = [(-Fraction(count, first), party) for party, count in votes.items() if count]
    heapq.heapify(waiting)
    left = seats
    while left:
        best = waiting[0][0]
        equal = sorted(party for share, party in waiting if share == best)
        if len(equal) > left:
            return _settle(given, [(party, -best) for party in votes if party in equal], left, drawn)
        for _ in equal:
            _share, party = heapq.heappop(waiting)
            given[party] += 1
            left -= 1
            following = Fraction(votes[party], first + step * given[party])
            heapq.heappush(waiting, (-following, party))
    return Allocation(seats=given)


def _settle(
    given: dict[str, int], ranked: Sequence[tuple[str, Fraction]], left: int, drawn: Sequence[str]
) -> Allocation:
    """Give the last seats to the largest; those equal at the edge get them by lot, or not yet."""
    if left == 0:
        return Allocation(seats=given)
    edge = ranked[left - 1][1]
    for party, share in ranked:
        if share > edge:
            given[party] += 1
            left -= 1
    equal = tuple(party for party, share in ranked if share == edge)
    if len(equal) == left:
        return Allocation(seats=given | {party: given[party] + 1 for party in equal})
    winners = frozenset(drawn)
    if len(winners) == left and winners <= set(equal):
        return Allocation(seats=given | {party: given[party] + 1 for party in winners})
    return Allocation(seats=given, tied=equal, to_draw=left)
