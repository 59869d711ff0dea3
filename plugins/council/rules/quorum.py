"""Whether a meeting may decide: as many members present as the council has asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.sdk import translate
from plugins.council.enums.meetings import AttendanceState


@dataclass(frozen=True, slots=True)
class Presence:
    """How many of how many members were there, and how many had to be."""

    present: int
    members: int
    quorum: int

    @property
    def may_decide(self) -> bool:
        return self.present >= self.quorum


def presence_of(members: Iterable[AttendanceState], quorum: int) -> Presence:
    """Count members; guests are none."""
    states = list(members)
    return Presence(states.count(AttendanceState.PRESENT), len(states), quorum)


def presence_words(presence: Presence) -> str:
    """Say it in a sentence: `6 of 9 members, quorum 6: may decide`."""
    if not presence.members:
        return translate("Who was there is not recorded yet, so nothing can be decided.")
    said = (
        translate("{present} of {members} members, quorum {quorum}: may decide.")
        if presence.may_decide
        else translate(
            "{present} of {members} members, quorum {quorum}: may not decide. "
            "Decisions are recorded for the next meeting."
        )
    )
    return said.format(present=presence.present, members=presence.members, quorum=presence.quorum)
