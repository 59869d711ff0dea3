"""What somebody agreed to, read from a history in which nothing is changed: the last entry counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.sdk import DomainError, Invalid, translate
from plugins.council.enums import ConsentPurpose


@dataclass(frozen=True, slots=True)
class Entry:
    """One purpose was agreed to, or taken back, on a day."""

    purpose: ConsentPurpose
    on: date
    is_given: bool


def last_of(history: Sequence[Entry], purpose: ConsentPurpose) -> Entry | None:
    """Return what counts for a purpose; none when it was never asked."""
    return next((entry for entry in reversed(history) if entry.purpose is purpose), None)


def is_given(history: Sequence[Entry], purpose: ConsentPurpose) -> bool:
    """Say whether somebody agrees today. Not having been asked is no consent."""
    last = last_of(history, purpose)
    return last is not None and last.is_given


def entry_faults(history: Sequence[Entry], entry: Entry, *, today: date) -> Iterator[DomainError]:
    """Say why an entry cannot follow: it says what is so already, or its day is wrong."""
    last = last_of(history, entry.purpose)
    if entry.is_given == is_given(history, entry.purpose):
        said = (
            translate("They agreed to this already. Nothing has to be written down.")
            if entry.is_given
            else translate("They have not agreed to this, so there is nothing to take back.")
        )
        yield Invalid(said, "purpose")
    if entry.on > today:
        yield Invalid(translate("That day is still to come. Give the day on which they said so."), "on")
    elif last is not None and entry.on < last.on:
        yield Invalid(translate("That is before the last entry of this purpose. Give a later day."), "on")
