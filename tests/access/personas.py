"""Everybody who tries the doors, each by one letter: the demo's personas, and somebody nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

from infra.embedded import personas
from infra.embedded.personas import Persona

OTHER_PRISON = "BWI"
"""Known, filled with data, and nobody's own."""
NO_PRISON = "ZZZ"


@dataclass(frozen=True, slots=True)
class Part:
    """One persona in one prison. Without a prison of their own, they are a stranger in all of them."""

    letter: str
    persona: Persona | None
    prison: str | None = "EXI"
    scope: str = ""
    """What the database narrows them to: `partner` or `person`; empty for the prison's own people."""


PARTS = {
    part.letter: part
    for part in (
        Part("C", personas.COORDINATOR),
        Part("D", personas.COORDINATOR, "DAI"),
        Part("S", personas.SECURITY_VETTING),
        Part("G", personas.GOVERNOR),
        Part("P", personas.PARTNER_LEAD, scope="partner"),
        Part("V", personas.VOLUNTEER, scope="person"),
        Part("N", personas.NATIONAL, None),
        Part("X", None, None),
    )
}
MEMBERS = {letter: part for letter, part in PARTS.items() if part.prison is not None}


def by_turns(who: str, place: int) -> list[str]:
    """Return a stranger, one who is let in at home and one who is not, as the place in a table has it.

    The door to another prison is the same for every address: all addresses try it, and all people, but not
    each of them at each.
    """
    within = [letter for letter in MEMBERS if letter in who]
    without = [letter for letter in PARTS if letter not in who and letter != "X"]
    turns = (rank[place % len(rank)] for rank in (within, without) if rank)
    return [*turns, "X"]
