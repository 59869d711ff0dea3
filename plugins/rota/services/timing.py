"""What a pattern and a session say alike: when, where, through which entrance, with how many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import time

from core.sdk import DomainError, Invalid, translate

MOST_COVER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """London times, as the prison's clock shows them."""

    starts_at: time
    ends_at: time
    place: str
    entrance: str
    minimum_cover: int = 1
    escort_needed: bool = False

    def values(self) -> dict[str, object]:
        """Return the columns, with the texts tidied."""
        return asdict(self) | {"place": _tidy(self.place), "entrance": _tidy(self.entrance)}

    def faults(self) -> Iterator[DomainError]:
        if self.ends_at <= self.starts_at:
            yield Invalid(translate("The session has to end after it starts, on the same day."), "endsAt")
        if not _tidy(self.place):
            yield Invalid(translate("Enter where the session is held, for example: Chapel."), "place")
        if not _tidy(self.entrance):
            yield Invalid(translate("Enter the entrance they use, for example: Main gate."), "entrance")
        if not 1 <= self.minimum_cover <= MOST_COVER:
            message = translate("Enter how many people the session needs: from 1 to {most}.")
            yield Invalid(message.format(most=MOST_COVER), "minimumCover")


def _tidy(text: str) -> str:
    return " ".join(text.split())
