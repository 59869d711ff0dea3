"""What every road does, and how it says what became of a letter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from core.messages.declarations import Letter


class Outcome(StrEnum):
    ACCEPTED = "ACCEPTED"
    ON_THE_WAY = "ON_THE_WAY"
    DELIVERED = "DELIVERED"
    REFUSED = "REFUSED"
    """The address was refused, for good."""
    NOT_TAKEN = "NOT_TAKEN"
    """The recipient's server did not take it for days: full, or away."""
    REJECTED = "REJECTED"
    """The letter itself was refused, for good."""
    NOT_SENT = "NOT_SENT"
    """There was nothing to hand over any more."""
    UNKNOWN = "UNKNOWN"
    """This road cannot tell whether it had accepted it."""


@dataclass(frozen=True, slots=True)
class Handed:
    outcome: Outcome
    provider_id: str | None = None


class RoadAway(Exception):
    """The road is out of reach or says to come again, and has certainly not accepted the letter."""


class InDoubt(Exception):
    """The road went silent while it was handed the letter: it may have accepted it."""


HandOver = Callable[[], Awaitable[Letter | None]]
"""Records that the letter is handed over now and returns it; None when it is not needed any more."""


class MailRoad(Protocol):
    """One way out. Raises RoadAway and InDoubt, for which the job comes again."""

    @property
    def name(self) -> str: ...

    @property
    def tells_delivery(self) -> bool:
        """Say whether `follow` learns more than `send` was told."""

    async def send(self, to: str, hand_over: HandOver) -> Handed:
        """Take a letter out. The road asks for it as late as it can: what is done by then is not told."""

    async def find(self, message_id: UUID) -> Handed | None:
        """Say what became of a letter whose handing over was cut off; None when it did not leave."""

    async def follow(self, provider_id: str) -> Outcome:
        """Say how far an accepted letter is."""
