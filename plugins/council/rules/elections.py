"""How an election goes on: its states, what each needs, and the seats that follow from settled counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from core.sdk import Conflict, DomainError, Text, translate
from plugins.council.enums import ElectionStatus, Electorate, SeatMethod
from plugins.council.rules.counts import Sheet
from plugins.council.rules.seats import Allocation, allocate_seats

S = ElectionStatus
STEPS: dict[ElectionStatus, tuple[ElectionStatus, ...]] = {
    S.PLANNED: (S.NOMINATIONS, S.VOID),
    S.NOMINATIONS: (S.CAMPAIGN, S.VOID),
    S.CAMPAIGN: (S.VOTING, S.VOID),
    S.VOTING: (S.COUNTED, S.VOID),
    S.COUNTED: (S.RESULT_PUBLISHED, S.VOTING, S.VOID),
    S.RESULT_PUBLISHED: (S.VOID,),
    S.VOID: (),
}
"""What may follow. From counted back to voting, the papers are counted again."""
LIST_OPEN = frozenset({S.PLANNED, S.NOMINATIONS})
"""While parties and their lists may still change."""
FEWEST_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A party before the vote: how many on its list were accepted, and of how many that is not said yet."""

    name: str
    accepted: int
    undecided: int


def letter_of(position: int) -> str:
    """Return the letter that stands for a party on paper: A for the first on the ballot."""
    return ascii_uppercase[position - 1]


def campaign_faults(parties: Sequence[Standing]) -> Iterator[DomainError]:
    """Say what is still to be done before nominations can close."""
    if len(parties) < FEWEST_PARTIES:
        yield Conflict(translate("There is nothing to choose between. Add a second party first."), "status")
    for party in parties:
        if party.undecided:
            said = translate("Say of everybody on the list of {party} whether they are accepted.")
            yield Conflict(said.format(party=party.name), "status")
        elif not party.accepted:
            said = translate(
                "Nobody on the list of {party} is accepted. Take the party off, or accept somebody."
            )
            yield Conflict(said.format(party=party.name), "status")


def voters(eligible: Mapping[Electorate, int | None]) -> tuple[Electorate, ...]:
    """Return who votes: an electorate of nobody is not counted."""
    return tuple(one for one in Electorate if eligible.get(one))


def share_out(
    settled: Mapping[Electorate, Sheet],
    parties: Sequence[str],
    seats: int,
    method: SeatMethod,
    drawn: Sequence[str] = (),
) -> Allocation:
    """Share out the seats by the votes of both electorates together, as User Voice's councils do."""
    votes = {party: sum(sheet.votes[party] for sheet in settled.values()) for party in parties}
    return allocate_seats(votes, seats, method, drawn)


def turnout(papers: int, eligible: int) -> Text:
    """Say how many of those who may vote did, in whole per cent, halves up; nothing where nobody may."""
    if not eligible:
        return ""
    return translate("{percent}%").format(percent=(200 * papers + eligible) // (2 * eligible))


def sheet_code(number: int, electorate: Electorate) -> str:
    """Return what is printed on a count sheet and stands above its screen, such as `3-P` or `3-S`."""
    return f"{number}-{electorate.value[0]}"
